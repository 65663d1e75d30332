"""Short links: the list, making one, one with its history and QR code."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.campaigns.models import Campaign
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.links.models import Link
from groundswell.links.qr import TYPES, qr_code
from groundswell.web.http import WorkspaceRequest
from groundswell.web.links.forms import LinkForm, NewLinkForm

PER_PAGE = 50


@require_safe
def links(request: WorkspaceRequest) -> HttpResponse:
    """Every link with its clicks."""
    text, campaign = request.GET.get("q", "").strip(), request.GET.get("campaign", "")
    found = queries.links(request.workspace, text=text, campaign=campaign)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(link, queries.address_of(link), standing(link)) for link in page],
        "campaigns": Campaign.objects.of(request.workspace).order_by("name"),
        "filtered": bool(text or campaign),
    }
    return render(request, "links/links.html", context)


def link_new(request: WorkspaceRequest) -> HttpResponse:
    """The form of a new link, with a code beside it when wished."""
    first = {name: request.GET[name] for name in ("creator", "target_url", "campaign") if name in request.GET}
    form = NewLinkForm(request.workspace, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request.workspace, request.user, form)
        except GroundswellError as refusal:
            form.take(refusal)
        else:
            messages.success(request, f"/l/{made.slug} is live.")
            return redirect("link", slug=request.workspace.slug, pk=made.pk)
    return render(request, "links/link_new.html", {"form": form})


def link(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One link: address, QR code, clicks, what can be changed, who changed what."""
    found = queries.link_of(request.workspace, pk)
    form = LinkForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, expires = form.cleaned_data, form.expires_at()
        try:
            services.update_link(
                link=found, target_url=data["target_url"], platform_targets=form.platform_targets(), domain=data.get("domain"),
                active=data["active"], carries=data["carries"], utm=form.utm(), expires_at=expires, never_expires=expires is None,
                user=request.user,
            )  # fmt: skip
        except GroundswellError as refusal:
            form.take(refusal)
        else:
            messages.success(request, "Saved. The link follows within a second.")
            return redirect("link", slug=request.workspace.slug, pk=pk)
    context = {"link": found, "address": queries.address_of(found), "standing": standing(found), "form": form}
    return render(
        request,
        "links/link.html",
        context | {"history": [(entry, changes_in(entry)) for entry in queries.link_history(found)[:50]]},
    )


@require_safe
def link_qr(request: WorkspaceRequest, pk: int, image: str) -> HttpResponse:
    """The QR code as svg or png; `?download` saves it under the link's name."""
    found = queries.link_of(request.workspace, pk)
    answer = HttpResponse(qr_code(queries.address_of(found), image), content_type=TYPES[image])
    if "download" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="{found.slug}.{image}"'
    return answer


def standing(link: Link) -> str:
    """active, paused (switched off) or expired."""
    if not link.active:
        return "paused"
    return "expired" if link.expires_at and link.expires_at <= clock.now() else "active"


def changes_in(entry: AuditEntry) -> list[str]:
    """What one entry of the history changed, in words."""
    before, after = entry.detail.get("before", {}), entry.detail.get("after", {})
    sentences = {
        "target_url": f"It led to {before.get('target_url')} before",
        "active": "Switched on" if after.get("active") else "Switched off",
        "expires_at": f"Works until {after['expires_at'][:10]}" if after.get("expires_at") else "Works without end",
        "platform_targets": _elsewhere(before.get("platform_targets") or {}),
        "utm": "The values for analytics changed",
        "domain": f"Given away under {after.get('domain') or 'the address of this installation'}",
        "carries": f"Brings the code {after['carries']}" if after.get("carries") else "Brings no code any more",
    }
    return [sentences[name] for name in after if name in sentences]


def _elsewhere(before: dict[str, str]) -> str:
    led = ", ".join(f"{name} to {url}" for name, url in sorted(before.items()))
    return f"Phones are led elsewhere than before ({led})" if led else "Phones are led to addresses of their own"


@transaction.atomic
def _make(workspace: Workspace, user: User, form: NewLinkForm) -> Link:
    data = form.cleaned_data
    whose = {"workspace": workspace, "creator": data["creator"], "campaign": data["campaign"], "user": user}
    made = services.create_link(
        target_url=data["target_url"], slug=data["slug"], utm=form.utm(), platform_targets=form.platform_targets(),
        domain=data.get("domain"), expires_at=form.expires_at(), **whose,
    )  # fmt: skip
    if data["code"]:
        services.create_code(code=data["code"], **whose)
    return made

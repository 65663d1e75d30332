"""A brand's own customers: who of them is a creator, whom they follow, and what they agreed to."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.discovery.customers import consents, forgetting, matching, queries
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.names import PLATFORMS
from groundswell.web.http import WorkspaceRequest, owners_only

PER_PAGE = 50
VIEWS = (("", "All"), ("creators", "Creators among them"), ("suggested", "To decide"))


@require_GET
def customers(request: WorkspaceRequest) -> HttpResponse:
    """Customers, searched by `q`, of one `view`."""
    workspace, view, words = request.workspace, request.GET.get("view", ""), request.GET.get("q", "").strip()
    page = Paginator(queries.customers(workspace, words, view), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "standing": queries.standing(workspace),
        "page": page,
        "views": VIEWS,
        "view": view,
        "words": words,
        "found": queries.with_public_accounts(workspace)[:12] if not words else [],
        "editable": request.membership.may_write,
        "owner": request.membership.role == "owner",
    }
    return render(request, "discovery/customers.html", context)


@require_http_methods(["GET", "POST"])
def follows(request: WorkspaceRequest) -> HttpResponse:
    """Whom customers follow, the consents, the public page; a POST records a consent."""
    problem: GroundswellError | None = None
    if request.method == "POST":
        try:
            _record(request)
            return redirect("customer_follows", slug=request.workspace.slug)
        except GroundswellError as error:
            problem = error
    return render(
        request, "discovery/follows.html", _follows(request, problem), status=problem.status if problem else 200
    )


@require_POST
def change_page(request: WorkspaceRequest) -> HttpResponse:
    """Opens or closes the public page (`open` yes or no), with the brand's own words in `intro`."""
    is_open = request.POST.get("open") == "yes"
    consents.open_page(
        workspace=request.workspace, intro=request.POST.get("intro", ""), is_open=is_open, user=request.user
    )
    messages.success(request, "The page is open: share its address." if is_open else "The page is closed.")
    return redirect("customer_follows", slug=request.workspace.slug)


@require_POST
def accept(request: WorkspaceRequest, consent: int) -> HttpResponse:
    """A stranger's list counts from now on."""
    found = queries.consent_of(request.workspace, consent)
    consents.accept_consent(workspace=request.workspace, consent=found, user=request.user)
    return redirect("customer_follows", slug=request.workspace.slug)


@require_POST
def withdraw(request: WorkspaceRequest, consent: int) -> HttpResponse:
    """Somebody asked the brand to stop: the list is deleted."""
    consents.withdraw_consent(consent=queries.consent_of(request.workspace, consent))
    messages.success(request, "The list was deleted.")
    return redirect("customer_follows", slug=request.workspace.slug)


@require_POST
def decide(request: WorkspaceRequest, customer: int) -> HttpResponse:
    """Whether the suggested creator is this customer: `same` yes or no."""
    found = queries.customer_of(request.workspace, customer)
    matching.decide_match(
        workspace=request.workspace, customer=found, same=request.POST.get("same") == "yes", user=request.user
    )
    return redirect(f"{reverse('customers', args=[request.workspace.slug])}?view=suggested")


@require_POST
def forget(request: WorkspaceRequest, customer: int) -> HttpResponse:
    """Deletes everything held of one customer."""
    found = queries.customer_of(request.workspace, customer)
    gone = forgetting.forget_customer(workspace=request.workspace, customer=found, user=request.user)
    messages.success(request, f"Forgotten, with {gone['follows']} follows and {gone['consents']} consents.")
    return redirect("customers", slug=request.workspace.slug)


@owners_only
@require_POST
def forget_all(request: WorkspaceRequest) -> HttpResponse:
    """Deletes all customers, follows and consents."""
    gone = forgetting.forget_all_customers(workspace=request.workspace, user=request.user)
    messages.success(request, f"{gone['customers']} customers were forgotten.")
    return redirect("customers", slug=request.workspace.slug)


def _record(request: WorkspaceRequest) -> None:
    platform = request.POST.get("platform", "")
    _, token = consents.record_consent(
        workspace=request.workspace, platform=platform, handle=request.POST.get("handle", ""),
        network=PLATFORMS.get(platform, platform), evidence=request.POST.get("evidence", ""),
        email=request.POST.get("email", ""), user=request.user,
    )  # fmt: skip
    link = settings.PUBLIC_URL + reverse("fans_withdraw", args=[token])
    messages.success(request, f"Recorded. Give the person this link, with which they can withdraw: {link}")


def _follows(request: WorkspaceRequest, problem: GroundswellError | None) -> dict[str, Any]:
    page = queries.fan_page(request.workspace)
    return {
        "standing": queries.standing(request.workspace),
        "followed": queries.most_followed(request.workspace, 30),
        "consents": Paginator(queries.consents(request.workspace), PER_PAGE).get_page(request.GET.get("page")),
        "fan_page": page,
        "fan_url": settings.PUBLIC_URL + reverse("fans", args=[page.token]) if page else "",
        "networks": [(slug, PLATFORMS[slug]) for slug in consents.BY_HANDLE],
        "text": consents.consent_text(request.workspace, "their network"),
        "problem": problem,
        "given": request.POST,
        "editable": request.membership.may_write,
    }

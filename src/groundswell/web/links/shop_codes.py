"""Codes for many creators at once: asked for, shown, made in the shop, and how far each is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.queries import code_takers
from groundswell.campaigns.services import give_codes
from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.links.tasks import make_codes
from groundswell.web.http import WorkspaceRequest
from groundswell.web.links.shop_forms import ShopCodesForm

PER_PAGE = 50
CODES_PER_PAGE = 200


@require_safe
def shop_codes(request: WorkspaceRequest) -> HttpResponse:
    """What was made in shops, each in one go."""
    page = Paginator(queries.discounts(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    stores = queries.writable_stores(request.workspace).exists()
    return render(request, "links/shop_codes.html", {"page": page, "stores": stores})


def shop_codes_new(request: WorkspaceRequest) -> HttpResponse:
    """The form; `step` "preview" shows what would be made, "make" makes it."""
    first = {"campaign": request.GET.get("campaign", "")}
    form = ShopCodesForm(request.workspace, request.POST or None, initial=first)
    plan = None
    if request.method == "POST" and form.is_valid():
        try:
            wanted = _wanted(request, form)
            if request.POST.get("step") == "make":
                return _make(request, wanted)
            plan = services.plan_codes(**wanted)
        except GroundswellError as refusal:
            form.take(refusal)
    context = {"form": form, "plan": plan, "fresh": sum(one.state != "there" for one in plan or ())}
    return render(request, "links/shop_codes_new.html", context)


@require_safe
def shop_discount(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One with the state of each code; asked again every few seconds while codes are being made."""
    found = queries.discount_of(request.workspace, pk)
    page = Paginator(queries.shop_codes(found), CODES_PER_PAGE).get_page(request.GET.get("page"))
    template = "links/shop_discount_codes.html" if request.htmx else "links/shop_discount.html"
    return render(request, template, {"discount": found, "page": page})


@require_POST
def shop_discount_retry(request: WorkspaceRequest, pk: int) -> HttpResponse:
    found = queries.discount_of(request.workspace, pk)
    services.retry_codes(discount=found, user=request.user)
    make_codes.enqueue(found.pk)
    messages.success(request, "Sent to the shop once more.")
    return redirect("shop_discount", slug=request.workspace.slug, pk=pk)


@require_POST
def shop_discount_end(request: WorkspaceRequest, pk: int) -> HttpResponse:
    found = queries.discount_of(request.workspace, pk)
    try:
        services.end_codes(discount=found, user=request.user)
    except GroundswellError as refusal:
        messages.error(request, f"{refusal.message} {refusal.cure}".strip())
    else:
        messages.success(request, "The codes have ended in the shop.")
    return redirect("shop_discount", slug=request.workspace.slug, pk=pk)


def _wanted(request: WorkspaceRequest, form: ShopCodesForm) -> dict[str, Any]:
    data = form.cleaned_data
    chosen = data["creator_list"].slug if data["creator_list"] else ""
    return {
        "store": data["store"], "campaign": data["campaign"], "terms": form.terms(), "pattern": data["pattern"],
        "creators": code_takers(request.workspace, campaign=data["campaign"], list_slug=chosen),
    }  # fmt: skip


def _make(request: WorkspaceRequest, wanted: dict[str, Any]) -> HttpResponse:
    discount, _ = give_codes(**wanted, user=request.user)
    if discount is None:
        messages.success(request, "The shop has all of them already. Nothing was made.")
        return redirect("shop_codes", slug=request.workspace.slug)
    make_codes.enqueue(discount.pk)
    return redirect("shop_discount", slug=request.workspace.slug, pk=discount.pk)

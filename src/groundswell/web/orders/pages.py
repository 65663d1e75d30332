"""Orders, and for each the trail that shows whom it is owed to and why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.links import queries, services
from groundswell.links.models import Attribution, Order
from groundswell.links.queries import ConvertedTotals, OrderFilter
from groundswell.reports.period import period_of
from groundswell.web.components.formats import money
from groundswell.web.http import WorkspaceRequest
from groundswell.web.links.choosing import CreatorField, ask_in, shown

PER_PAGE = 50
OWED = (
    ("", "All orders"),
    ("yes", "Owed to a creator"),
    ("no", "Owed to nobody"),
    ("unproven", "Told by a pixel alone"),
    ("held", "Held apart"),
    ("never", "Cancelled and tests"),
)


class DecisionForm(forms.Form):
    """A person's decision about one order."""

    creator = CreatorField(required=False, help_text="Leave it empty when nobody is owed.")
    reason = forms.CharField(max_length=300, help_text="How you know. It is kept with your name.")

    def __init__(self, workspace: Workspace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_in(self, workspace)


@require_safe
def orders(request: WorkspaceRequest) -> HttpResponse:
    """All orders with filters, their sums, and the way to the trail of each."""
    chosen = chosen_in(request.GET)
    page = Paginator(queries.orders(request.workspace, chosen), PER_PAGE).get_page(request.GET.get("page"))
    sums = queries.totals(request.workspace, chosen)
    context = {
        "page": page,
        "chosen": chosen,
        "filtered": chosen != OrderFilter(),
        "sums": sums,
        "shown": shown_sums(queries.converted_totals(request.workspace, chosen), request.workspace) if sums else {},
        "held": sum(one.orders for one in queries.held_sums(request.workspace)),
        "claims": queries.order_claims(request.workspace, "waiting").count(),
        "count": sum(one.orders for one in sums),
        "owed_choices": OWED,
        "methods": Attribution.Method.choices,
        "campaigns": Campaign.objects.of(request.workspace).order_by("name"),
    }
    return render(request, "orders/orders.html", context)


def shown_sums(sums: ConvertedTotals, workspace: Workspace) -> dict[str, Any]:
    """The sums as the cards show them, without cents from a hundred thousand up, and which rates they were made with."""
    cards = {
        name: money(one.amount, workspace.currency, 0 if one.amount >= 100_000 else None)
        for name, one in sums._asdict().items()
    }
    return cards | {"first": sums.net.first, "last": sums.net.last, "missing": sums.net.missing}


def chosen_in(query: QueryDict) -> OrderFilter:
    """The filter that the address says; unknown words are no filter."""
    owed, method = query.get("owed", ""), query.get("method", "")
    period = period_of(query.get("first"), query.get("last"))
    return OrderFilter(
        owed=owed if owed in dict(OWED) else "",
        method=method if method in Attribution.Method.values else "",
        campaign=query.get("campaign", ""),
        text=query.get("q", "").strip(),
        first=period.first if period else None,
        last=period.last if period else None,
    )


@require_safe
def order(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One order with its trail: in the side panel, or as a page of its own."""
    found = queries.order_of(request.workspace, pk)
    return _shown(request, found, DecisionForm(request.workspace, initial=_first(found)))


@require_POST
def order_decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A person says whom the order is owed to."""
    found = queries.order_of(request.workspace, pk)
    form = DecisionForm(request.workspace, request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    services.rule_on_order(
        order=found, creator=form.cleaned_data["creator"], reason=form.cleaned_data["reason"], user=request.user
    )
    messages.success(request, f"{found} is decided by you.")
    return _back(request)


@require_POST
def order_withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The decision is taken back; the rules apply again."""
    found = queries.order_of(request.workspace, pk)
    services.withdraw_ruling(order=found, user=request.user)
    messages.success(request, f"{found} follows the rules again.")
    return _back(request)


def _shown(request: WorkspaceRequest, order: Order, form: DecisionForm) -> HttpResponse:
    template = "orders/order_panel.html" if request.htmx else "orders/order.html"
    ruling = getattr(order, "ruling", None)
    context = {"order": order, "trail": queries.trail(order), "form": form, "ruling": ruling}
    return render(request, template, context | {"converted": queries.net_converted(order, request.workspace)})


def _first(order: Order) -> dict[str, str]:
    attribution = getattr(order, "attribution", None)
    return {"creator": shown(attribution.creator if attribution else None)}


def _back(request: WorkspaceRequest) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect("orders", slug=request.workspace.slug)

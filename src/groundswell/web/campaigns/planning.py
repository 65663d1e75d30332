"""The planner: the best set of candidates under a budget, and the campaign made of it."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.campaigns.programme import Asked, Gathered, Known, Programme, gather, programme
from groundswell.campaigns.services import adopt_found, create_planned_campaign
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.web.campaigns.forms.plan import PlanForm
from groundswell.web.campaigns.plan_addresses import (
    asked_apart,
    asked_ids,
    forced,
    instead,
    swapping,
    with_one,
)
from groundswell.web.components.charts import Bar, Line
from groundswell.web.http import WorkspaceRequest

SHOWN = 50


@require_GET
def plan(request: WorkspaceRequest) -> HttpResponse:
    """The form, and with `budget` in the address the plan. `must` and `ban` are creators' ids, repeated;
    `apart` such ids with a comma, of which one may be chosen; `swap` is one of the set whose replacements are shown."""
    asking = "budget" in request.GET
    form = PlanForm(request.workspace, request.GET if asking else None, request.GET.get("list", ""))
    found: Programme | None = None
    problem: GroundswellError | None = None
    asked: Asked | None = None
    gathered: Gathered | None = None
    unpriced: list[Known] = []
    if asking and form.is_valid():
        must, ban, swap = (asked_ids(request.GET, name) for name in ("must", "ban", "swap"))
        asked = form.asked(must, ban, swap, asked_apart(request.GET))
        try:
            found = programme(request.workspace, asked)
        except GroundswellError as error:
            problem = error
            gathered = _gathered(request, asked)
            unpriced = [one for one in gathered.known if not one.price] if gathered else []
    context: dict[str, Any] = {
        "form": form, "found": found, "asked": asked, "problem": problem, "editable": request.membership.may_write,
        "unpriced": found.unpriced if found else unpriced, "gathered": found.gathered if found else gathered,
        "strangers_title": _strangers(found.gathered if found else gathered),
        "has_lists": bool(form.fields["list"].choices),  # type: ignore[attr-defined]  # a ChoiceField has them
    }  # fmt: skip
    if asked and (gathered := context["gathered"]):
        names = {one.creator.pk: one.creator.name for one in gathered.known}
        names |= {creator.pk: creator.name for creator in gathered.unusable}
        context |= {
            "forced": forced(request.GET, asked, names),
            "apart": [",".join(map(str, some)) for some in asked.apart],
        }
    if found and asked:
        context |= _shown(request, found, asked)
    return render(request, "campaigns/plan.html", context, status=problem.status if problem else 200)


@require_POST
def plan_take(request: WorkspaceRequest) -> HttpResponse:
    """Makes a campaign of `name`, `budget` and `creator` (ids, repeated)."""
    try:
        budget = Decimal(request.POST.get("budget", ""))
    except InvalidOperation as error:
        raise BadInput("The budget is no amount of money.", where="budget") from error
    made = create_planned_campaign(
        workspace=request.workspace, name=request.POST.get("name", ""), budget=budget,
        creators=asked_ids(request.POST, "creator"), user=request.user,
    )  # fmt: skip
    messages.success(request, f"Campaign “{made.name}” made with its creators. Now make their offers.")
    response = redirect("campaign", slug=request.workspace.slug, campaign=made.slug)
    response["Location"] += "?tab=participants"
    return response


@require_POST
def plan_adopt(request: WorkspaceRequest) -> HttpResponse:
    """Makes creators of those whom the saved search in `search` finds; `back` is the plan's query string."""
    found = adopt_found(workspace=request.workspace, search=request.POST.get("search", ""), user=request.user)
    messages.success(request, f"{found:,} became creators: now they can be planned.")
    response = redirect("plan", slug=request.workspace.slug)
    response["Location"] += f"?{QueryDict(request.POST.get('back', '')).urlencode()}"
    return response


def _gathered(request: WorkspaceRequest, asked: Asked) -> Gathered | None:
    """The candidates of a plan that could not be made; None where they themselves are the trouble."""
    try:
        return gather(request.workspace, asked)
    except GroundswellError:
        return None


def _strangers(gathered: Gathered | None) -> str:
    count = len(gathered.strangers) if gathered else 0
    return f"{count:,} whom the search finds {'is no creator' if count == 1 else 'are no creators'} of yours yet"


def _shown(request: WorkspaceRequest, found: Programme, asked: Asked) -> dict[str, object]:
    best, others = found.plan.best, found.plan.alternatives
    query, before = request.GET, request.GET.get("was", "")
    return {
        "rows": [
            (row, with_one(query, "ban", row.known.creator.pk, best.value), swapping(query, row.known.creator.pk))
            for row in found.rows
        ],
        "instead": [
            (one, change, instead(query, found.instead.out.creator.pk, one.creator.pk, best.value))
            for one, change in found.instead.best
        ] if found.instead else [],
        "clashing": [(one, with_one(query, "must", one.creator.pk, best.value)) for one in found.clashing],
        "kept": set(asked.must),
        "counted": "of whom you want, each counted once" if found.gathered.counted else "each counted once",
        "target_text": "; ".join(
            f"{name} {' or '.join(sorted(values))}"
            for name, values in found.gathered.target.wanted.items() if name not in found.gathered.unused
        ),
        "unused_title": f"Not counted: {' and '.join(found.gathered.unused)}",
        "others": [(one, with_one(query, "must", one.creator.pk, best.value)) for one in found.others[:SHOWN]],
        "more_others": max(0, len(found.others) - SHOWN),
        "reached": 1 - found.plan.gap,
        "change": best.value - float(before) if before.replace(".", "", 1).isdecimal() else None,
        "compared": [
            Bar("This plan", best.value, tone="teal"),
            Bar("By followers", others["top_by_followers"].value),
            Bar("By engagement", others["top_by_engagement"].value),
        ],
        "budgets": [f"{budget:,.0f}" for budget, _ in found.frontier],
        "lines": [Line("Engaged people", [value for _, value in found.frontier])],
    }  # fmt: skip

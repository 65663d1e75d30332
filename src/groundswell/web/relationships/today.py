"""The first page of a workspace: what waits for somebody."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Offer
from groundswell.campaigns.queries import applications_of, owed_soon, recent_answers
from groundswell.creators.own_record import waiting_requests
from groundswell.disclosure.queries import with_verdict
from groundswell.kit import clock
from groundswell.links.models import ClickDay, Order
from groundswell.links.queries import order_claims
from groundswell.outreach.queries import waiting_messages
from groundswell.relationships.queries import mentions_of, next_steps, tasks_of
from groundswell.tracking.queries import late_deliverables, posts_of
from groundswell.web.components.charts import sparkline
from groundswell.web.http import WorkspaceRequest
from groundswell.web.relationships.start import start_list

DAYS = 7
SHOWN = 6


@require_GET
def today(request: WorkspaceRequest) -> HttpResponse:
    """Next steps, own tasks and mentions, news from creators, what was not sent, posts to look at, and the week's clicks and orders."""
    workspace, day = request.workspace, clock.today()
    steps = start_list(workspace)
    since = clock.now() - timedelta(days=DAYS)
    to_check = with_verdict(posts_of(workspace)).exclude(verdict="pass")  # type: ignore[misc]  # annotated there
    context = {
        "today": day,
        "steps": steps,
        "done": sum(step.done for step in steps),
        "due": next_steps(workspace, day),
        "mentions": mentions_of(workspace, request.user)[:SHOWN],
        "tasks": tasks_of(workspace, assignee=request.user)[:SHOWN],
        "unsent": waiting_messages(workspace),
        "offers": Offer.objects.of(workspace)
        .filter(state=Offer.State.SENT)
        .select_related("participant__creator", "participant__campaign")
        .order_by("expires_at")[:SHOWN],
        "owed": owed_soon(workspace, day),
        "applications": applications_of(workspace, state="new")[:SHOWN],
        "claims": order_claims(workspace, "waiting")[:SHOWN],
        "requests": waiting_requests(workspace)[:SHOWN],
        "answers": recent_answers(workspace, since=since)[:SHOWN],
        "to_check": to_check[:SHOWN],
        "late": late_deliverables(workspace, today=day)[:SHOWN],
        **_week(workspace, day),
    }
    return render(request, "relationships/today.html", context)


def _week(workspace: Workspace, today: date) -> dict[str, Any]:
    """Of the whole days that the line shows, today among them."""
    days = [today - timedelta(days=n) for n in reversed(range(DAYS))]
    since = datetime.combine(days[0], time(), UTC)
    clicks = dict(
        ClickDay.objects.of(workspace).filter(day__gte=days[0]).values_list("day").annotate(Sum("counted")).order_by()
    )
    orders = Order.objects.of(workspace).filter(placed_at__gte=since, is_test=False, cancelled_at=None)
    return {
        "clicks": sum(clicks.values()),
        "clicks_line": sparkline([clicks.get(day, 0) for day in days], "Clicks a day"),
        "orders": orders.count(),
        "orders_owed": orders.filter(attribution__held=False).count(),
    }

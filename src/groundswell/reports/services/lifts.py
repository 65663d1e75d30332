"""Keeping a lift beside the ROI."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import Campaign
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.kit.money import cents
from groundswell.reports.lift import effect
from groundswell.reports.models import KeptLift
from groundswell.reports.queries.daily import Measure, daily_orders


@transaction.atomic
def keep_lift(*, workspace: Workspace, campaign: Campaign | None, start: date, user: User | None) -> KeptLift:
    """Tells the lift of net revenue from `start` on over the workspace's own orders, and keeps it; over the same days the
    newer one replaces the older. Raises what `effect.lift` raises."""
    series = daily_orders(workspace=workspace, measure=Measure.NET_REVENUE)
    if series is None:
        raise NotFound("There are no orders yet.", where="orders", cure="Import orders or connect the shop.")
    found = effect.lift(series, start)
    amounts = {name: cents(Decimal(repr(getattr(found.effect, name)))) for name in ("total", "low", "high")}
    facts = {
        "currency": workspace.currency,
        "verdict": found.verdict.value,
        "reasons": list(found.reasons),
        "kept_by": user,
        "at": clock.now(),
        **amounts,
    }
    last = series.first + timedelta(days=len(series.y) - 1)
    kept, _ = KeptLift.objects.update_or_create(
        workspace=workspace, campaign=campaign, start=start, last=last, defaults=facts
    )
    detail = {"start": start.isoformat(), "last": last.isoformat(), "verdict": kept.verdict}
    name = campaign.name if campaign else workspace.name
    record_audit(workspace=workspace, user=user, action="lift.kept", subject=name, detail=detail)
    return kept

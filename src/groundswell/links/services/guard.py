"""Holding apart what does not look like the creator's work, and letting people decide about it."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.imports.writing import bulk
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.links.models import Attribution, Code, LeakGuard
from groundswell.links.queries.attributed import Attributed, attributed, use_of
from groundswell.links.queries.guard import guard_of
from groundswell.links.queries.guard_facts import in_the_same_burst, key_of, known_of, orders_by_hour
from groundswell.links.rules.guard import Guard, Known, suspicions

BATCH = 500
LATE = timedelta(days=15)
"""How long after the attribution window a post or a click may still become known."""


@transaction.atomic
def review(*, workspace: Workspace, order_ids: Collection[int]) -> int:
    """Holds or lets go the attributions of these orders, and of those in the same burst; answers how many changed."""
    rows = attributed(workspace, Q(order__in=order_ids))
    if not rows:
        return 0
    guard = guard_of(workspace)
    orders = orders_by_hour(workspace, rows)
    known = known_of(workspace, rows, orders)
    if others := in_the_same_burst(workspace, rows, known, guard):
        rows += others
        if not known.keys() >= set(map(key_of, others)):
            known = known_of(workspace, rows, orders)
    judged = [(row, _told(row, known[key_of(row)], guard, workspace.attribution_days)) for row in rows]
    changed = [
        (bool(told), json.dumps(told), row.pk)
        for row, told in judged
        if (row.held, row.suspicions) != (bool(told), told)
    ]
    bulk.update(Attribution, ("held", "suspicions"), changed)
    return len(changed)


def review_recent(*, workspace: Workspace, everything: bool = False) -> int:
    """Looks again at the orders of late, since posts and clicks become known afterwards; answers how many changed."""
    rows = Attribution.objects.of(workspace).exclude(method=Attribution.Method.PERSON)
    if not everything:
        rows = rows.filter(order__placed_at__gte=clock.now() - timedelta(days=workspace.attribution_days) - LATE)
    ids = list(rows.order_by("order__placed_at", "pk").values_list("order_id", flat=True))
    return sum(review(workspace=workspace, order_ids=ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


@transaction.atomic
def set_guard(*, workspace: Workspace, guard: Guard, user: User | None = None) -> Guard:
    """Changes what is held; `review_recent(everything=True)` brings the orders in line. BadInput for what is no host."""
    sites = sorted({site.strip().lower().removeprefix("www.") for site in guard.coupon_sites if site.strip()})
    for site in sites:
        if "." not in site or len(site) > 253 or any(mark in site for mark in "/ :@"):
            raise BadInput(f"“{site}” is no host.", where="coupon_sites", cure="Write it like retailmenot.com.")
    values: dict[str, Any] = {
        "without_click": guard.without_click.value, "before_post": guard.before_post, "own_order": guard.own_order,
        "burst_orders": guard.burst_orders, "coupon_sites": sites,
    }  # fmt: skip
    LeakGuard.objects.update_or_create(workspace=workspace, defaults=values)
    record_audit(workspace=workspace, user=user, action="leak_guard.changed", subject=workspace.slug, detail=values)
    return guard_of(workspace)


@transaction.atomic
def mark_leaked(*, code: Code, where: str, since: datetime | None, user: User | None = None) -> Code:
    """The code stands on a public list; an empty `where` takes that back. Its orders are looked at again."""
    code.leaked_where = where.strip()[:200]
    code.leaked_at = (since or clock.now()) if code.leaked_where else None
    code.save(update_fields=["leaked_where", "leaked_at"])
    detail = {"where": code.leaked_where, "since": code.leaked_at.isoformat() if code.leaked_at else None}
    record_audit(workspace=code.workspace, user=user, action="code.leaked", subject=code.code, detail=detail)
    ids = list(Attribution.objects.of(code.workspace).filter(code=code).values_list("order_id", flat=True))
    for start in range(0, len(ids), BATCH):
        review(workspace=code.workspace, order_ids=ids[start : start + BATCH])
    return code


def _told(row: Attributed, known: Known, guard: Guard, attribution_days: int) -> list[dict[str, Any]]:
    """What speaks against it, as it is kept; nothing against what a person decided."""
    if row.method == Attribution.Method.PERSON:
        return []
    return [one._asdict() for one in suspicions(use_of(row), known, guard, attribution_days)]

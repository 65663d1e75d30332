"""How a connector stands, as one JSON document for scripts. Keys are named, never shown."""

from typing import Any

from groundswell.platforms.queries import Standing


def standing_document(one: Standing, *, for_operator: bool) -> dict[str, Any]:
    """What it can, what it cannot and why, which keys are set, what was spent of which limit; what went wrong only for
    the operator, since hosts tell whom other workspaces follow."""
    policy = one.policy
    return {
        "connector": one.plugin.name,
        "label": one.plugin.label,
        "networks": list(one.plugin.serves),
        "ready": one.ready,
        "paused_at": one.paused_at,
        "can": sorted(one.capabilities.can),
        "cannot": dict(one.cannot),
        "keys": [
            {"name": need.name, "label": need.label, "required": need.required, "set": need.name in one.given}
            for need in one.plugin.needs
        ],
        "calls_today": one.calls_today,
        "units": {"used_today": one.units_today, "limit": one.daily_units},
        "buckets": [
            {"name": taken.bucket.name, "taken": taken.places, "most": taken.bucket.most, "days": taken.bucket.days}
            for taken in one.buckets
        ],
        "money": {"used_this_month": one.money_this_month, "limit": one.monthly_money, "currency": "USD"},
        "policy": {
            "retention_days": policy.retention_days,
            "figures_kept": policy.figures_kept,
            "may_derive": policy.may_derive,
            "may_mix": policy.may_mix,
            "may_match": policy.may_match,
            "attribution": policy.attribution,
            "delete_within_hours": policy.delete_within_hours,
            "source": policy.source,
        },
        "errors": [
            {"host": t.host, "error": t.code, "message": t.message, "at": t.at, "over": t.over, "rests_until": t.rest_until}
            for t in (one.troubles if for_operator else ())
        ],
    }  # fmt: skip

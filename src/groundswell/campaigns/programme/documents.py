"""A plan as scripts get it."""

from typing import Any

from groundswell.campaigns.programme.gathering import Known
from groundswell.campaigns.programme.outcome import Instead, Programme


def plan_document(found: Programme) -> dict[str, Any]:
    """The plan's promised keys, and what each member adds. `people` are followers of the target
    with their interval, None where no audience tells any of it."""
    best = found.plan.as_dict() | {
        "chosen": [_chosen(row.known, row.marginal, found.gathered.counted) for row in found.rows]
    }
    others = {name: {"spend": one.spend, "value": one.value} for name, one in found.plan.alternatives.items()}
    gathered = found.gathered
    return best | {
        "spend": found.plan.best.spend, "value_low": found.span[0], "value_high": found.span[1],
        "alternatives": others, "next_100": found.more, "market": found.overlap.market, "by_ids": found.exact,
        "overlap": overlap_model(found),
        "frontier": [{"budget": budget, "value": value} for budget, value in found.frontier],
        "target": {name: sorted(values) for name, values in gathered.target.wanted.items()},
        "target_unknown": list(gathered.unused),
        "clashes": [{"creator_id": one.creator.pk, "reason": one.clash} for one in found.clashing],
        "swaps": _swaps(found.instead), "unmatched": found.unmatched,
        "unpriced": [one.creator.pk for one in found.unpriced],
        "unusable": [creator.pk for creator in gathered.unusable], "not_creators": gathered.strangers,
    }  # fmt: skip


def overlap_model(found: Programme) -> str:
    """How it is known who follows several: ids, numbers or both."""
    if not found.overlap.market:
        return "ids"
    return "ids and numbers" if found.exact else "numbers"


def _chosen(one: Known, marginal: float, counted: bool) -> dict[str, Any]:
    price, (people, low, high) = one.price, one.people if counted else (None, None, None)
    return {
        "creator_id": one.creator.pk, "name": one.creator.name, "marginal": marginal,
        "price": price.amount if price else None, "price_source": price.source if price else None,
        "price_low": price.low if price else None, "price_high": price.high if price else None,
        "people": people, "people_low": low, "people_high": high, "assumed": one.assumed,
    }  # fmt: skip


def _swaps(instead: Instead | None) -> dict[str, Any] | None:
    if instead is None:
        return None
    best = [{"creator_id": one.creator.pk, "name": one.creator.name, "change": by} for one, by in instead.best]
    return {"creator_id": instead.out.creator.pk, "nobody": instead.without, "best": best}

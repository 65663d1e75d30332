"""The suggestion for people and for scripts."""

from typing import Any

from groundswell.kit.estimates import Estimate
from groundswell.reports.fees.rules import CannotTell, Fee


def fee_text(fee: Fee | CannotTell) -> str:
    """One line, and why."""
    if isinstance(fee, CannotTell):
        return f"Cannot tell: {fee.reason}"
    return (
        f"{fee.value:,.0f} {fee.currency} ({fee.low:,.0f} to {fee.high:,.0f}) for {fee.posts} post{'s' if fee.posts > 1 else ''}. "
        + why(fee)
    )


def why(fee: Fee) -> str:
    """What the number is made of."""
    cost, own = fee.cost, fee.engagements
    where = " in the campaign’s countries" if fee.share is not None else ""
    told = (
        f"Half of {cost.sample} past deals cost at most {cost.value:,.2f} {fee.currency} ({cost.low:,.2f} to {cost.high:,.2f}) for each "
        f"engaged person{where}; {own.value:,.0f} ({own.low:,.0f} to {own.high:,.0f}) engage with one of their posts, by {own.sample} of them"
    )
    if fee.share is not None:
        return f"{told}, {fee.share:.0%} of whom are taken to be there, as of the audience."
    return f"{told}. Where these people are is not known for enough deals."


def fee_dict(fee: Fee | CannotTell) -> dict[str, Any]:
    """Money as text; `fee` is null with a reason where nothing can be said."""
    if isinstance(fee, CannotTell):
        return {"fee": None, "reason": fee.reason}
    return {
        "fee": str(fee.value), "low": str(fee.low), "high": str(fee.high), "currency": fee.currency, "posts": fee.posts,
        "cost_per_engaged_person": _estimate(fee.cost), "engagements_per_post": _estimate(fee.engagements),
        "target_share": fee.share, "why": why(fee),
    }  # fmt: skip


def _estimate(one: Estimate) -> dict[str, Any]:
    return {"value": one.value, "low": one.low, "high": one.high, "sample": one.sample}

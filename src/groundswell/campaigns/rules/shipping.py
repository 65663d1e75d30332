"""Which way a parcel goes. Pure: no Django, no I/O."""

from groundswell.kit.errors import BadInput, Conflict

STEPS = {
    "to_send": ("to_send", "sent", "delivered"),
    "sent": ("sent", "delivered", "returned", "to_send"),
    "delivered": ("delivered", "sent", "returned"),
    "returned": ("returned", "to_send", "sent"),
}


def check_step(before: str, after: str) -> None:
    """Raises Conflict for a step there is not (what was never sent cannot come back), BadInput for no state at all."""
    if after not in STEPS:
        raise BadInput(f"“{after}” is no state of a parcel.", where="state", cure=f"One of: {', '.join(STEPS)}.")
    if after not in STEPS[before]:
        raise Conflict(
            f"A parcel that is {before.replace('_', ' ')} cannot become {after.replace('_', ' ')}.", where="state"
        )

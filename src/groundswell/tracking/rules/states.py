"""The states of a deliverable and the steps between them. Pure.

planned → draft → approved → live → verified → paid. A post makes it live, the clock makes it missed; the other steps are
a person's. Late is no state: it is what `overdue.standing` says of one that waits.
"""

WAITING = ("planned", "draft", "approved", "missed")
DONE = ("verified", "paid")
MOVES: dict[str, tuple[str, ...]] = {
    "planned": ("draft", "approved"),
    "draft": ("approved", "planned"),
    "approved": ("draft",),
    "live": ("verified",),
    "verified": ("paid",),
}


def may_move(state: str, to: str) -> bool:
    """Whether a person may take it there; paid is the end, and what was missed needs more time first."""
    return to in MOVES.get(state, ())

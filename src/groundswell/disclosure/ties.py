"""What ties a creator to a brand, and which tie a post must tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

UNKNOWN = "unknown"
# The tie that asks for the clearest words comes first.
STRICTNESS = ("paid", "employee", "family", "affiliate", "gifted")


@dataclass(frozen=True)
class Tie:
    """One material connection: what kind, how we know, since when (None: not known)."""

    kind: str
    evidence: str
    since: date | None


def strictest_tie(ties: Iterable[Tie]) -> str:
    """The kind that the post is held to; "unknown" without any, never "none": absence of a record proves nothing."""
    kinds = {tie.kind for tie in ties}
    return next((kind for kind in STRICTNESS if kind in kinds), UNKNOWN)


def kinds_of_offer(*, fee: bool, product: bool, commission: bool, must_post: bool) -> set[str]:
    """The ties that an accepted offer makes. A product in exchange for posts is payment; a gift leaves
    the choice to the creator (Ad Standards, Influencer Marketing Disclosure Guidelines)."""
    kinds = set()
    if fee or (product and must_post):
        kinds.add("paid")
    elif product:
        kinds.add("gifted")
    if commission:
        kinds.add("affiliate")
    return kinds

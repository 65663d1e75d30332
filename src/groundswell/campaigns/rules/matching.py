"""Whether an applicant is somebody already known. Pure: no Django, no I/O.

What comes over a public form is claimed and not proved: an address or a profile alone links only where nothing speaks
against it, so that nobody is taken for another by naming their handle.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SURE, UNSURE, NOBODY = "sure", "unsure", "nobody"


@dataclass(frozen=True, slots=True)
class Known:
    """A creator on record; `email` as folded, empty when none is known."""

    creator: int
    email: str


@dataclass(frozen=True, slots=True)
class Match:
    """`creator` only when sure; `suggestions` are (creator, reason) for a person to judge."""

    state: str
    creator: int | None = None
    suggestions: tuple[tuple[int, str], ...] = ()


def match(
    email: str, by_email: Known | None, by_account: Sequence[tuple[str, Known]], alike: Sequence[tuple[str, int]]
) -> Match:
    """Sure when all that identifies points at one creator and their known address does not differ; unsure when it
    points at several, at one with another address, or only at somebody alike; else nobody."""
    reasons = [(by_email.creator, "The same e-mail address")] if by_email else []
    for profile, known in by_account:
        other = known.email and known.email != email
        reasons.append(
            (known.creator, f"{profile} is theirs" + (", but under another e-mail address" if other else ""))
        )
    owners = {creator for creator, _ in reasons}
    if not owners:
        suggestions = tuple((creator, reason) for reason, creator in alike)
        return Match(UNSURE, None, suggestions) if suggestions else Match(NOBODY)
    named = by_email is not None or all(known.email in ("", email) for _, known in by_account)
    if len(owners) == 1 and named:
        return Match(SURE, next(iter(owners)), tuple(reasons))
    return Match(UNSURE, None, tuple(reasons))

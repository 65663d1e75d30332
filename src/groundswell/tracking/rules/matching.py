"""Which deliverable a post answers: only a sure answer is taken, everything else waits for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.platforms.names import PLATFORMS
from groundswell.tracking.rules.marks import Marks, marks_in
from groundswell.tracking.rules.overdue import GRACE_DAYS

OWN, NEW, UNNAMED, FOREIGN = "own", "new", "unnamed", "foreign"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A deliverable that no post has answered yet."""

    pk: int
    platform: str
    activity: str
    requirements: str = ""
    window_start: date | None = None
    due_on: date | None = None

    @property
    def terms(self) -> tuple[object, ...]:
        """What makes two deliverables interchangeable: all but the id."""
        return (self.platform, self.activity, self.requirements, self.window_start, self.due_on)


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A post as it was submitted. `day`: published, or submitted when that is all we know.

    `account` says whose it is: own (the address names an account of the creator), new (their first one
    on this platform), unnamed (the address names none), foreign (somebody else's, or taken already).
    """

    platform: str
    caption: str
    day: date
    account: str = OWN


@dataclass(frozen=True)
class Reason:
    """One observation; `fits` says whether it speaks for the match."""

    fits: bool
    text: str

    def as_json(self) -> dict[str, object]:
        return {"fits": self.fits, "text": self.text}


@dataclass(frozen=True)
class Outcome:
    """`deliverable` is the one that is sure, or None: then `reasons` say what a person must decide."""

    deliverable: int | None
    reasons: list[Reason]


def match(seen: Sighting, wanted: Sequence[Wanted], marks: Marks) -> Outcome:
    """The deliverable that the post answers.

    Sure when the account is not a stranger's, the caption carries a mark of the campaign (where it has
    any), and exactly one open deliverable fits by platform and window; several that are the same in
    every respect count as one, and the lowest id is taken.
    """
    found = marks_in(seen.caption, marks)
    same_platform = [w for w in wanted if w.platform == seen.platform]
    fitting = [w for w in same_platform if in_window(w, seen.day)]
    reasons = [_about_marks(found, marks), _about_candidates(seen, same_platform, fitting)]
    marked = bool(found) or not marks
    sure = seen.account != FOREIGN and marked and len({w.terms for w in fitting}) == 1
    return Outcome(min(w.pk for w in fitting) if sure else None, reasons)


def in_window(wanted: Wanted, day: date) -> bool:
    """Whether a post of that day counts: not before the window, and not later than the days of grace after it."""
    if wanted.window_start and day < wanted.window_start:
        return False
    return wanted.due_on is None or day <= wanted.due_on + timedelta(days=GRACE_DAYS)


def _about_marks(found: list[str], marks: Marks) -> Reason:
    if found:
        return Reason(True, f"The caption carries {', '.join(found)}.")
    if not marks:
        return Reason(True, "The campaign asks for no hashtag, mention, link or code.")
    return Reason(False, "The caption carries none of the campaign’s hashtag, mention, link or code.")


def _about_candidates(seen: Sighting, same_platform: list[Wanted], fitting: list[Wanted]) -> Reason:
    network = PLATFORMS.get(seen.platform, seen.platform)
    if not same_platform:
        return Reason(False, f"No open deliverable on {network}.")
    if not fitting:
        return Reason(False, f"{seen.day:%d %B %Y} is outside the window of every open deliverable on {network}.")
    if len({w.terms for w in fitting}) > 1:
        return Reason(False, f"{len(fitting)} open deliverables on {network} fit: a person must choose.")
    return Reason(True, f"One kind of open deliverable on {network} fits, in its window.")

"""Which deliverables a post answers: only a sure answer is taken, everything else waits for a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from groundswell.platforms.names import PLATFORMS
from groundswell.tracking.rules.marks import Marks, marks_in
from groundswell.tracking.rules.overdue import GRACE_DAYS

OWN, NEW, UNNAMED, FOREIGN = "own", "new", "unnamed", "foreign"
TAG = re.compile(r"(?<![\w&/])[#＃](\w*[^\W\d]\w*)")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A deliverable that no post has answered yet. `formats`: the surfaces that will do, empty when any does."""

    pk: int
    platform: str
    activity: str
    requirements: str = ""
    window_start: date | None = None
    due_on: date | None = None
    formats: frozenset[str] = frozenset()

    @property
    def work(self) -> tuple[str, ...]:
        """What is to be done, whatever the dates: deliverables of the same work are told apart by their days only."""
        return (self.platform, self.activity, self.requirements)

    @property
    def tags(self) -> frozenset[str]:
        """The hashtags that its requirements name: a post must carry them all, and they tell it from other work."""
        return frozenset(tag.casefold() for tag in TAG.findall(self.requirements))


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A post as it was submitted. `day`: published, or submitted when that is all we know; `surface` empty when unknown.

    `account` says whose it is: own (the address names an account of the creator), new (their first one
    on this platform), unnamed (the address names none), foreign (somebody else's, or taken already).
    `repeated`: the very same words were placed before.
    """

    platform: str
    caption: str
    day: date
    account: str = OWN
    surface: str = ""
    repeated: bool = False


@dataclass(frozen=True)
class Reason:
    """One observation; `fits` says whether it speaks for the match."""

    fits: bool
    text: str

    def as_json(self) -> dict[str, object]:
        return {"fits": self.fits, "text": self.text}


@dataclass(frozen=True)
class Outcome:
    """`deliverables` are those that are sure; none: then `reasons` say what a person must decide."""

    reasons: list[Reason]
    deliverables: list[int] = field(default_factory=list)


def match(seen: Sighting, wanted: Sequence[Wanted], marks: Marks) -> Outcome:
    """The deliverables that the post answers.

    Sure when the account is not a stranger's, the words are new, the caption carries the campaign's hashtag, the creator's
    link or code (the brand's handle alone only where the campaign has no hashtag), and the open deliverables that fit by
    network, format, days and their own tags are one work. A post that carries the own tags of several works answers one of
    each. Of one work with several dates the one due first is taken, unless one is late and another is due now.
    """
    found = marks_in(seen.caption, marks)
    same_platform = [w for w in wanted if w.platform == seen.platform]
    timely = [w for w in same_platform if in_window(w, seen.day)]
    fitting = _by_tags([w for w in timely if not w.formats or not seen.surface or seen.surface in w.formats], seen)
    chosen, about = _choose(seen, fitting) if fitting else ([], _nothing_fits(seen, same_platform, timely))
    reasons = [_about_marks(found, marks), about]
    if seen.repeated:
        reasons.append(Reason(False, "The same words were published before, for a deliverable that is answered."))
    sure = seen.account != FOREIGN and all(reason.fits for reason in reasons)
    return Outcome(reasons, chosen if sure else [])


def in_window(wanted: Wanted, day: date) -> bool:
    """Whether a post of that day counts: not before the window, and not later than the days of grace after it."""
    if wanted.window_start and day < wanted.window_start:
        return False
    return wanted.due_on is None or day <= wanted.due_on + timedelta(days=GRACE_DAYS)


def _by_tags(fitting: list[Wanted], seen: Sighting) -> list[Wanted]:
    """Those whose own tags the post carries; where it carries none of any, those that ask for none."""
    carried = {tag.casefold() for tag in TAG.findall(seen.caption)}
    named = [w for w in fitting if w.tags and w.tags <= carried]
    return named or [w for w in fitting if not w.tags]


def _choose(seen: Sighting, fitting: list[Wanted]) -> tuple[list[int], Reason]:
    """One of each work, and why; none when a person must choose."""
    network = PLATFORMS.get(seen.platform, seen.platform)
    works: dict[tuple[str, ...], list[Wanted]] = {}
    for one in fitting:
        works.setdefault(one.work, []).append(one)
    tags = [some[0].tags for some in works.values()]
    if len(set(tags)) < len(works):
        return [], Reason(False, f"{len(fitting)} open deliverables on {network} fit: a person must choose.")
    for some in works.values():
        late = [w for w in some if w.due_on and seen.day > w.due_on]
        if late and len(late) < len(some):
            return [], Reason(False, "One that fits is late and another is due: a person must choose.")
    chosen = [min(some, key=lambda w: (w.due_on or date.max, w.pk)).pk for some in works.values()]
    if len(works) > 1:
        return chosen, Reason(True, f"It carries the tags of {len(works)} deliverables on {network}, in their windows.")
    named = f" and its tags {', '.join(f'#{tag}' for tag in sorted(tags[0]))}" if tags[0] else ""
    return chosen, Reason(True, f"One kind of open deliverable on {network} fits, in its window{named}.")


def _about_marks(found: list[str], marks: Marks) -> Reason:
    if not marks:
        return Reason(True, "The campaign asks for no hashtag, mention, link or code.")
    if not found:
        return Reason(False, "The caption carries none of the campaign’s hashtag, mention, link or code.")
    if marks.hashtag and all(mark.startswith("@") for mark in found):
        return Reason(False, f"The caption carries {', '.join(found)}, but not #{marks.hashtag}.")
    return Reason(True, f"The caption carries {', '.join(found)}.")


def _nothing_fits(seen: Sighting, same_platform: list[Wanted], timely: list[Wanted]) -> Reason:
    network = PLATFORMS.get(seen.platform, seen.platform)
    if not same_platform:
        return Reason(False, f"No open deliverable on {network}.")
    if not timely:
        return Reason(False, f"{seen.day:%d %B %Y} is outside the window of every open deliverable on {network}.")
    if all(w.formats and seen.surface and seen.surface not in w.formats for w in timely):
        return Reason(False, f"It was published as {seen.surface}, which no open deliverable asks for.")
    return Reason(False, "It does not carry the hashtags that the open deliverables ask for.")

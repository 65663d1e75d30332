"""Content quality on a rubric: each criterion from 1 to 5, by several people. Pure.

A person's score is the mean of their criteria, the creator's is the mean over people; beside it stands the range from the
strictest to the kindest, because a handful of judges makes no confidence interval.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from groundswell.kit.errors import BadInput

CRITERIA = ("Image and sound", "Words and story", "Own voice", "Knows the subject", "Talks with the audience")
LEAST, BEST = 1, 5
MOST = 10
LENGTH = 60


class Quality(NamedTuple):
    """`score` 1 to 5 with `low` and `high` of the `judges`; `by_criterion` are means, of those who judged it."""

    score: float
    low: float
    high: float
    judges: int
    by_criterion: dict[str, float]


def quality(judgements: Iterable[Mapping[str, int]]) -> Quality | None:
    """Of one judgement for each person; None where nobody judged."""
    rows = [scores for scores in judgements if scores]
    if not rows:
        return None
    means = [fmean(scores.values()) for scores in rows]
    names = dict.fromkeys(name for scores in rows for name in scores)
    by_criterion = {name: fmean(scores[name] for scores in rows if name in scores) for name in names}
    return Quality(fmean(means), min(means), max(means), len(rows), by_criterion)


def clean_criteria(names: Sequence[object]) -> list[str]:
    """One to MOST different names; `BadInput` otherwise."""
    found = [" ".join(str(name).split()) for name in names]
    found = [name for name in found if name]
    if not 1 <= len(found) <= MOST:
        raise BadInput(f"A rubric has one to {MOST} criteria.", where="criteria")
    if len({name.casefold() for name in found}) < len(found):
        raise BadInput("Two criteria have the same name.", where="criteria")
    if too_long := next((name for name in found if len(name) > LENGTH), ""):
        raise BadInput(f"“{too_long[:20]}…” is longer than {LENGTH} characters.", where="criteria")
    return found


def clean_scores(given: Mapping[str, object], criteria: Sequence[str]) -> dict[str, int]:
    """Whole numbers from 1 to 5 by criterion; what is left empty was not judged. `BadInput` when nothing was, or for others."""
    if unknown := next((name for name in given if name not in criteria), ""):
        raise BadInput(f"“{unknown}” is no criterion.", where="scores", cure=f"One of: {', '.join(criteria)}.")
    scores = {name: _score(given[name], name) for name in criteria if given.get(name) not in (None, "")}
    if not scores:
        raise BadInput("Nothing was judged.", where="scores", cure=f"Give at least one criterion {LEAST} to {BEST}.")
    return scores


def _score(value: object, name: str) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or not LEAST <= int(text) <= BEST:
        raise BadInput(f"“{name}” is judged from {LEAST} to {BEST}.", where="scores")
    return int(text)

"""Facts about creators that follow from facts: no database, no clock."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from groundswell.accounts.rules import tier_bounds as bounds_with_defaults
from groundswell.kit.estimates import Estimate, mean_estimate

TIERS = ("nano", "micro", "macro", "mega")
ASCII_FOLD = {code: " " if chr(code) in "- \t\n" else None for code in range(128) if not chr(code).isalnum()}
ENGAGEMENT_METRICS = ("likes", "comments", "shares", "saves")


def tier_bounds(bounds: Mapping[str, int] | None) -> dict[str, int]:
    """The smallest follower count of each tier, nano's 0 among them; the house's own where the workspace sets none."""
    return {"nano": 0, **bounds_with_defaults(bounds or {})}


def tier_of(followers: int | None, bounds: Mapping[str, int] | None = None) -> str | None:
    """nano, micro, macro or mega by a workspace's bounds; None when the followers are unknown."""
    if followers is None:
        return None
    limits = tier_bounds(bounds)
    reached = [tier for tier in TIERS[1:] if followers >= limits[tier]]
    return reached[-1] if reached else TIERS[0]


def fold_email(text: str) -> str:
    """Case and surrounding space do not tell people apart."""
    return text.strip().lower()


def own_number(text: str, slug: str) -> int | None:
    """The creator's number in `SLUG:NUMBER` when the slug is the workspace's own; None for anybody else's id."""
    of, _, number = text.rpartition(":")
    return int(number) if of == slug and number.isdecimal() and len(number) < 18 else None


def fold_name(name: str) -> str:
    """Lower case, no accents, single spaces, no punctuation: "José  O'Neil" and "jose oneil" are alike."""
    if name.isascii():
        return " ".join(name.lower().translate(ASCII_FOLD).split())
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c.isspace() else "" for c in letters.replace("-", " ")).split())


def names_differ_wholly(left: str, right: str) -> bool:
    """No word in common: hardly one person's name in two spellings."""
    return not set(fold_name(left).split()) & set(fold_name(right).split())


def names_alike(left: str, right: str) -> bool:
    """Folded names that are probably one: words swapped, a short first name, or a slip of the pen."""
    first, second = sorted((left.split(), right.split()), key=lambda words: len(words[0]) if words else 0)
    if first[::-1] == second:
        return True
    if len(first) > 1 and first[1:] == second[1:] and len(first[0]) >= 3 and second[0].startswith(first[0]):
        return True
    return min(len(left), len(right)) >= 8 and one_slip(left, right)


def one_slip(left: str, right: str) -> bool:
    """Alike but for one letter put in, left out or mistaken."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other),
        min(len(left), len(right)),
    )
    rest, other = left[start:], right[start:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def with_topics(known: Sequence[str], more: Iterable[str]) -> list[str]:
    """The known topics and those they do not hold yet in any case: "Running" beside "running" is one topic."""
    folded = {topic.casefold() for topic in known}
    return [*known, *(topic for topic in more if topic.casefold() not in folded)]


def engagement_rate(engagements: Sequence[float], followers: int) -> Estimate | None:
    """Mean engagements per follower and post, with its interval over the posts; None without posts or followers."""
    return mean_estimate([value / followers for value in engagements]) if followers > 0 else None

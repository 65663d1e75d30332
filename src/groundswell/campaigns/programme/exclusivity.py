"""What exclusivity forbids. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.campaigns.rules.guidelines import Guideline
from groundswell.discovery.language.words import words


@dataclass(frozen=True)
class Exclusivity:
    """No post for a rival within `days` before and after one for `campaign`."""

    campaign: str
    rivals: tuple[str, ...]
    days: int


@dataclass(frozen=True)
class Bound:
    """A creator who agreed to it; `last` is the day of their last post, None while it has none."""

    creator: int
    agreed: Exclusivity
    last: date | None


@dataclass(frozen=True)
class Seen:
    """A post of a creator that is known."""

    creator: int
    day: date
    text: str


def exclusivity_of(campaign: str, items: Iterable[Guideline]) -> Exclusivity | None:
    """None where the guidelines ask for none."""
    rows = list(items)
    rivals = tuple(sorted({item.value for item in rows if item.kind == "competitor"}))
    days = max((int(item.value) for item in rows if item.kind == "exclusivity"), default=0)
    return Exclusivity(campaign, rivals, days) if rivals and days else None


def held_by(bound: Iterable[Bound], brand: str, today: date) -> dict[int, str]:
    """By creator, the agreement that forbids them to post for `brand` now. One without a last day still holds."""
    found: dict[int, str] = {}
    for one in bound:
        names = [rival for rival in one.agreed.rivals if _same(rival, brand)]
        until = one.last + timedelta(days=one.agreed.days) if one.last else None
        if names and (until is None or today <= until):
            end = f"until {until:%-d %B %Y}" if until else "while their posts have no date"
            found[one.creator] = f"{one.agreed.campaign} excludes {names[0]} {end}."
    return found


def rivals_named(posts: Iterable[Seen], ours: Sequence[Exclusivity], today: date) -> dict[int, str]:
    """By creator, the newest post that names a competitor within the days that we exclude."""
    found: dict[int, str] = {}
    for post in sorted(posts, key=lambda one: one.day):
        text = words(post.text)
        for one in ours:
            near = 0 <= (today - post.day).days <= one.days
            if near and (rival := next((name for name in one.rivals if _holds(text, words(name))), "")):
                found[post.creator] = (
                    f"They named {rival} on {post.day:%-d %B %Y}; {one.campaign} excludes it for {one.days} days."
                )
    return found


def _same(one: str, other: str) -> bool:
    return "".join(words(one)) == "".join(words(other)) != ""


def _holds(text: tuple[str, ...], name: tuple[str, ...]) -> bool:
    joined = "".join(name)
    rows = any(text[at : at + len(name)] == name for at in range(len(text) - len(name) + 1))
    return bool(name) and (rows or joined in text)

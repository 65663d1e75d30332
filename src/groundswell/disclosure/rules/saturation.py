"""How often somebody sells: the share of their recent posts that are advertising. Pure.

Three signs, from sure to likely: the network's own label, a disclosure in the post, and a post that looks like promotion
(`suspicion`, probability of at least LIKELY). The interval is Wilson's: the posts read are a sample of how they work.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

DAYS = 90
MOST = 200
LEAST = 10
LIKELY = 0.5
_HANDLE = re.compile(r"(?<![\w@.])@([\w.]*\w)")


class Seen(NamedTuple):
    """A post: labelled by the network, disclosed by its words, its probability of promoting something, and its text."""

    labelled: bool
    disclosed: bool
    probability: float
    text: str


class Saturation(NamedTuple):
    """Posts read, and advertising among them by the surest sign; `brands` are handles named there, the most frequent first."""

    posts: int
    labelled: int
    disclosed: int
    likely: int
    brands: list[tuple[str, int]]


def saturation(posts: Iterable[Seen]) -> Saturation:
    """Counts each post once, by its surest sign."""
    counts: Counter[str] = Counter()
    brands: Counter[str] = Counter()
    for post in posts:
        sign = _sign(post)
        counts[sign] += 1
        if sign != "none":
            brands.update({name.casefold() for name in _HANDLE.findall(post.text)})
    named = sorted(brands.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    return Saturation(counts.total(), counts["labelled"], counts["disclosed"], counts["likely"], named)


def _sign(post: Seen) -> str:
    if post.labelled:
        return "labelled"
    if post.disclosed:
        return "disclosed"
    return "likely" if post.probability >= LIKELY else "none"

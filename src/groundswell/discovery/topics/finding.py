"""Finds topics in a bio and recent posts by the words of `words.toml`. Pure."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from groundswell.discovery.language.words import words

ENOUGH = 2
BIO_WEIGHS = 2
MOST = 3
_LIST = Path(__file__).with_name("words.toml")

Term = tuple[str, ...]
"""One word, or a phrase of several."""


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """`terms` are the words that spoke of it, those said in most places first; `posts` the number of recent posts with any."""

    topic: str
    terms: tuple[str, ...]
    in_bio: bool
    posts: int

    @property
    def weight(self) -> int:
        return BIO_WEIGHS * self.in_bio + self.posts


def found_topics(bio: str, posts: Sequence[str]) -> list[FoundTopic]:
    """At most MOST topics, the plainest first: said in the bio, or in at least ENOUGH of the recent posts."""
    in_bio = _said(bio)
    in_posts = [_said(post) for post in posts]
    said: dict[str, Counter[str]] = {}
    for spoken in (in_bio, *in_posts):
        for topic, terms in spoken.items():
            said.setdefault(topic, Counter()).update(terms)
    found = (
        FoundTopic(
            topic=topic,
            terms=tuple(term for term, _ in sorted(terms.items(), key=lambda item: (-item[1], item[0]))),
            in_bio=topic in in_bio,
            posts=sum(topic in spoken for spoken in in_posts),
        )
        for topic, terms in said.items()
    )
    plain = [one for one in found if one.weight >= ENOUGH]
    return sorted(plain, key=lambda one: (-one.weight, one.topic))[:MOST]


def _said(text: str) -> dict[str, set[str]]:
    """Topic → the terms that the text says; a longer term hides the shorter ones that it begins with."""
    found: dict[str, set[str]] = {}
    spoken, at = words(text), 0
    while at < len(spoken):
        term, topics = next(_matches(spoken, at), (spoken[at : at + 1], ()))
        for topic in topics:
            found.setdefault(topic, set()).add(" ".join(term))
        at += len(term)
    return found


def _matches(spoken: Sequence[str], at: int) -> Iterator[tuple[Term, tuple[str, ...]]]:
    for term, topics in _terms().get(spoken[at], ()):
        if tuple(spoken[at : at + len(term)]) == term:
            yield term, topics


@cache
def _terms() -> dict[str, list[tuple[Term, tuple[str, ...]]]]:
    """The longest terms first."""
    data = tomllib.loads(_LIST.read_text("utf-8"))
    topics_of: dict[Term, list[str]] = {words(phrase): [] for phrase in data["nothing"]}
    for topic, listed in data["topics"].items():
        for term in _spellings(listed):
            topics_of.setdefault(term, []).append(topic)
    found: dict[str, list[tuple[Term, tuple[str, ...]]]] = {}
    for term in sorted(topics_of, key=lambda term: (-len(term), term)):
        found.setdefault(term[0], []).append((term, tuple(topics_of[term])))
    return found


def _spellings(listed: Iterable[str]) -> set[Term]:
    apart = {words(term) for term in listed}
    return apart | {("".join(term),) for term in apart}

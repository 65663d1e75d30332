"""Which small things to do today: few, with people who are warming, on what they just posted. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

FRESH = timedelta(days=14)  # an older post is answered late
EXPIRES = timedelta(days=5)
A_DAY = 20  # of all creators together: what a person can do with care
A_WEEK = 3  # of one creator: more looks like a campaign
WARM_AFTER = 3
ABOUT = 280
SHARED_EVERY = 3
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


class Fresh(NamedTuple):
    """A post that can be answered."""

    pk: int
    url: str
    text: str
    at: datetime


class Warming(NamedTuple):
    """One creator on the way: their largest account, its newest posts first, and when somebody last did something."""

    creator: int
    account: int
    profile: str
    handle: str
    posts: Sequence[Fresh]
    done: int
    this_week: int
    last: datetime | None


class Proposal(NamedTuple):
    creator: int
    account: int
    post: int | None
    kind: str
    url: str
    about: str
    key: str


def proposals(people: Iterable[Warming], *, known: Collection[str], open_now: int, now: datetime) -> list[Proposal]:
    """At most A_DAY tasks together with those still open, one a creator, those first who waited longest.

    `known` holds the keys of all tasks ever made: nothing is proposed twice.
    """
    waited = sorted(people, key=lambda one: (one.last is not None, one.last or now, one.creator))
    found = (proposal for one in waited if (proposal := _next(one, known, now)))
    return list(islice(found, max(0, A_DAY - open_now)))


def _next(one: Warming, known: Collection[str], now: datetime) -> Proposal | None:
    if one.this_week >= A_WEEK:
        return None
    return next((each for each in _possible(one, now) if each.key not in known), None)


def _possible(one: Warming, now: datetime) -> Iterator[Proposal]:
    """Following comes first; then what they post is commented on, and now and then shared."""
    if one.profile or one.handle:
        yield Proposal(one.creator, one.account, None, "follow", one.profile, "", f"follow:{one.account}")
    shares = one.done and one.done % SHARED_EVERY == 0
    for post in one.posts:
        if (post.url or post.text) and now - post.at <= FRESH:
            kind = "share" if shares else "comment"
            yield Proposal(
                one.creator, one.account, post.pk, kind, post.url, about(post.text), f"post:{one.account}:{post.pk}"
            )


def about(text: str) -> str:
    """What a post says, for whoever answers it: a question it asks, else how it begins; its hashtags left out."""
    plain = " ".join(word for word in text.split() if not word.startswith("#"))
    sentences = [sentence for sentence in _SENTENCE.split(plain) if sentence]
    asked = next((sentence for sentence in sentences if sentence.endswith("?")), "")
    chosen = asked or (sentences[0] if sentences else "")
    return chosen if len(chosen) <= ABOUT else chosen[: ABOUT - 1].rsplit(" ", 1)[0] + "…"

"""Whether the same people say little, soon, under many posts. Close friends do so too: a sign, no verdict."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from groundswell.creators.audience.intervals import wilson

FEWEST_POSTS, FEWEST_COMMENTS = 8, 30  # with fewer nobody can tell a habit from chance
SOON = timedelta(hours=1)
OFTEN = 0.5  # of the posts
FEW_WORDS = 3
DRAWS = 1000
NAMED = re.compile(r"@[\w.\-]+(?:@[\w.\-]+)?")
SAYS_MORE = re.compile(r"[?？؟\d]|https?://")  # question marks of other scripts
WORD = re.compile(r"[^\W\d_]+")
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, Japanese, Chinese: about two signs a word


@dataclass(frozen=True, slots=True)
class Comment:
    """`who` wrote it; whether it came within an hour of the post (`soon`) and would fit any post (`generic`)."""

    who: str
    soon: bool
    generic: bool


@dataclass(frozen=True, slots=True)
class PodSigns:
    """Counts over `posts` that somebody commented. `regulars` of the `people` stand under at least half of the posts;
    `alike` of the `comments` are theirs, soon and generic at once. `low` and `high` bound the share of `alike` at
    95 %; None where there is too little to tell."""

    posts: int
    comments: int
    people: int
    regulars: int
    by_regulars: int
    soon: int
    generic: int
    alike: int
    low: float | None
    high: float | None


def is_generic(text: str) -> bool:
    """Whether a comment would fit under any post: at most three words beside names and emoji, no question, number or
    link. A rule of thumb of ours; it is wrong about single comments, which is why only shares are shown."""
    bare = NAMED.sub(" ", text)
    return not SAYS_MORE.search(bare) and sum(map(_words, WORD.findall(bare))) <= FEW_WORDS


def pod_signs(posts: Sequence[Sequence[Comment]]) -> PodSigns:
    """The signs over posts; of each person one comment a post counts, the first given."""
    threads = [list({one.who: one for one in reversed(post)}.values()) for post in posts if post]
    seen = Counter(one.who for post in threads for one in post)
    often = max(2, math.ceil(len(threads) * OFTEN))
    regulars = {who for who, times in seen.items() if times >= often}
    every = [one for post in threads for one in post]
    alike = [sum(one.who in regulars and one.soon and one.generic for one in post) for post in threads]
    enough = len(threads) >= FEWEST_POSTS and len(every) >= FEWEST_COMMENTS
    low, high = _interval(alike, [len(post) for post in threads]) if enough else (None, None)
    return PodSigns(
        posts=len(threads), comments=len(every), people=len(seen), regulars=len(regulars),
        by_regulars=sum(one.who in regulars for one in every), soon=sum(one.soon for one in every),
        generic=sum(one.generic for one in every), alike=sum(alike), low=low, high=high,
    )  # fmt: skip


def _words(word: str) -> int:
    return math.ceil(len(word) / 2) if UNSPACED.search(word) else 1


def _interval(alike: Sequence[int], comments: Sequence[int]) -> tuple[float, float]:
    """Comments under one post hang together, so posts are drawn anew (percentile bootstrap); never narrower than
    Wilson's interval, for posts that are all the same would leave none."""
    drawn = np.random.default_rng(0).integers(len(comments), size=(DRAWS, len(comments)))
    shares = np.array(alike)[drawn].sum(axis=1) / np.array(comments)[drawn].sum(axis=1)
    low, high = wilson(sum(alike), sum(comments))
    return min(low, float(np.quantile(shares, 0.025))), max(high, float(np.quantile(shares, 0.975)))

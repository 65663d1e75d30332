"""What X charges, as dated data, and what a call costs: at most before it, exactly after it. Pure; money is USD.

X bills each post and each profile that an answer holds, also those beside what was asked for, and nothing for a refusal.
The same one again on the same day (UTC) is not billed again, but X promises that softly: here every one counts, so the
true bill is never higher.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from groundswell.platforms.fields import part, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """USD for one of each that is returned; `follow` is a row of a follow list."""

    post: float
    user: float
    follow: float
    as_of: date
    source: str


PRICES = Prices(
    post=0.005,
    user=0.010,
    follow=0.010,
    as_of=date(2026, 11, 23),
    source="https://docs.x.com/x-api/getting-started/pricing",
)


def most(*, posts: int = 0, users: int = 0) -> float:
    """The most that an answer with so many posts and profiles can cost."""
    return round(posts * PRICES.post + users * PRICES.user, 6)


def cost_of_posts(answer: Any) -> float:
    """Of an answer that holds posts, and the profiles of their authors beside them."""
    return most(posts=_count(answer), users=len(parts(part(answer, "includes"), "users")))


def cost_of_users(answer: Any) -> float:
    """Of an answer that holds profiles."""
    return most(users=_count(answer))


def cost_of_follows(answer: Any) -> float:
    """Of a page of a follow list."""
    return round(_count(answer) * PRICES.follow, 6)


def _count(answer: Any) -> int:
    data = answer.get("data") if isinstance(answer, Mapping) else None
    return len(data) if isinstance(data, list) else int(isinstance(data, Mapping))

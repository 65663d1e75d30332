"""Signs for and against an audience, each with its evidence. None of them is an accusation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.bursts import Burst, bursts, enough_to_tell
from groundswell.creators.audience.sets import Reconciled
from groundswell.creators.models import Account, CommentSample, Post, Reading
from groundswell.creators.queries.derivable import derivable

BEFORE = timedelta(days=3)  # how long before a burst a post may have brought it
MOST_READINGS = 3000


@dataclass(frozen=True, slots=True)
class Explained:
    """A burst and the posts of those days: one of them may have brought it, and so may the press or television."""

    burst: Burst
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """`kinds`: the shares of followers by sign against them, None where nobody told. `score`: the share without any sign,
    with its interval; the other signs do not change it, for nobody knows how much they weigh. `growth_known`: whether
    there are readings enough to tell what growth is usual. `comments`: None where none were read."""

    kinds: Reconciled | None
    score: float | None
    low: float | None
    high: float | None
    bursts: tuple[Explained, ...]
    growth_known: bool
    comments: CommentSample | None


def quality_of(workspace: Workspace, account: Account, audience: Sequence[Reconciled]) -> Quality:
    """`audience` is what `audience_of` gave for the account."""
    kinds = next((one for one in audience if one.dimension == "quality"), None)
    real = next((share for share in kinds.chosen.shares if share.value == "real"), None) if kinds else None
    series = _followers(workspace, account)
    found = tuple(Explained(burst, _posts(workspace, account, burst)) for burst in bursts(series))
    return Quality(
        kinds, real.share if real else None, real.low if real else None, real.high if real else None, found,
        enough_to_tell(series), CommentSample.objects.filter(account=account).first(),
    )  # fmt: skip


def _followers(workspace: Workspace, account: Account) -> list[tuple[datetime, float]]:
    """One source only, the one with most readings: a jump from one source's count to another's is no growth."""
    told = Reading.objects.visible_to(workspace).filter(account=account, metric="followers")
    rows = derivable(told).order_by("-observed_at")
    by_source: dict[str, list[tuple[datetime, float]]] = {}
    for source, at, value in rows.values_list("source", "observed_at", "value")[:MOST_READINGS]:
        by_source.setdefault(source, []).append((at, value))
    return max(by_source.values(), key=len, default=[])[::-1]


def _posts(workspace: Workspace, account: Account, burst: Burst) -> tuple[Post, ...]:
    start, end = (datetime.combine(day, time(), UTC) for day in (burst.start, burst.end))
    rows = Post.objects.visible_to(workspace).filter(
        account=account, published_at__gte=start - BEFORE, published_at__lt=end + timedelta(days=1)
    )
    return tuple(rows.order_by("-published_at")[:3])

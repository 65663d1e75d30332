"""Everything a creator's page shows, read in a bounded number of queries whatever the creator has done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Sum

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Cost, Participant
from groundswell.creators.models import Account, Creator, MergeSuggestion, Post, Reading
from groundswell.creators.queries import (
    Capture,
    Growth,
    captures,
    growths,
    open_suggestions,
    tier_of,
)
from groundswell.disclosure.models import DisclosureCheck
from groundswell.links.queries.links import codes, links
from groundswell.links.queries.orders import OrderFilter, totals
from groundswell.platforms.queries import why_unknown

FIGURES = ("followers", "engagement_rate")
POST_FIGURES = ("views", "reach", "likes", "comments", "shares", "saves")
MOST_READINGS = 2_000
GAP = timedelta(days=10)  # accounts nobody works with are read weekly
POSTS_PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """The newest value with its evidence, in the shape of `{% reading_of %}`."""

    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    source: str = ""
    observed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AccountRow:
    account: Account
    tier: str | None
    followers: Figure | None
    engagement_rate: Figure | None
    growth: Growth

    @property
    def handle(self) -> str:
        """As people write it; empty when no file told."""
        return f"@{self.account.handle}" if self.account.handle else ""

    @property
    def why_followers(self) -> str:
        """Why the network cannot tell how many follow; empty when it can, or when nobody asks it."""
        return why_unknown(self.account.platform, "followers") if self.followers is None else ""

    @property
    def why_engagement(self) -> str:
        """Why no engagement rate can be worked out; empty when it can, or when nobody asks the network."""
        return self.why_followers if self.engagement_rate is None else ""


@dataclass(slots=True)
class PostRow:
    post: Post
    verdict: str = ""
    capture: Capture | None = None
    figures: dict[str, Figure] = field(default_factory=dict)

    def cells(self, shown: Sequence[str]) -> list[tuple[str, Figure | None]]:
        """The shown columns in order, each with its figure."""
        return [(metric, self.figures.get(metric)) for metric in shown]


def account_rows(workspace: Workspace, accounts: Sequence[Account], readings: Sequence[Reading]) -> list[AccountRow]:
    """The accounts, most followers first; `readings` newest first."""
    newest: dict[tuple[int | None, str], Reading] = {}
    for reading in readings:
        newest.setdefault((reading.account_id, reading.metric), reading)
    ordered = sorted(accounts, key=lambda account: (-(account.followers or -1), account.pk))
    grown = growths(accounts, readings)
    return [
        AccountRow(
            account,
            tier_of(workspace, account.followers),
            _figure(newest.get((account.pk, "followers")), account.followers, account),
            _figure(newest.get((account.pk, "engagement_rate")), account.engagement_rate, account),
            grown[account.pk],
        )
        for account in ordered
    ]


def account_readings(workspace: Workspace, accounts: Sequence[Account]) -> list[Reading]:
    """Followers and engagement over time, newest first."""
    rows = Reading.objects.visible_to(workspace).filter(account__in=accounts, metric__in=FIGURES)
    return list(rows.order_by("-observed_at", "-pk")[:MOST_READINGS])


def history(accounts: Sequence[Account], readings: Iterable[Reading], metric: str, fmt: str) -> dict[str, Any] | None:
    """The data of `{% chart %}`: one line per account; None when no account was read twice.

    Where an account was not read for longer than `GAP`, its line has a gap (null); at a moment when only others were
    read it has none (`skip` lists them).
    """
    lines: dict[int | None, dict[int, Reading]] = defaultdict(dict)
    for reading in readings:
        if reading.metric == metric:
            lines[reading.account_id].setdefault(int(reading.observed_at.timestamp()), reading)
    if all(len(line) < 2 for line in lines.values()):
        return None
    gaps = {pk: _gaps(sorted(line)) for pk, line in lines.items()}
    moments = sorted({moment for line in (*lines.values(), *gaps.values()) for moment in line})
    series = [
        _line(account, lines[account.pk], gaps[account.pk], moments) for account in accounts if lines.get(account.pk)
    ]
    return {"x": moments, "fmt": fmt, "series": series}


def post_page(
    workspace: Workspace, accounts: Sequence[Account], number: str | None
) -> tuple[Page[Post], list[PostRow], list[str]]:
    """One page of posts, newest first, with readings and verdicts, and the figures that any of them has."""
    posts = Post.objects.visible_to(workspace).filter(account__in=accounts).select_related("account")
    page = Paginator(posts.order_by("-published_at", "-pk"), POSTS_PER_PAGE).get_page(number)
    captured = captures([post for post in page if post.gone_at or post.expires_at])
    rows = {post.pk: PostRow(post, capture=captured.get(post.pk)) for post in page}
    readings = Reading.objects.visible_to(workspace).filter(post__in=rows, metric__in=POST_FIGURES)
    for reading in readings.order_by("observed_at", "pk"):
        rows[reading.post_id or 0].figures[reading.metric] = _read(reading)
    for pk, verdict in (
        DisclosureCheck.objects.of(workspace)
        .filter(post__in=rows)
        .order_by("checked_at", "pk")
        .values_list("post", "verdict")
    ):
        rows[pk].verdict = verdict
    shown = [metric for metric in POST_FIGURES if any(metric in row.figures for row in rows.values())]
    return page, list(rows.values()), shown


def programme(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """What the creator has done for the brand: campaigns, links, codes, orders and what it cost."""
    taking_part = Participant.objects.of(workspace).filter(creator=creator).select_related("campaign")
    costs = Cost.objects.of(workspace).filter(creator=creator).values_list("currency").annotate(amount=Sum("amount"))
    return {
        "participations": list(taking_part.prefetch_related("offers").order_by("-created_at")),
        "links": list(links(workspace, creator=creator.pk)[:20]),
        "codes": list(codes(workspace, creator=creator.pk)[:20]),
        "orders": totals(workspace, OrderFilter(owed="yes", creator=creator.pk)),
        "costs": list(costs.order_by("currency")),
    }


def duplicates(workspace: Workspace, creator: Creator) -> list[tuple[MergeSuggestion, Creator, str]]:
    """Open suggestions about this creator, each with the other person and the side this one is on."""
    about = open_suggestions(workspace)
    found = list(about.filter(left=creator) | about.filter(right=creator))
    return [(s, s.right, "left") if s.left_id == creator.pk else (s, s.left, "right") for s in found]


def _figure(reading: Reading | None, known: float | None, account: Account) -> Figure | None:
    """The newest reading, unless the account's own figure came from elsewhere and is newer."""
    if reading is not None and (account.read_at is None or known is None or reading.observed_at >= account.read_at):
        return _read(reading)
    return None if known is None else Figure(known, source=account.source, observed_at=account.read_at)


def _read(reading: Reading) -> Figure:
    return Figure(reading.value, reading.low, reading.high, reading.sample, reading.source, reading.observed_at)


def _gaps(read: Sequence[int]) -> set[int]:
    """A moment inside each stretch in which nobody read the account."""
    return {(before + after) // 2 for before, after in pairwise(read) if after - before > GAP.total_seconds()}


def _line(account: Account, line: dict[int, Reading], gaps: set[int], moments: Sequence[int]) -> dict[str, Any]:
    found = [line.get(moment) for moment in moments]
    drawn: dict[str, Any] = {
        "label": f"@{account.handle}" if account.handle else str(account),
        "values": [r.value if r else None for r in found],
        "skip": [place for place, moment in enumerate(moments) if moment not in line and moment not in gaps],
    }
    if any(r and r.low is not None for r in found):
        drawn |= {end: [getattr(r, end) if r else None for r in found] for end in ("low", "high")}
    return drawn

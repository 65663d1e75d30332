"""Creators, posts and readings as rows that leave the house and may come back: `import` reads them again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import Prefetch

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.writing.facts import ADDRESS
from groundswell.creators.models import Account, AudienceFigure, Creator, CreatorKey, Post, Reading

CHUNK = 500
POST_FIGURES = ("views", "impressions", "reach", "likes", "comments", "shares", "saves", "follows")
CREATOR_COLUMNS = (
    "groundswell_id", "influencer_id", "name", "email", "phone", "gender", "country", "city", "language", "topics", *ADDRESS,
    "platform", "handle", "profile_url", "bio", "account_type", "verified", "followers", "following", "posts_count", "engagement_rate",
    "observed_at", "figures_source",
)  # fmt: skip
POST_COLUMNS = (
    "groundswell_id", "platform", "handle", "post_id", "url", "type", "title", "caption", "published_at", *POST_FIGURES,
    "figures_observed_at", "figures_source",
)  # fmt: skip
READING_COLUMNS = (
    "groundswell_id", "platform", "handle", "post_id", "metric", "value", "low", "high", "sample", "source", "observed_at",
)  # fmt: skip
AUDIENCE_COLUMNS = (
    "groundswell_id", "platform", "handle", "origin", "source", "observed_at", "dimension", "value", "share", "low", "high", "sample",
    "coverage",
)  # fmt: skip


def creator_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    """One row per creator and profile; `groundswell_id` holds them together."""
    keys = CreatorKey.objects.of(workspace).filter(kind="id:file").order_by("-pk")
    file_ids = dict(keys.values_list("creator_id", "value"))
    profiles = Prefetch("accounts", Account.objects.order_by("pk"))
    creators = Creator.objects.of(workspace).prefetch_related(profiles).order_by("pk")
    for creator in creators.iterator(chunk_size=CHUNK):
        person = {
            name: getattr(creator, name) for name in ("name", "email", "phone", "gender", "country", "city", "language")
        }
        person |= {name: creator.address.get(name, "") for name in ADDRESS}
        person["groundswell_id"] = f"{workspace.slug}:{creator.pk}"
        person["influencer_id"] = file_ids.get(creator.pk, "")
        accounts = [account for account in creator.accounts.all() if account.workspace_id in (None, workspace.pk)]
        for at, account in enumerate(accounts or [Account()]):
            # The person's topics stand on the first row; on the others the profile's own.
            yield {**person, "topics": _joined(account.topics if at else creator.topics), **_profile(account)}


def _profile(account: Account) -> dict[str, Any]:
    rate = account.engagement_rate
    return {
        "platform": account.platform, "handle": account.handle, "profile_url": account.url if account.handle else "",
        "bio": account.bio, "account_type": account.account_type, "verified": account.verified, "followers": account.followers, "following": account.following,
        "posts_count": account.posts_count, "engagement_rate": _percent(rate),
        "observed_at": account.read_at, "figures_source": account.source if account.read_at else "",
    }  # fmt: skip


def _joined(topics: Iterable[str]) -> str:
    text = "; ".join(topics)
    return f"{text};" if "," in text else text


def post_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    """One row per post of the workspace's creators, with the newest figures."""
    owners = _owners(workspace)
    posts = Post.objects.visible_to(workspace).filter(account__creators__workspace=workspace).distinct()
    ordered = posts.select_related("account").order_by("pk").iterator(chunk_size=CHUNK)
    while chunk := list(islice(ordered, CHUNK)):
        figures = _newest(workspace, chunk)
        for post in chunk:
            yield {
                "groundswell_id": owners.get(post.account_id, ""), "platform": post.account.platform,
                "handle": post.account.handle, "post_id": post.external_id, "url": post.url, "type": post.surface,
                "title": post.title, "caption": post.caption, "published_at": post.published_at, **figures[post.pk],
            }  # fmt: skip


def _newest(workspace: Workspace, posts: list[Post]) -> dict[int, dict[str, Any]]:
    """The newest of each figure, and when and where the last of them was read."""
    figures: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = (
        Reading.objects.visible_to(workspace)
        .filter(post__in=posts, metric__in=POST_FIGURES)
        .order_by("observed_at", "pk")
    )
    for post, metric, value, source, at in rows.values_list("post_id", "metric", "value", "source", "observed_at"):
        number = int(value) if value.is_integer() else value
        figures[post] |= {metric: number, "figures_observed_at": at, "figures_source": source}
    return figures


def reading_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    """Every reading of the workspace's accounts and posts, with interval, sample, source and date."""
    owners = _owners(workspace)
    readings = Reading.objects.visible_to(workspace).select_related("account", "post__account").order_by("pk")
    for reading in readings.iterator(chunk_size=5000):
        account = reading.account or (reading.post.account if reading.post else None)
        if account and account.pk in owners:
            yield {
                "groundswell_id": owners[account.pk], "platform": account.platform, "handle": account.handle,
                "post_id": reading.post.external_id if reading.post else "", "metric": reading.metric, "value": reading.value,
                "low": reading.low, "high": reading.high, "sample": reading.sample, "source": reading.source,
                "observed_at": reading.observed_at,
            }  # fmt: skip


def audience_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    """What creators and vendors told this workspace of audiences; the rows of one telling follow each other."""
    owners = _owners(workspace)
    figures = AudienceFigure.objects.filter(workspace=workspace, account__in=owners).select_related("account")
    for figure in figures.order_by("account", "source", "observed_at", "pk").iterator(chunk_size=CHUNK):
        yield {
            "groundswell_id": owners[figure.account_id], "platform": figure.account.platform,
            "handle": figure.account.handle,
            **{name: getattr(figure, name) for name in ("origin", "source", "observed_at", "dimension", "value", "sample")},
            **{name: _percent(getattr(figure, name)) for name in ("share", "low", "high", "coverage")},
        }  # fmt: skip


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share * 100:.12g}%"


def _owners(workspace: Workspace) -> dict[int, str]:
    """Account → its creator's id as exports write it; the first where several share one."""
    through = Creator.accounts.through.objects.filter(creator__workspace=workspace).order_by("-creator_id")
    return {
        account: f"{workspace.slug}:{creator}" for account, creator in through.values_list("account_id", "creator_id")
    }

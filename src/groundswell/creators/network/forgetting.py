"""What has to go: content its network no longer has, and content that its terms do not let us keep longer."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from groundswell.creators.models import (
    Account,
    AccountSync,
    AudienceFigure,
    CommentSample,
    FollowEdge,
    NetworkPass,
    Post,
    PostVersion,
    Reading,
)
from groundswell.kit import clock
from groundswell.platforms.queries import policies
from groundswell.platforms.registry import plugin_named

CHUNK = 500
BLANK_POST: dict[str, Any] = {
    "url": "", "title": "", "caption": "", "warning": "", "paid_label": None, "expires_at": None,
}  # fmt: skip
BLANK_ACCOUNT: dict[str, Any] = {
    "url": "", "display_name": "", "bio": "", "country": "", "city": "", "language": "", "topics": [], "verified": None,
    "account_type": "",
    "followers": None, "following": None, "posts_count": None, "engagement_rate": None, "last_posted_at": None,
}  # fmt: skip
Forget = Callable[[Collection[int]], None]
ForgetPerson = Callable[[Account], None]
_listeners: list[Forget] = []
_of_accounts: list[ForgetPerson] = []


def on_forgotten(forget: Forget) -> None:
    """Rooms above that keep text of posts register what removes it, given the posts' ids. It runs in the same
    transaction, before the posts go."""
    if forget not in _listeners:
        _listeners.append(forget)


def on_account_forgotten(forget: ForgetPerson) -> None:
    """Rooms above that keep what the profile itself told register what removes it. It runs in the same transaction,
    before the profile goes."""
    if forget not in _of_accounts:
        _of_accounts.append(forget)


@transaction.atomic
def forget_posts(posts: Iterable[int]) -> int:
    """Removes the content of public posts: text, address, raw forms and the network's figures. Answers how many.

    The bare row stays where something hangs on it (a campaign's agreement, a stored verdict, a workspace's own
    figures), so that what was agreed and judged can still be proved; else it goes too.
    """
    ids = list(Post.objects.filter(pk__in=list(posts), workspace=None).values_list("pk", flat=True))
    for part in _parts(ids):
        for forget in _listeners:
            forget(part)
        PostVersion.objects.filter(post__in=part).delete()
        Reading.objects.filter(post__in=part, workspace=None).delete()
        held = set(held_posts(part))
        Post.objects.filter(pk__in=held).update(**BLANK_POST, gone_at=clock.now())
        Post.objects.filter(pk__in=set(part) - held).delete()
        Account.objects.filter(posts__in=held).update(changed_at=clock.now())
    return len(ids)


@transaction.atomic
def forget_account(account: Account) -> None:
    """The profile is no more, or closed for now: all its content goes, and it is on nobody's follow list any more.

    The bare identity (network, id, handle) stays only while a workspace's creator or a kept post hangs on it; should
    the profile come back, the next refresh fills it again.
    """
    forget_posts(Post.objects.filter(account=account, workspace=None).values_list("pk", flat=True))
    Reading.objects.filter(account=account, workspace=None).delete()
    AudienceFigure.objects.filter(account=account, workspace=None).delete()
    CommentSample.objects.filter(account=account).delete()
    FollowEdge.objects.filter(
        Q(account=account) | Q(external_id=account.external_id, account__platform=account.platform)
    ).delete()
    NetworkPass.objects.filter(account=account).delete()
    for forget in _of_accounts:
        forget(account)
    if not account.creators.exists() and not account.posts.exists():
        account.delete()
        return
    for name, value in BLANK_ACCOUNT.items():
        setattr(account, name, value)
    account.listed, account.changed_at = False, clock.now()
    account.save()
    AccountSync.objects.update_or_create(account=account, defaults={"gone_at": clock.now(), "hidden": []})


def purge_expired(now: datetime) -> dict[str, int]:
    """Removes what the networks' terms do not let us keep any longer; counts by network.

    Where a policy sets `retention_days`: readings older than that (unless `figures_kept`), raw answers first told before
    (they hold figures of that day), and the content of posts and profiles that were not read anew within that time.
    """
    purged: dict[str, int] = {}
    for name, policy in policies().items():
        if policy.retention_days is None:
            continue
        before = now - timedelta(days=policy.retention_days)
        for platform in plugin_named(name).serves:
            purged[platform] = _purge(platform, before, figures_kept=policy.figures_kept)
    return purged


@transaction.atomic
def _purge(platform: str, before: datetime, *, figures_kept: bool) -> int:
    public = Q(workspace=None)
    of_accounts = Reading.objects.filter(public, account__platform=platform, account__workspace=None)
    of_posts = Reading.objects.filter(public, post__account__platform=platform, post__workspace=None)
    series = () if figures_kept else (of_accounts, of_posts)
    count = sum(rows.filter(observed_at__lt=before).delete()[0] for rows in series)
    stale = Post.objects.filter(public, account__platform=platform, gone_at=None).filter(
        Q(seen_at__lt=before) | Q(seen_at=None, created_at__lt=before)
    )
    count += forget_posts(stale.values_list("pk", flat=True))
    figures = AudienceFigure.objects.filter(public, account__platform=platform, observed_at__lt=before)
    count += figures.delete()[0]
    count += CommentSample.objects.filter(account__platform=platform, read_at__lt=before).delete()[0]
    versions = PostVersion.objects.filter(post__account__platform=platform)
    count += versions.filter(told_at__lt=before).delete()[0]
    versions.filter(seen_at__lt=before).exclude(raw={}).update(raw={})
    for account in Account.objects.filter(public, platform=platform, read_at__lt=before).iterator(chunk_size=CHUNK):
        forget_account(account)
        count += 1
    return count


def held_posts(posts: Collection[int]) -> Iterator[int]:
    """Ids of the posts that rows of other rooms, or figures, point to."""
    for relation in Post._meta.related_objects:
        if relation.related_model is not PostVersion:
            rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": posts})
            yield from rows.values_list(f"{relation.field.name}_id", flat=True)


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))

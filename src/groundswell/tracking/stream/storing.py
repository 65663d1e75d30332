"""What the live stream told becomes catalogue, mentions and campaign posts; and what must go, goes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from groundswell.creators.models import Account, AccountSync, Post
from groundswell.creators.network import forget_account, forget_posts, save_posts, save_profile
from groundswell.kit import clock
from groundswell.platforms.bluesky.jetstream import AccountChanged, HandleChanged, Matched, News, PostDeleted
from groundswell.platforms.errors import Gone
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.services import Opened
from groundswell.tracking.models import Mention, StreamPosition
from groundswell.tracking.monitors import authors_of, finding
from groundswell.tracking.stream.watched import NETWORK

# An account that only lags behind ("desynchronized", "throttled") has not left.
LEFT = frozenset({"deleted", "deactivated", "takendown", "suspended", ""})


def store(opened: Opened, news: Sequence[News], cursor: int) -> None:
    """Stores what was told together with where to go on, so that a break loses nothing and doubles nothing."""
    posts = [one.post for one in news if isinstance(one, Matched)]
    authors = authors_of(opened, posts) if posts else {}
    with transaction.atomic():
        _save(opened, posts, authors)
        _forget([one.external_id for one in news if isinstance(one, PostDeleted)])
        for one in news:
            if isinstance(one, AccountChanged):
                _account_changed(one)
        StreamPosition.objects.filter(connector=NETWORK).update(cursor=cursor, heard_at=clock.now())
    for did in sorted({one.did for one in news if isinstance(one, HandleChanged)}):
        _renamed(opened, did)


def _save(opened: Opened, posts: Iterable[PostFacts], authors: dict[str, Account]) -> None:
    by_author: dict[str, dict[str, PostFacts]] = defaultdict(dict)
    for one in posts:
        by_author[one.author_id][one.external_id] = one
    with finding(Mention.How.STREAM):
        for did, told in by_author.items():
            if account := authors.get(did):
                # The stream knows no handles, and an address by handle is what the network itself gives.
                facts = [replace(one, url=one.url.replace(did, account.handle or did)) for one in told.values()]
                save_posts(account, facts, source=opened.plugin.label)


def _forget(external_ids: list[str]) -> None:
    if external_ids:
        held = Post.objects.filter(workspace=None, account__platform=NETWORK, external_id__in=external_ids)
        forget_posts(held.values_list("pk", flat=True))


def _account_changed(told: AccountChanged) -> None:
    """Who left is forgotten; who came back is read anew when their turn comes, which is at once."""
    account = Account.objects.filter(workspace=None, platform=NETWORK, external_id=told.did).first()
    if account is None:
        return
    if told.active:
        AccountSync.objects.filter(account=account).update(refreshed_at=None, wait_until=None)
    elif told.status in LEFT:
        forget_account(account)


def _renamed(opened: Opened, did: str) -> None:
    """The network is asked for the name: the stream tells only what somebody claims."""
    try:
        save_profile(opened.connector.profile(did), source=opened.plugin.label)
    except Gone:
        return

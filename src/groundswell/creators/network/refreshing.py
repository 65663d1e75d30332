"""One catalogue account brought up to date with its network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from groundswell.creators.models import Account, AccountSync, Post
from groundswell.creators.network.follows import save_follows, take_off_who_left
from groundswell.creators.network.forgetting import forget_account, forget_posts
from groundswell.creators.network.passes import Passes
from groundswell.creators.network.posts import save_posts
from groundswell.creators.network.profiles import save_profile
from groundswell.creators.network.readings import keep_readings
from groundswell.creators.services.engagement import refresh_engagement
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.errors import Gone, NotAvailable, Slow
from groundswell.platforms.facts import Direction, PostFacts, ProfileFacts
from groundswell.platforms.services import Opened

FIRST_POSTS = timedelta(days=90)
OVERLAP = timedelta(days=3)  # read again for newer figures and for what was deleted
LOOK_OVERLAP = timedelta(hours=1)  # a network's clock, or an author's, may be wrong
MOST_POST_PAGES = 20
FOLLOWS_EVERY = timedelta(days=7)
MOST_FOLLOW_PAGES = 100
CHECKED_AT_ONCE = 100
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)
Told = Mapping[str, ProfileFacts | None]
NOTHING_TOLD: Told = {}
DIRECTIONS: tuple[Direction, ...] = ("followers", "following")


@dataclass(slots=True)
class Outcome:
    """What a refresh did: posts that are new, edited or gone; people on the follow lists' pages."""

    new: int = 0
    edited: int = 0
    gone: int = 0
    follows: int = 0


def refresh_account(opened: Opened, account: Account, told: Told = NOTHING_TOLD) -> Outcome:
    """Profile, posts since the last time with their figures, held posts that may be gone, and once a week the follow
    lists (not where rows cost money). Broken off, it goes on where it was; run twice, it changes nothing.

    `told` are profiles by their lasting ids (None: gone) that were asked just now: such a one is not asked again.
    Raises what the network raised, after noting it with the account. A profile that is gone is forgotten here.
    """
    try:
        found = _refresh(opened, account, told)
    except GroundswellError as error:
        note_failure(account, error)
        raise
    finally:
        opened.wire.forget_versions()
    AccountSync.objects.filter(account=account.pk).update(
        refreshed_at=clock.now(), failures=0, error="", message="", wait_until=None
    )
    return found


def check_account(opened: Opened, account: Account, told: Told = NOTHING_TOLD) -> int:
    """Only what must not wait for the next refresh: is the profile gone, are held posts gone. Answers how many went."""
    try:
        current = _profile(opened, account, told)
        gone = _check_held(opened, current, before=clock.now() - opened.policy.check_every) if current else 0
    except GroundswellError as error:
        note_failure(account, error)
        raise
    finally:
        opened.wire.forget_versions()
    return gone


def look_at_posts(opened: Opened, account: Account) -> int:
    """Only the newest posts, in one call, for whom a campaign waits; answers how many are new."""
    sync = account.sync
    since = max(filter(None, (sync.looked_at, sync.refreshed_at)), default=clock.now()) - LOOK_OVERLAP
    began = clock.now()
    try:
        items = opened.connector.posts(account.external_id, since).items
        saved = save_posts(account, items, source=opened.plugin.label)
    except GroundswellError as error:
        note_failure(account, error)
        raise
    opened.wire.keep_versions()
    AccountSync.objects.filter(pk=sync.pk).update(looked_at=began)
    return sum(one.state == "new" for one in saved)


def _refresh(opened: Opened, account: Account, told: Told) -> Outcome:
    found, can = Outcome(), opened.connector.capabilities().can
    current = _profile(opened, account, told)
    if current is None:
        return found
    lists = Passes(current)
    if "posts" in can:
        _read_posts(opened, current, lists, found)
    long_ago = clock.now() - opened.policy.check_every
    if "readings" in can and (current.sync.checked_at is None or current.sync.checked_at <= long_ago):
        found.gone += _check_held(opened, current, before=long_ago)
    if opened.plugin.monthly_money is None:
        for direction in DIRECTIONS:
            if direction in can and f"{direction}_list" not in current.sync.hidden:
                _read_follows(opened, current, direction, lists, found)
    if opened.policy.may_derive and (found.new or found.edited):
        refresh_engagement(workspace=None, accounts={current.pk: None}, at=clock.now())
    return found


def _profile(opened: Opened, account: Account, told: Told) -> Account | None:
    """The account as it is now; None when it is gone, and then forgotten."""
    try:
        facts = _ask_profile(opened, account, told)
    except Gone:
        if not account.external_id:
            raise
        forget_account(account)
        return None
    return save_profile(facts, source=opened.plugin.label)


def _ask_profile(opened: Opened, account: Account, told: Told) -> ProfileFacts:
    if account.external_id in told:
        if facts := told[account.external_id]:
            return facts
        raise Gone(f"The profile {account} is gone.", where=account.handle)
    try:
        return opened.connector.profile(account.external_id or account.handle)
    except NotAvailable:
        if not (account.external_id and account.handle):
            raise
        # Some networks find nobody by the lasting id.
        return opened.connector.profile(account.handle)


def _read_posts(opened: Opened, account: Account, lists: Passes, found: Outcome) -> None:
    reading = lists.begin("posts", since=_posts_since)

    def store(items: Sequence[PostFacts]) -> None:
        saved = save_posts(account, items, source=opened.plugin.label)
        found.new += sum(one.state == "new" for one in saved)
        found.edited += sum(one.state == "edited" for one in saved)

    ask = partial(opened.connector.posts, account.external_id, reading.since)
    reading.read(ask, store, opened.wire.keep_versions, most_pages=MOST_POST_PAGES)
    if reading.whole and reading.since and "readings" in opened.connector.capabilities().can:
        # What lies in the time that was read and was not told is probably deleted.
        found.gone += _check_held(opened, account, before=reading.started, after=reading.since)


def _posts_since(last: datetime | None) -> datetime:
    return last - OVERLAP if last else clock.now() - FIRST_POSTS


def _check_held(opened: Opened, account: Account, *, before: datetime, after: datetime | None = None) -> int:
    """Looks for held posts not told of since `before` (published after `after`): newest figures, or gone."""
    gone = 0
    held = Post.objects.filter(account=account, workspace=None, gone_at=None, seen_at__lt=before)
    # A story that went by itself was not deleted: what was captured of it stays.
    held = held.filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()))
    if after is not None:
        held = held.filter(published_at__gt=after)
    while part := list(held.order_by("pk").values_list("pk", "external_id")[:CHECKED_AT_ONCE]):
        ids = {external_id: pk for pk, external_id in part}
        told = opened.connector.readings(list(ids))
        figures = {ids[key]: values for key, values in told.items() if values is not None and key in ids}
        with transaction.atomic():
            keep_readings(figures, kind=Post, source=opened.plugin.label, at=clock.now())
            gone += forget_posts([pk for key, pk in ids.items() if told.get(key, {}) is None])
            Post.objects.filter(pk__in=ids.values()).update(seen_at=clock.now())
    if after is None:
        AccountSync.objects.filter(account=account).update(checked_at=clock.now())
    return gone


def _read_follows(opened: Opened, account: Account, direction: Direction, lists: Passes, found: Outcome) -> None:
    if lists.read_since(direction, clock.now() - FOLLOWS_EVERY):
        return
    reading = lists.begin(direction, since=lambda last: None)

    def store(items: Sequence[ProfileFacts]) -> None:
        found.follows += save_follows(account, direction, items, at=clock.now())

    def end() -> None:
        if reading.whole:
            take_off_who_left(account, direction, before=reading.started)

    ask = partial(opened.connector.follows, account.external_id, direction)
    reading.read(ask, store, end, most_pages=MOST_FOLLOW_PAGES)


def note_failure(account: Account, error: GroundswellError) -> None:
    """Writes down what went wrong and leaves the account alone for a while: longer each time, a day at most."""
    if not Account.objects.filter(pk=account.pk).exists():
        return
    sync, _ = AccountSync.objects.get_or_create(account=account)
    sync.failures += 1
    sync.error, sync.message = error.code, error.message[:300]
    pause: timedelta = FIRST_WAIT * 2 ** min(sync.failures - 1, 10)
    until = getattr(error, "until", None)
    sync.wait_until = until if isinstance(error, Slow) and until else clock.now() + min(pause, LONGEST_WAIT)
    sync.save()

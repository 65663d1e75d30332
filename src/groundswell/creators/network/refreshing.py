"""One catalogue account brought up to date with its network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Q

from groundswell.creators.models import Account, AccountSync
from groundswell.creators.network.ahead import After, Onward, nobody
from groundswell.creators.network.follows import save_follows, take_off_who_left
from groundswell.creators.network.forgetting import forget_account
from groundswell.creators.network.held import check_held, note_checked, unseen_since
from groundswell.creators.network.passes import Ahead, Passes, Reading
from groundswell.creators.network.posts import save_posts
from groundswell.creators.network.profiles import save_profile
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


def refresh_account(opened: Opened, account: Account, told: Told = NOTHING_TOLD, after: After = nobody) -> Outcome:
    """Profile, posts since the last time with their figures, held posts that may be gone, and once a week the follow
    lists (not where rows cost money). Broken off, it goes on where it was; run twice, it changes nothing.

    `told` are profiles by their lasting ids (None: gone) that were asked just now: such a one is not asked again. `after`
    names the account that is refreshed next, where that is known; its posts are asked for while this one is stored.
    Raises what the network raised, after noting it with the account. A profile that is gone is forgotten here.
    """
    try:
        found = _refresh(opened, account, told, after)
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
        gone = _check_all(opened, current) if current else 0
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


def _refresh(opened: Opened, account: Account, told: Told, after: After) -> Outcome:
    found = Outcome()
    current = _profile(opened, account, told)
    if current is None:
        return found
    lists = Passes(current)
    wanted = _wanted(opened, current, lists)
    onward = Onward(opened, current, lists, wanted, after)
    posts = lists.begin("posts", since=_posts_since)
    if "posts" in wanted:
        _read_posts(opened, current, posts, onward.of("posts"), found)
    if "readings" in opened.connector.capabilities().can:
        found.gone += _check_untold(opened, current, posts if "posts" in wanted else None)
    for direction in DIRECTIONS:
        if direction in wanted:
            reading = lists.begin(direction, since=lambda last: None)
            found.follows += _read_follows(opened, current, direction, reading, onward.of(direction))
    if opened.policy.may_derive and (found.new or found.edited):
        refresh_engagement(workspace=None, accounts={current.pk: None}, at=clock.now())
    return found


def _wanted(opened: Opened, account: Account, lists: Passes) -> list[str]:
    """The lists to read, in order: posts always, follow lists once a week and where rows cost no money."""
    can, week_ago = opened.connector.capabilities().can, clock.now() - FOLLOWS_EVERY
    free = DIRECTIONS if opened.plugin.monthly_money is None else ()
    shown = [one for one in free if f"{one}_list" not in account.sync.hidden and not lists.read_since(one, week_ago)]
    return [what for what in ("posts", *shown) if what in can]


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


def _read_posts(opened: Opened, account: Account, reading: Reading, ahead: Ahead, found: Outcome) -> None:
    def store(items: Sequence[PostFacts]) -> None:
        saved = save_posts(account, items, source=opened.plugin.label)
        found.new += sum(one.state == "new" for one in saved)
        found.edited += sum(one.state == "edited" for one in saved)

    ask = partial(opened.connector.posts, account.external_id, reading.since)
    reading.read(ask, store, opened.wire.keep_versions, most_pages=MOST_POST_PAGES, ahead=ahead)


def _check_all(opened: Opened, account: Account) -> int:
    gone = check_held(opened, account, unseen_since(clock.now() - opened.policy.check_every))
    note_checked(account)
    return gone


def _check_untold(opened: Opened, account: Account, posts: Reading | None) -> int:
    checked, long_ago = account.sync.checked_at, clock.now() - opened.policy.check_every
    which = unseen_since(long_ago) if (all_due := checked is None or checked <= long_ago) else Q()
    if posts and posts.whole and posts.since:
        # What lies in the time that was read and was not told is probably deleted.
        which |= unseen_since(posts.started) & Q(published_at__gt=posts.since)
    gone = check_held(opened, account, which) if which else 0
    if all_due:
        note_checked(account)
    return gone


def _posts_since(last: datetime | None) -> datetime:
    return last - OVERLAP if last else clock.now() - FIRST_POSTS


def _read_follows(opened: Opened, account: Account, direction: Direction, reading: Reading, ahead: Ahead) -> int:
    """How many people the pages told of."""
    people = 0

    def store(items: Sequence[ProfileFacts]) -> None:
        nonlocal people
        people += save_follows(account, direction, items, at=clock.now())

    def end() -> None:
        if reading.whole:
            take_off_who_left(account, direction, before=reading.started)

    ask = partial(opened.connector.follows, account.external_id, direction)
    reading.read(ask, store, end, most_pages=MOST_FOLLOW_PAGES, ahead=ahead)
    return people


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

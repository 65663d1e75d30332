"""A profile as its network tells it, in the public catalogue."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from groundswell.creators.models import Account, AccountSync
from groundswell.creators.network.readings import keep_readings
from groundswell.kit import clock
from groundswell.kit.storable import storable
from groundswell.platforms.addresses import CHANNEL_ID
from groundswell.platforms.facts import ProfileFacts

COUNTS = ("followers", "following", "posts_count")
LONGEST = {"url": 500, "display_name": 255, "language": 8, "country": 2}
TEXTS = ("url", "display_name", "bio", "language", "country", "verified", "account_type")


@transaction.atomic
def save_profile(facts: ProfileFacts, *, source: str, at: datetime | None = None) -> Account:
    """The catalogue's account of that identity, new or brought up to date.

    The identity is `external_id`: a renamed handle changes the account's handle, and a handle that somebody else took
    over leaves its old owner without one until that profile is read again. A count that is not told stays as it was
    read (with its date); a hidden one becomes unknown.
    """
    moment = at or clock.now()
    account = _known(facts) or Account(platform=facts.platform, external_id=facts.external_id, source=source)
    before = _state(account)
    handle = _folded(facts.handle)
    if account.handle != handle:
        _free_handle(facts.platform, handle, account)
    account.external_id, account.handle, account.listed = facts.external_id, handle, facts.indexable
    _describe(account, facts)
    _count(account, facts, source, moment)
    if account.pk is None or _state(account) != before:
        account.changed_at = clock.now()
    account.save()
    keep_readings({account.pk: facts.metrics}, kind=Account, source=source, at=moment)
    _sync(account, sorted(facts.hidden))
    return account


def _sync(account: Account, hidden: list[str]) -> None:
    sync = getattr(account, "sync", None) or AccountSync(account=account)
    if sync.pk is None or sync.hidden != hidden or sync.gone_at is not None:
        sync.hidden, sync.gone_at = hidden, None
        sync.save()


def _known(facts: ProfileFacts) -> Account | None:
    public = Account.objects.filter(workspace=None, platform=facts.platform).select_related("sync")
    found: Account | None = (
        public.filter(external_id=facts.external_id).first()
        or public.filter(~Q(handle=""), external_id="", handle=_folded(facts.handle)).first()
    )
    return found


def _folded(handle: str) -> str:
    text = str(storable(handle))[:255].removeprefix("@")
    return text if CHANNEL_ID.fullmatch(text) else text.lower()


def _free_handle(platform: str, handle: str, account: Account) -> None:
    holders = Account.objects.filter(~Q(handle=""), ~Q(pk=account.pk), workspace=None, platform=platform, handle=handle)
    holders.update(handle="", changed_at=clock.now())


def _describe(account: Account, facts: ProfileFacts) -> None:
    for name in TEXTS:
        value = getattr(facts, name)
        if isinstance(value, str):
            value = storable(value)[: LONGEST.get(name)]
        setattr(account, name, value)


def _count(account: Account, facts: ProfileFacts, source: str, at: datetime) -> None:
    if account.read_at is not None and account.read_at > at:
        return
    for name in COUNTS:
        if name in facts.metrics:
            setattr(account, name, int(facts.metrics[name]))
        elif name in facts.hidden:
            setattr(account, name, None)
    account.read_at, account.source = at, source


def _state(account: Account) -> tuple[object, ...]:
    names = ("external_id", "handle", "listed", *TEXTS, *COUNTS)
    return tuple(getattr(account, name) for name in names)

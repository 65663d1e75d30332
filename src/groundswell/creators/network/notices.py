"""What networks told by themselves: read through their connector and saved as posts of their authors."""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from groundswell.creators.models import Account
from groundswell.creators.network.posts import save_posts
from groundswell.creators.network.profiles import save_profile
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.addresses import profile_url
from groundswell.platforms.errors import Gone, KeysMissing, NotAvailable, Paused, SignInRefused, Unreadable
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.hooks import Hook
from groundswell.platforms.models import NetworkNotice
from groundswell.platforms.registry import plugins
from groundswell.platforms.services import Opened, open_connector, open_line

AT_ONCE = 50
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
KEPT = timedelta(days=30)
FOR_GOOD = (Gone, NotAvailable, Unreadable)
OURS_TO_MEND = (Paused, KeysMissing, SignInRefused)
log = structlog.get_logger("groundswell.creators")


def read_notices() -> dict[str, int]:
    """Reads what waits, the oldest first; counts of "saved", "later" (tried again) and "given up".

    Each becomes a post of its author with the raw form, when it was told, and how. What cannot be read keeps its reason;
    after 30 days nothing is left of it.
    """
    now = clock.now()
    NetworkNotice.objects.filter(received_at__lt=now - KEPT).delete()
    ready = Q(wait_until=None) | Q(wait_until__lte=now)
    counts = {"saved": 0, "later": 0, "given up": 0}
    for notice in NetworkNotice.objects.filter(ready, done_at=None).order_by("received_at", "pk")[:AT_ONCE]:
        counts[_read(notice)] += 1
    return counts


def _read(notice: NetworkNotice) -> str:
    plugin = plugins().get(notice.connector)
    if plugin is None or plugin.hook is None:
        return _put_off(notice, "There is no such connector now.")
    try:
        _save(notice, plugin.hook)
    except GroundswellError as error:
        log.warning("notice.unread", notice=notice.pk, connector=notice.connector, error=error.code)
        if isinstance(error, FOR_GOOD) and not isinstance(error, OURS_TO_MEND):
            notice.done_at, notice.message = clock.now(), error.message[:300]
            notice.save()
            return "given up"
        return _put_off(notice, error.message, getattr(error, "until", None))
    return "saved"


def _save(notice: NetworkNotice, hook: Hook) -> None:
    with open_line(notice.connector) as line:
        facts = hook.read(line.wire, line.secrets, notice.data, notice.received_at)
    captured = {"how": "event", "at": notice.received_at.isoformat(), "read_at": clock.now().isoformat()}
    told = replace(facts, raw={**facts.raw, "captured": captured})
    with open_connector(notice.connector) as opened:
        account = _author(opened, facts)
        with transaction.atomic():
            save_posts(account, [told], source=opened.plugin.label)
            notice.done_at, notice.data, notice.message = clock.now(), {}, ""
            notice.save()


def _author(opened: Opened, facts: PostFacts) -> Account:
    """The account of that name, read from its network; a bare one for people whose profile it does not show."""
    public = Account.objects.filter(workspace=None, platform=facts.platform)
    known: Account | None = public.filter(handle=facts.author_handle).first()
    if known is not None:
        return known
    if not facts.author_handle:
        raise NotAvailable(f"{opened.plugin.label} does not tell whose post it is.", where="author")
    try:
        return save_profile(opened.connector.profile(facts.author_handle), source=opened.plugin.label)
    except (Gone, NotAvailable):
        url = profile_url(facts.platform, facts.author_handle)
        defaults = {"url": url, "source": opened.plugin.label}
        account, _ = public.get_or_create(
            workspace=None, platform=facts.platform, handle=facts.author_handle, defaults=defaults
        )
        return account


def _put_off(notice: NetworkNotice, message: str, until: datetime | None = None) -> str:
    pause: timedelta = FIRST_WAIT * 2 ** min(notice.tries, 10)
    notice.tries += 1
    notice.wait_until = until or clock.now() + min(pause, LONGEST_WAIT)
    notice.message = message[:300]
    notice.save()
    return "later"

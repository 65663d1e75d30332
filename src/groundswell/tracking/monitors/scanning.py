"""One monitor looked for on one network, page by page, from where the last search stopped."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Max

from groundswell.creators.network import save_posts
from groundswell.creators.network.passes import begin
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.addresses import HANDLE_PATTERN
from groundswell.platforms.errors import Slow
from groundswell.platforms.facts import PostFacts, Query
from groundswell.platforms.port import Plugin
from groundswell.platforms.services import Opened
from groundswell.tracking.models import Mention, Monitor, MonitorScan
from groundswell.tracking.monitors.found import finding, note_mentions
from groundswell.tracking.monitors.lists import Lookup
from groundswell.tracking.monitors.people import authors_of

FIRST_SEARCH = timedelta(days=30)
OVERLAP = timedelta(days=1)  # what a network's own search learns late
MOST_PAGES, MOST_PAID_PAGES = 10, 2
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=12)
OPERATION = {"hashtag": "hashtag", "handle": "mention", "name": "text", "link": "text"}


def query_for(monitor: Monitor, plugin: Plugin) -> Query | None:
    """What to ask this network; None when the handle is none of its own."""
    if monitor.kind == Monitor.Kind.HANDLE:
        theirs = monitor.platform in plugin.serves or not monitor.platform
        fits = any(HANDLE_PATTERN[network].fullmatch(monitor.value) for network in plugin.serves)
        return Query("mention", monitor.value) if theirs and fits else None
    if monitor.kind == Monitor.Kind.HASHTAG:
        return Query("hashtag", monitor.value)
    return Query("text", monitor.shown if monitor.kind == Monitor.Kind.NAME else monitor.value)


def scan_monitor(opened: Opened, monitor: Monitor) -> int:
    """Searches one network for one monitor and keeps what it meets; answers how many mentions are new.

    Broken off, it goes on at the page it was at; run twice, it changes nothing. Raises what the network raised, after
    noting it with the scan.
    """
    scan, _ = MonitorScan.objects.get_or_create(monitor=monitor, connector=opened.plugin.name)
    query = query_for(monitor, opened.plugin)
    if query is None or OPERATION[monitor.kind] not in opened.connector.capabilities().can:
        return 0
    last = Mention.objects.aggregate(last=Max("pk"))["last"] or 0
    try:
        _identify(opened, monitor, scan)
        _search(opened, scan, query)
    except GroundswellError as error:
        _note_failure(scan, error)
        raise
    MonitorScan.objects.filter(pk=scan.pk).update(failures=0, error="", message="", wait_until=None)
    return Mention.objects.filter(pk__gt=last).count()


def _identify(opened: Opened, monitor: Monitor, scan: MonitorScan) -> None:
    """Networks mark mentions by lasting id: it is learnt once, so that a renamed handle is still met."""
    if monitor.kind != Monitor.Kind.HANDLE or scan.identity:
        return
    scan.identity = opened.connector.profile(monitor.value).external_id
    scan.save()


def _search(opened: Opened, scan: MonitorScan, query: Query) -> None:
    reading = begin(scan, since=_since)
    ask = partial(opened.connector.search, query, reading.since)
    store = partial(keep_found, opened)
    most = MOST_PAGES if opened.plugin.monthly_money is None else MOST_PAID_PAGES
    reading.read(ask, store, lambda: None, most_pages=most)


def keep_found(opened: Opened, items: Sequence[PostFacts], how: str = Mention.How.SEARCH) -> None:
    """Keeps the posts that some monitor truly meets, with their authors: a network's own search is less exact."""
    lookup = Lookup()
    met = [one for one in items if lookup.met(one)]
    authors = authors_of(opened, met)
    by_author: dict[str, list[PostFacts]] = defaultdict(list)
    for one in met:
        by_author[one.author_id].append(one)
    with finding(how):
        for author, posts in by_author.items():
            if account := authors.get(author):
                # What is new there is noted as it is saved; what was read before is noted here.
                note_mentions(save_posts(account, posts, source=opened.plugin.label))


def _since(last: datetime | None) -> datetime:
    return last - OVERLAP if last else clock.now() - FIRST_SEARCH


def _note_failure(scan: MonitorScan, error: GroundswellError) -> None:
    failures = scan.failures + 1
    pause: timedelta = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
    until = getattr(error, "until", None)
    MonitorScan.objects.filter(pk=scan.pk).update(
        failures=failures, error=error.code, message=error.message[:300],
        wait_until=until if isinstance(error, Slow) and until else clock.now() + pause,
    )  # fmt: skip

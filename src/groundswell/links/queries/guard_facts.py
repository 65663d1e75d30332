"""What suspicions about orders are drawn from, read for many orders at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, CreatorKey, Post
from groundswell.kit.days import Hour
from groundswell.kit.ids import digest
from groundswell.links.models import Attribution, ClickHour, Link
from groundswell.links.queries.attributed import Attributed, attributed
from groundswell.links.rules.guard import HOUR, Guard, Known, clicks_around, hour_of, is_burst, names_code

Hours = Mapping[int, Mapping[datetime, int]]


def orders_by_hour(workspace: Workspace, rows: Sequence[Attributed]) -> Hours:
    """Code → full hour → orders owed because of it, over the hours of these rows."""
    codes = {row.code.pk for row in rows if row.code}
    if not codes:
        return {}
    since, until = _span(rows)
    used = Attribution.objects.of(workspace).filter(
        code__in=codes,
        order__placed_at__gte=since,
        order__placed_at__lt=until,
        order__is_test=False,
        order__cancelled_at=None,
    )
    hours = used.annotate(hour=Hour("order__placed_at")).values_list("code_id", "hour")
    return _nested(hours.annotate(count=Count("pk")).order_by())


def known_of(workspace: Workspace, rows: Sequence[Attributed], orders: Hours) -> Mapping[tuple[int, int | None], Known]:
    """(creator, code) → everything that the suspicions are drawn from."""
    creators = {row.creator_id for row in rows}
    codes = {row.code.pk: row.code for row in rows if row.code}
    buyers, clicks, first = (
        buyers_of(workspace, creators),
        _clicks(workspace, creators, rows),
        _first_clicks(workspace, creators),
    )
    posts = _first_posts(workspace, rows)
    known = {}
    for creator, pk in {key_of(row) for row in rows}:
        code = codes[pk] if pk else None
        known[creator, pk] = Known(
            buyers=buyers.get(creator, frozenset()), first_post=posts.get((creator, pk)), first_click=first.get(creator),
            clicks=clicks.get(creator, {}), orders=orders.get(pk, {}) if pk else {},
            code_since=code.created_at if code else None, leaked_at=code.leaked_at if code else None, leaked_where=code.leaked_where if code else "",
        )  # fmt: skip
    return known


def key_of(row: Attributed) -> tuple[int, int | None]:
    """(creator, code) by which facts are known."""
    return row.creator_id, row.code.pk if row.code else None


def buyers_of(workspace: Workspace, creators: Collection[int]) -> dict[int, frozenset[str]]:
    """Digests of the creators' own addresses, as orders hold their buyers'."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    addresses = Creator.objects.of(workspace).filter(pk__in=creators).exclude(email="").values_list("pk", "email")
    keys = (
        CreatorKey.objects.of(workspace).filter(creator__in=creators, kind="email").values_list("creator_id", "value")
    )
    for creator, address in (*addresses, *keys):
        found[creator].add(digest(address.strip().lower()))
    return {creator: frozenset(digests) for creator, digests in found.items()}


def _clicks(workspace: Workspace, creators: Collection[int], rows: Sequence[Attributed]) -> Hours:
    """Creator → full hour → counted clicks, as far back as an order may be owed to them."""
    since, until = _span(rows)
    hours = ClickHour.objects.of(workspace).filter(
        link__creator__in=creators,
        hour__gte=since - timedelta(days=workspace.attribution_days),
        hour__lt=until,
    )
    counted = hours.values_list("link__creator_id", "hour").annotate(Sum("counted"))
    return _nested(counted.order_by())


def _first_clicks(workspace: Workspace, creators: Collection[int]) -> dict[int, datetime]:
    """Creator → when one of their links was first followed."""
    hours = ClickHour.objects.filter(link=OuterRef("pk")).order_by("hour")
    links = Link.objects.of(workspace).filter(creator__in=creators).annotate(first=Subquery(hours.values("first")[:1]))
    found: dict[int, datetime] = {}
    for creator, first in links.exclude(first=None).order_by("-first").values_list("creator_id", "first"):
        found[creator] = first
    return found


def _first_posts(workspace: Workspace, rows: Sequence[Attributed]) -> dict[tuple[int, int | None], datetime]:
    """(creator, code) → the creator's first post known to name the code, of those who posted after an order: no other
    first post can speak against one."""
    since, _ = _span(rows)
    posts = Post.objects.visible_to(workspace).filter(account__creators__in={row.creator_id for row in rows})
    creators = set(posts.filter(published_at__gt=since).values_list("account__creators", flat=True))
    wanted = {row.code.pk: row.code for row in rows if row.code and row.creator_id in creators}.values()
    if not wanted:
        return {}
    naming = Q()
    for code in wanted:
        naming |= Q(caption__icontains=code.code) | Q(title__icontains=code.code)
    posts = Post.objects.visible_to(workspace).filter(
        naming, account__creators__in=creators, published_at__isnull=False
    )
    found: dict[tuple[int, int | None], datetime] = {}
    for creator, title, caption, at in posts.order_by("published_at", "pk").values_list(
        "account__creators", "title", "caption", "published_at"
    ):
        for code in wanted:
            if at and names_code(f"{title} {caption}", code.code):
                found.setdefault((creator, code.pk), at)
    return found


def _span(rows: Sequence[Attributed]) -> tuple[datetime, datetime]:
    """From the full hour of the first order to the end of that of the last."""
    placed = [row.placed_at for row in rows]
    return hour_of(min(placed)), hour_of(max(placed)) + HOUR


def _nested(rows: Iterable[tuple[int, datetime, int]]) -> Hours:
    found: defaultdict[int, dict[datetime, int]] = defaultdict(dict)
    for key, hour, count in rows:
        found[key][hour] = count
    return found


def in_the_same_burst(
    workspace: Workspace, rows: Sequence[Attributed], known: Mapping[tuple[int, int | None], Known], guard: Guard
) -> list[Attributed]:
    """Others of the same code and hour, where these rows make them too many: the first of a burst came when nobody could
    know. Where there were too many without these rows, the others are held already."""
    mine = Counter((*key_of(row), hour_of(row.placed_at)) for row in rows if row.code)
    same, begun = Q(), False
    for (creator, code, hour), new in mine.items():
        orders, clicks = known[creator, code].orders.get(hour, 0), clicks_around(known[creator, code], hour)
        if is_burst(orders, clicks, guard) and not is_burst(orders - new, clicks, guard):
            same |= Q(code=code, order__placed_at__gte=hour, order__placed_at__lt=hour + HOUR)
            begun = True
    if not begun:
        return []
    seen = {row.pk for row in rows}
    return [row for row in attributed(workspace, same) if row.pk not in seen]

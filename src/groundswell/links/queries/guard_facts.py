"""What suspicions about orders are drawn from, read for many orders at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncHour

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, CreatorKey, Post
from groundswell.kit.ids import digest
from groundswell.links.models import Attribution, Click, ClickHour, Code, Link
from groundswell.links.rules.guard import HOUR, Guard, Known, Use, clicks_around, hour_of, is_burst, names_code
from groundswell.links.rules.unproven import is_unproven

MACHINES = ("bot", "head", "preview")
Hours = Mapping[int, Mapping[datetime, int]]


def attributed(workspace: Workspace, which: Q) -> list[Attribution]:
    """Attributions with order, code, and the click that the order carries."""
    rows = list(Attribution.objects.of(workspace).filter(which).select_related("order", "code"))
    ids = {row.order.click_id for row in rows if row.order.click_id}
    clicks = Click.objects.of(workspace).filter(click_id__in=ids).select_related("link") if ids else ()
    by_id = {click.click_id: click for click in clicks}
    for row in rows:
        row.click_of_order = by_id.get(row.order.click_id)  # type: ignore[attr-defined]  # for `use_of`
    return rows


def use_of(row: Attribution) -> Use:
    """How the buyer came, of a row of `attributed`."""
    click = getattr(row, "click_of_order", None)
    own = click is not None and click.link.creator_id == row.creator_id and click.excluded not in MACHINES
    hosts = [host for host in (row.order.referrer, click.referrer if click else "") if host]
    return Use(
        placed_at=row.order.placed_at, code=row.code.code if row.code else "", clicked=own, buyer=row.order.customer,
        hosts=tuple(host.lower().removeprefix("www.") for host in hosts),
        unproven=is_unproven(row.order.source),
    )  # fmt: skip


def orders_by_hour(workspace: Workspace, rows: Sequence[Attribution]) -> Hours:
    """Code → full hour → orders owed because of it, over the hours of these rows."""
    codes = {row.code_id for row in rows if row.code_id}
    since, until = _span(rows)
    used = Attribution.objects.of(workspace).filter(
        code__in=codes,
        order__placed_at__gte=since,
        order__placed_at__lt=until,
        order__is_test=False,
        order__cancelled_at=None,
    )
    counted = (
        used.annotate(hour=TruncHour("order__placed_at")).values_list("code_id", "hour").annotate(count=Count("pk"))
    )
    return _nested(counted.order_by()) if codes else {}


def known_of(
    workspace: Workspace, rows: Sequence[Attribution], orders: Hours
) -> Mapping[tuple[int, int | None], Known]:
    """(creator, code) → everything that the suspicions are drawn from."""
    creators = {row.creator_id for row in rows}
    codes = {row.code_id: row.code for row in rows if row.code}
    buyers, clicks, first = (
        buyers_of(workspace, creators),
        _clicks(workspace, creators, rows),
        _first_clicks(workspace, creators),
    )
    posts = _first_posts(workspace, creators, codes.values())
    known = {}
    for creator, pk in {(row.creator_id, row.code_id) for row in rows}:
        code = codes.get(pk)
        known[creator, pk] = Known(
            buyers=buyers.get(creator, frozenset()), first_post=posts.get((creator, pk)), first_click=first.get(creator),
            clicks=clicks.get(creator, {}), orders=orders.get(pk, {}) if pk else {},
            code_since=code.created_at if code else None, leaked_at=code.leaked_at if code else None, leaked_where=code.leaked_where if code else "",
        )  # fmt: skip
    return known


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


def _clicks(workspace: Workspace, creators: Collection[int], rows: Sequence[Attribution]) -> Hours:
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


def _first_posts(
    workspace: Workspace, creators: Collection[int], codes: Iterable[Code]
) -> dict[tuple[int, int | None], datetime]:
    """(creator, code) → the creator's first post known to name the code."""
    wanted = list(codes)
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


def _span(rows: Sequence[Attribution]) -> tuple[datetime, datetime]:
    """From the full hour of the first order to the end of that of the last."""
    placed = [row.order.placed_at for row in rows]
    return hour_of(min(placed)), hour_of(max(placed)) + HOUR


def _nested(rows: Iterable[tuple[int, datetime, int]]) -> Hours:
    found: defaultdict[int, dict[datetime, int]] = defaultdict(dict)
    for key, hour, count in rows:
        found[key][hour] = count
    return found


def in_the_same_burst(
    workspace: Workspace, rows: Sequence[Attribution], known: Mapping[tuple[int, int | None], Known], guard: Guard
) -> list[Attribution]:
    """Others of the same code and hour, where these rows make them too many: the first of a burst came when nobody could
    know. Where there were too many without these rows, the others are held already."""
    mine = Counter((row.creator_id, row.code_id, hour_of(row.order.placed_at)) for row in rows if row.code_id)
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

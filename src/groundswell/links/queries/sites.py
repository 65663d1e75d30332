"""Sites, what they told, and their traffic."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.links.models import Conversion, LandingTally, PageView, Site


class LandingDay(NamedTuple):
    day: date
    page: str
    visits: int


def sites(workspace: Workspace) -> QuerySet[Site]:
    """The workspace's sites, each with `orders_told` and `kept_aside`."""
    found: QuerySet[Site] = Site.objects.of(workspace).order_by("name", "pk")
    aside = Count("conversions", filter=Q(conversions__outcome="aside"))
    return found.annotate(orders_told=Count("conversions"), kept_aside=aside)


def site_of(workspace: Workspace, pk: int) -> Site:
    """The site of that id; NotFound in any other workspace."""
    found = sites(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no site {pk} in this workspace.", where="site")
    return found


def conversions(site: Site) -> QuerySet[Conversion]:
    """What the site told of orders, newest first."""
    rows: QuerySet[Conversion] = Conversion.objects.of(site.workspace).filter(site=site)
    return rows.order_by("-at", "-pk")


def pixel_address(site: Site) -> str:
    """What the pixel's files stand under."""
    return f"{settings.PUBLIC_URL}/px/{site.key}"


def landing_days(site: Site, since: datetime) -> Sequence[LandingDay]:
    """Visits by UTC day and landing page from the day of `since` on: added up where that was done, else counted now."""
    first = since.astimezone(UTC).date()
    kept = LandingTally.objects.of(site.workspace).filter(site=site, day__gte=first).order_by("day", "page")
    if site.tallied_until is None:
        return counted_days(site, first)
    tallied = kept.filter(day__lt=site.tallied_until).values_list("day", "page", "visits")
    return [*map(LandingDay._make, tallied), *counted_days(site, max(first, site.tallied_until))]


def counted_days(site: Site, first: date, until: date | None = None) -> list[LandingDay]:
    """The same from the single views of the days from `first` to before `until`, machines left out: a visitor's first
    page of a day is one visit."""
    counted = PageView.objects.of(site.workspace).filter(site=site, at__gte=midnight(first), excluded="")
    if until is not None:
        counted = counted.filter(at__lt=midnight(until))
    firsts = counted.values("visitor").annotate(first=Min("at"))
    # A visitor's hash lives one day, so its first view is the first of that day.
    landed = {(row["visitor"], row["first"]) for row in firsts.iterator()}
    tally: dict[tuple[date, str], set[str]] = {}
    for visitor, at, page in counted.values_list("visitor", "at", "page").order_by("-pk").iterator():
        if (visitor, at) in landed:
            tally.setdefault((at.date(), page), set()).add(visitor)
    return [LandingDay(day, page, len(who)) for (day, page), who in sorted(tally.items())]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)

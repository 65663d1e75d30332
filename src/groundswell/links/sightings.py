"""From the pixel's journals into the database: every sighting exactly once, as `loader` does with clicks."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from groundswell.kit import clock
from groundswell.links.loader import Loaded, load_journals
from groundswell.links.models import Conversion, PageView, Site
from groundswell.links.rules.crawlers import crawler
from groundswell.links.rules.orders import click_id_in
from groundswell.links.rules.sightings import Sighting, sighting_of
from groundswell.links.rules.sites import page_of, utm_in
from groundswell.links.services.conversions import take_pixel_order
from groundswell.links.services.views import tally_again


def load_sightings(folder: Path | None = None) -> Loaded:
    """Loads every journal of the pixel; `clicks` of the answer counts page views and orders that were new."""
    return load_journals(folder or settings.HOME / "sightings", _take)


def _take(body: bytes) -> tuple[int, int]:
    found = [sighting_of(line) for line in body.split(b"\n") if line]
    fresh = _unknown([one for one in found if one is not None])
    sites = {site.key: site for site in Site.objects.select_related("workspace").filter(key__in={s.key for s in fresh})}
    wanted = [one for one in fresh if one.key in sites]
    views = [_view(sites[one.key], one) for one in wanted if one.what == "view"]
    PageView.objects.bulk_create(views, ignore_conflicts=True, batch_size=500)
    for site, day in {(sites[one.key], one.at.date()) for one in wanted if one.what == "view"}:
        tally_again(site=site, day=day)
    for one in wanted:
        if one.what == "order":
            take_pixel_order(
                site=sites[one.key], seen_id=one.seen_id, at=one.at, told=one.told, flag=one.flag or crawler(one.user_agent)
            )  # fmt: skip
    _note_seen(sites, wanted)
    return len(wanted), found.count(None)


def _unknown(found: Sequence[Sighting]) -> list[Sighting]:
    by_id = {one.seen_id: one for one in found}
    known: set[str] = set()
    ids = list(by_id)
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for model in (PageView, Conversion):
            known.update(model.objects.filter(seen_id__in=some).values_list("seen_id", flat=True))
    return sorted((one for one in by_id.values() if one.seen_id not in known), key=lambda one: one.at)


def _view(site: Site, seen: Sighting) -> PageView:
    return PageView(
        workspace=site.workspace, seen_id=seen.seen_id, site=site, at=seen.at, visitor=seen.visitor,
        page=page_of(seen.told.get("page")), click_id=click_id_in([seen.told.get("click_id")]), utm=utm_in(seen.told),
        excluded=seen.flag or crawler(seen.user_agent),
    )  # fmt: skip


def _note_seen(sites: dict[str, Site], wanted: Sequence[Sighting]) -> None:
    for key, site in sites.items():
        last = max((one.at for one in wanted if one.key == key), default=clock.now())
        Site.objects.filter(Q(pixel_seen_at=None) | Q(pixel_seen_at__lt=last), pk=site.pk).update(pixel_seen_at=last)

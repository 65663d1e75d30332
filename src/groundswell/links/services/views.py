"""Single page views are added up day by day, and forgotten after the months that their site keeps them."""

from datetime import date, timedelta

from django.db import transaction

from groundswell.kit import clock
from groundswell.links.models import LandingTally, PageView, Site
from groundswell.links.queries.sites import counted_days, midnight
from groundswell.links.rules.months import months_before

SETTLED = timedelta(days=2)
"""A day is added up once no journal of it is still being loaded; one that comes later has its day added up again."""

LATEST = timedelta(days=27)  # within the shortest month that views can be kept


def forget_old_views() -> int:
    """Adds up the days that are settled, at every site, and forgets views past their time; how many were forgotten."""
    return sum(_tally_and_forget(pk) for pk in Site.objects.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _tally_and_forget(pk: int) -> int:
    site = Site.objects.select_for_update().select_related("workspace").filter(pk=pk).first()
    if site is None:
        return 0
    views, until = PageView.objects.filter(site=site), clock.today() - SETTLED + timedelta(days=1)
    first = site.tallied_until or views.order_by("at").values_list("at__date", flat=True).first() or until
    if first < until:
        LandingTally.objects.filter(site=site, day__gte=first).delete()
        rows = [
            LandingTally(workspace=site.workspace, site=site, day=row.day, page=row.page, visits=row.visits)
            for row in counted_days(site, first, until)
        ]
        LandingTally.objects.bulk_create(rows, batch_size=500)
        site.tallied_until = until
        site.save(update_fields=["tallied_until"])
    forgotten, _ = views.filter(
        at__lt=midnight(min(months_before(clock.today(), site.views_kept_months), until))
    ).delete()
    return forgotten


def tally_again(*, site: Site, day: date) -> None:
    """A view of a day that is added up came late: the day is added up again, while its other views are surely there."""
    if clock.today() - day <= LATEST:
        Site.objects.filter(pk=site.pk, tallied_until__gt=day).update(tallied_until=day)

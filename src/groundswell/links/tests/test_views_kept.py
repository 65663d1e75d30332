"""Single page views go after their months; what trends are made of stays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.links.models import LandingTally, PageView, Site
from groundswell.links.queries import landing_days
from groundswell.links.rules.months import months_before
from groundswell.links.services import create_site, forget_old_views, keep_views
from groundswell.links.services.views import tally_again

EVER = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return create_site(workspace=workspace, name="shop.example")[0]


def view(site: Site, days_ago: int, visitor: str, page: str = "shop.example/a", **more: str) -> None:
    """At noon; page b a minute later. A visitor's hash is another one every day."""
    at = datetime.combine(clock.today() - timedelta(days=days_ago), time(12, page.endswith("b")), UTC)
    PageView.objects.create(
        workspace=site.workspace, site=site, at=at, visitor=f"{visitor}{days_ago}", page=page,
        seen_id=f"{visitor}{days_ago}{page[-1]}", **more,
    )  # fmt: skip


def test_trends_are_the_same_after_the_views_are_gone(site: Site) -> None:
    for days_ago in (0, 1, 2, 40, 500):
        view(site, days_ago, "one")
        view(site, days_ago, "one", "shop.example/b")
        view(site, days_ago, "two", "shop.example/b")
        view(site, days_ago, "robot", excluded="bot")
    before = landing_days(site, EVER)
    assert len(before) == 10

    assert forget_old_views() == 4
    site.refresh_from_db()
    assert PageView.objects.count() == 16
    assert site.tallied_until == clock.today() - timedelta(days=1)
    assert landing_days(site, EVER) == before
    assert LandingTally.objects.count() == 6
    assert forget_old_views() == 0
    assert landing_days(site, EVER) == before
    recent = landing_days(site, clock.now() - timedelta(days=40))
    assert recent == [row for row in before if row.day >= clock.today() - timedelta(days=40)]


def test_a_view_that_comes_late_has_its_day_added_up_again(site: Site) -> None:
    view(site, 500, "one")
    view(site, 10, "one")
    forget_old_views()
    site.refresh_from_db()
    view(site, 10, "late")
    tally_again(site=site, day=clock.today() - timedelta(days=10))
    tally_again(site=site, day=clock.today() - timedelta(days=500))
    site.refresh_from_db()
    assert site.tallied_until == clock.today() - timedelta(days=10)
    for _ in ("waiting", "added up"):
        assert [row.visits for row in landing_days(site, EVER)] == [1, 2]
        forget_old_views()
        site.refresh_from_db()


def test_how_long_is_a_setting_of_the_site(site: Site) -> None:
    view(site, 100, "one")
    assert forget_old_views() == 0
    keep_views(site=site, months=3)
    assert forget_old_views() == 1
    assert AuditEntry.objects.get(action="site.views_kept").detail == {"before": 14, "after": 3}
    for months in (0, -1, 61):
        with pytest.raises(BadInput):
            keep_views(site=site, months=months)
    site.refresh_from_db()
    assert site.views_kept_months == 3


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 1, 15), 14, date(2024, 11, 15)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_before_a_day(day: date, months: int, wanted: date) -> None:
    assert months_before(day, months) == wanted

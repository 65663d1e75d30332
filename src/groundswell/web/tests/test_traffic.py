"""Landing pages against their own trend: by page, API and command, and what cannot be told."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.kit.ids import new_click_id
from groundswell.links.models import PageView, Site
from groundswell.links.services import create_site
from groundswell.reports.lift.effect import Verdict
from groundswell.reports.queries import landing_trends
from groundswell.reports.traffic.trend import landing_trend

DAYS, AFTER = 80, 14
DAY = timedelta(days=1)


def counts(seed: int, jump: int = 0) -> list[int]:
    found = np.random.default_rng(seed).poisson(20, DAYS)
    found[-AFTER:] += jump
    return [int(n) for n in found]


def trend(visits: list[int], *, silent: tuple[int, ...] = ()) -> Any:
    """Of a page whose last day is 2026-03-31; `silent` are indices of days on which nobody was counted."""
    last = date(2026, 3, 31)
    days = [last - DAY * (DAYS - 1 - n) for n in range(DAYS)]
    heard = frozenset(day for n, day in enumerate(days) if n not in silent)
    told = {day: n for day, n in zip(days, visits, strict=True) if day in heard}
    return landing_trend(
        source="own pixel",
        site="shop",
        page="shop/a",
        visits=told,
        heard=heard,
        start=last - DAY * (AFTER - 1),
        last=last,
    )


def test_a_rise_is_seen_and_none_is_not_made_up() -> None:
    risen, flat = trend(counts(1, jump=20)), trend(counts(2))
    assert risen.verdict is Verdict.LIFT
    assert risen.found.effect.low < 280 < risen.found.effect.high
    assert risen.visits == sum(counts(1, jump=20)[-AFTER:])
    assert flat.verdict is not Verdict.LIFT
    assert flat.found.effect.low < 0 < flat.found.effect.high


def test_a_day_without_anybody_is_unknown_and_not_nought() -> None:
    cut = trend(counts(1, jump=20), silent=(10,))
    assert cut.found.pre_days == DAYS - AFTER - 11
    gap = trend(counts(1, jump=20), silent=(DAYS - 3,))
    assert (gap.verdict, gap.found) == (Verdict.CANNOT_TELL, None)
    assert gap.reason.startswith("On 2026-03-29 nobody was counted on the whole site: unknown, not nought.")
    ended = trend(counts(1), silent=(DAYS - 1,))
    assert ended.reason.startswith("On 2026-03-31 nobody")


@pytest.fixture
def site(workspace: Workspace) -> Site:
    """80 days to yesterday, with 20 visits a day more in the last 14."""
    made, _ = create_site(workspace=workspace, name="shop.example")
    today = clock.now().date()
    moments = [
        datetime.combine(today - DAY * (DAYS - n), time(12), UTC) + timedelta(seconds=k)
        for n, count in enumerate(counts(1, jump=20)) for k in range(count)
    ]  # fmt: skip
    PageView.objects.bulk_create(
        PageView(
            workspace=workspace, site=made, seen_id=new_click_id(), at=at, visitor=f"{n:032x}", page="shop.example/a"
        )
        for n, at in enumerate(moments)
    )
    return made


def test_page_api_and_command_say_the_same(
    site: Site, member_client: Callable[[str], Client], api: Callable[..., Client], cli: Callable[..., Any]
) -> None:
    start = (clock.now().date() - DAY * AFTER).isoformat()
    [row] = api().get("/api/v1/reports/traffic", {"start": start}).json()["landing_pages"]
    assert (row["source"], row["site"], row["page"]) == ("own pixel", "shop.example", "shop.example/a")
    assert (row["visits"], row["verdict"]) == (sum(counts(1, jump=20)[-AFTER:]), "lift")
    assert json.loads(cli("reports", "traffic", "--start", start, "--json").stdout)["landing_pages"] == [row]
    page = member_client("analyst").get("/w/acme/roi/traffic/", {"start": start}).content.decode()
    assert "own pixel, shop.example" in page
    assert f"{row['lift']['effect']['total']:+,.0f} visits beyond the usual" in page


def test_without_visits_the_page_says_where_to_begin(
    workspace: Workspace, member_client: Callable[[str], Client]
) -> None:
    client = member_client("analyst")
    assert "No visits were told" in client.get("/w/acme/roi/traffic/?start=2026-03-01").content.decode()
    assert client.get("/w/acme/roi/traffic/?start=soon").status_code == 422
    assert client.get("/w/acme/roi/traffic/").status_code == 200


def test_another_workspace_sees_nothing(site: Site, other_workspace: Workspace) -> None:
    assert landing_trends(other_workspace, clock.now().date() - DAY * AFTER) == []

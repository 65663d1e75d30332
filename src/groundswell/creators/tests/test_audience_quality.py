"""Bursts, kinds of followers, and what is usual: each with its evidence, none made up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.bursts import bursts, enough_to_tell
from groundswell.creators.audience.kinds import KINDS, kind_of, kind_shares
from groundswell.creators.audience.spread import percentile, quantiles
from groundswell.creators.models import Account, AccountSync, Benchmark, Post, Reading
from groundswell.creators.queries import audience_of, compared, quality_of
from groundswell.creators.services import record_audience, refresh_benchmarks
from groundswell.kit import clock
from groundswell.platforms.policy import Policy
from groundswell.platforms.tests.toy import connectors, plugin

__all__ = ["connectors"]

START = datetime(2026, 10, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def daily(*counts: float) -> list[tuple[datetime, float]]:
    return [(START + timedelta(days=day), count) for day, count in enumerate(counts)]


def test_steady_growth_has_no_burst() -> None:
    assert bursts(daily(*(1000 + 7 * day for day in range(40)))) == []


def test_a_burst_is_found_with_its_days_and_what_was_usual() -> None:
    counts = [1000 + 2 * day for day in range(12)] + [1022 + 500, 1024 + 700] + [1726 + 2 * day for day in range(10)]
    [found] = bursts(daily(*counts))
    assert (found.start, found.end) == ((START + timedelta(days=11)).date(), (START + timedelta(days=13)).date())
    assert (found.gained, round(found.share, 3)) == (702, 0.687)
    assert 1 < found.usual < 3
    assert found.lost_after == 0


def test_those_who_went_again_are_told() -> None:
    [found] = bursts(daily(*([1000] * 12), 1600, *([1200] * 10)))
    assert (found.gained, found.lost_after) == (600, 400)


def test_a_burst_at_the_end_cannot_tell_what_stays() -> None:
    [found] = bursts(daily(*([1000] * 12), 1600))
    assert found.lost_after is None


def test_a_jump_within_what_a_good_post_brings_is_none() -> None:
    assert bursts(daily(*([10_000] * 12), 10_150, *([10_150] * 5))) == []


def test_too_few_days_tell_nothing() -> None:
    few = daily(1000, 1000, 5000, 5000)
    assert bursts(few) == []
    assert not enough_to_tell(few)
    assert bursts([]) == []
    assert enough_to_tell(daily(*([1000] * 9)))


@given(st.lists(st.floats(0, 1e9), max_size=60))
def test_any_series_has_an_answer(counts: list[float]) -> None:
    for found in bursts(daily(*counts)):
        assert found.gained > 0
        assert found.start < found.end


@pytest.mark.parametrize(
    ("following", "posts", "bio", "kind"),
    [
        (80, 9, "Runner", "real"),
        (80, 9, "", "real"),
        (2000, 9, "Runner", "mass_following"),
        (80, 0, "Runner", "inactive"),
        (10, 0, "", "inactive"),
        (80, 0, " ", "suspicious"),
        (None, 9, "", None),
        (80, None, "", None),
    ],
)
def test_kinds(following: float | None, posts: float | None, bio: str, kind: str | None) -> None:
    told = {"following": following, "posts_count": posts}
    assert kind_of({name: value for name, value in told.items() if value is not None}, bio) == kind


def test_kinds_as_shares_say_for_how_many_they_could_be_told() -> None:
    found = kind_shares({"real": 30, "inactive": 10}, sample=80)
    assert [(one.value, one.share, one.sample, one.coverage) for one in found] == [
        ("real", 0.75, 40, 0.5),
        ("mass_following", 0, 40, 0.5),
        ("inactive", 0.25, 40, 0.5),
        ("suspicious", 0, 40, 0.5),
    ]
    assert set(KINDS) == {one.value for one in found}
    assert all((one.low or 0) <= one.share <= (one.high or 0) for one in found)
    assert kind_shares({}, sample=80) == []


def test_quantiles_and_percentiles_of_known_values() -> None:
    spread = quantiles(range(101))
    assert spread == [float(value) for value in range(0, 101, 5)]
    assert [percentile(value, spread) for value in (-1, 0, 50, 62.5, 100, 101)] == [0, 0, 0.5, 0.625, 1, 1]
    assert percentile(7, quantiles([7, 7, 7])) == 0.5
    assert quantiles([3]) == [3] * 21


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_percentiles_rise_with_the_value(values: list[float], one: float, other: float) -> None:
    spread = quantiles(values)
    assert spread == sorted(spread)
    low, high = sorted((one, other))
    assert 0 <= percentile(low, spread) <= percentile(high, spread) <= 1


@pytest.fixture
def catalogue(workspace: Workspace) -> list[Account]:
    """20 nano profiles of Bluesky: rates of 0 to 19 %, half of them about running."""
    return [
        Account.objects.create(
            platform="bluesky", external_id=f"id{number}", followers=500, engagement_rate=number / 100,
            topics=["Running"] if number % 2 else [],
        )
        for number in range(20)
    ]  # fmt: skip


def test_what_is_usual_by_network_tier_and_niche(workspace: Workspace, catalogue: list[Account]) -> None:
    Account.objects.create(platform="bluesky", external_id="big", followers=2_000_000, engagement_rate=0.9)
    Account.objects.create(platform="mastodon", external_id="other", followers=500, engagement_rate=0.9)
    Account.objects.create(platform="bluesky", external_id="unlisted", followers=500, engagement_rate=0.9, listed=False)
    assert refresh_benchmarks() == 2
    everybody, runners = Benchmark.objects.order_by("niche")
    assert (everybody.tier, everybody.niche, everybody.n, everybody.median) == ("nano", "", 20, 0.095)
    assert (runners.niche, runners.n, runners.median) == ("running", 10, 0.1)
    assert everybody.low < everybody.median < everybody.high
    [one, other] = compared(workspace, catalogue[15])
    assert (one.label, one.value, round(one.percentile or 0, 3)) == ("Engagement rate", 0.15, round(15 / 19, 3))
    assert other.benchmark.niche == "running"
    assert refresh_benchmarks() == Benchmark.objects.count() == 2  # anew, not twice


def test_a_workspaces_own_profiles_never_mix_with_the_public_ones(
    workspace: Workspace, other_workspace: Workspace, catalogue: list[Account]
) -> None:
    for number in range(12):
        Account.objects.create(
            workspace=workspace, platform="bluesky", handle=f"own{number}", followers=500, engagement_rate=0.5
        )
    refresh_benchmarks()
    assert [(one.benchmark.n, one.benchmark.workspace_id) for one in compared(workspace, catalogue[2])] == [
        (20, None),
        (12, workspace.pk),
    ]
    assert [one.benchmark.n for one in compared(other_workspace, catalogue[2])] == [20]


def test_growth_and_pace_need_readings_and_a_fresh_look(workspace: Workspace, catalogue: list[Account]) -> None:
    with clock.told(NOW):
        for account in catalogue:
            for days, count in ((40, 400), (10, 500)):
                at = NOW - timedelta(days=days)
                Reading.objects.create(account=account, metric="followers", value=count, source="Toy", observed_at=at)
            Post.objects.create(account=account, source="Toy", published_at=NOW - timedelta(days=3))
            refreshed = NOW - timedelta(days=1 if account.pk % 2 else 30)
            AccountSync.objects.create(account=account, refreshed_at=refreshed)
        refresh_benchmarks()
        found = {row.metric: row for row in Benchmark.objects.filter(niche="")}
        growth = compared(workspace, catalogue[0])[1]
    assert (found["growth"].n, round(found["growth"].median, 4)) == (20, 0.25)
    assert (found["posts_per_week"].n, found["posts_per_week"].median) == (10, 0.25)
    assert (growth.label, round(growth.value or 0, 4)) == ("Growth in 30 days", 0.25)


def test_a_metric_that_is_unknown_here_has_no_percentile(workspace: Workspace, catalogue: list[Account]) -> None:
    refresh_benchmarks()
    Account.objects.filter(pk=catalogue[0].pk).update(engagement_rate=None)
    catalogue[0].refresh_from_db()
    assert [(one.value, one.percentile) for one in compared(workspace, catalogue[0])] == [(None, None)]


def test_quality_keeps_its_signs_apart(workspace: Workspace, catalogue: list[Account]) -> None:
    account = catalogue[0]
    figures = kind_shares({"real": 90, "mass_following": 10}, sample=100)
    record_audience(
        workspace=None, account=account, origin="estimate", source="Sample", observed_at=NOW, figures=figures
    )
    for at, count in daily(*([1000] * 12), 1600):
        Reading.objects.create(account=account, metric="followers", value=count, source="Toy", observed_at=at)
    Post.objects.create(account=account, title="Viral", source="Toy", published_at=START + timedelta(days=11))
    Post.objects.create(account=account, title="Old", source="Toy", published_at=START)
    found = quality_of(workspace, account, audience_of(workspace, account))
    assert found.score == 0.9  # a burst takes nothing from it
    assert (found.low, found.high) == (figures[0].low, figures[0].high)
    assert [[post.title for post in one.posts] for one in found.bursts] == [["Viral"]]
    assert found.growth_known


def test_two_sources_that_count_differently_are_no_burst(workspace: Workspace, catalogue: list[Account]) -> None:
    for at, count in daily(*([1000] * 12)):
        Reading.objects.create(account=catalogue[0], metric="followers", value=count, source="Toy", observed_at=at)
    Reading.objects.create(
        account=catalogue[0], metric="followers", value=9000, source="A file", observed_at=START + timedelta(days=20)
    )
    found = quality_of(workspace, catalogue[0], [])
    assert (found.bursts, found.growth_known, found.score, found.kinds) == ((), True, None, None)


def test_nothing_is_worked_out_where_the_network_forbids_it(
    workspace: Workspace, catalogue: list[Account], connectors: Callable[..., None]
) -> None:
    connectors(plugin(policy=Policy(retention_days=None, may_derive=False, may_mix=True, may_match=True)))
    for at, count in daily(*([1000] * 12), 1600):
        Reading.objects.create(account=catalogue[0], metric="followers", value=count, source="Toy", observed_at=at)
    assert refresh_benchmarks() == 0
    assert quality_of(workspace, catalogue[0], []).bursts == ()

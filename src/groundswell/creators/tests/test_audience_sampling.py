"""Followers sampled evenly, resumed where a worker died, within the budget; nothing of one person stays."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, AudienceFigure, AudienceSample, FollowEdge
from groundswell.creators.network import add_account, advance_sample, begin_sample
from groundswell.creators.network import sampling as module
from groundswell.creators.queries import audience_of
from groundswell.creators.tasks import sample_audience
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import NotAvailable
from groundswell.platforms.policy import Policy
from groundswell.platforms.services import save_keys, set_limits
from groundswell.platforms.tests.toy import connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KINDS = {"real": {"following": 80.0, "posts_count": 9.0}, "mass_following": {"following": 4000.0, "posts_count": 2.0},
         "inactive": {"following": 3.0, "posts_count": 0.0}}  # fmt: skip


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer) -> ToyServer:
    """Maya has 40 followers: every fourth is Maria from Madrid, the others are John from Austin, one of them mute."""
    connectors(plugin())
    save_keys(connector="bluesky", given={"host": toy_server.url})
    toy_server.join("maya", followers=40)
    for number in range(40):
        name, bio = ("Maria Lopez", "📍 Madrid, España") if number % 4 == 0 else ("John Smith", "Based in Austin, TX.")
        kind = "mass_following" if number % 10 == 0 else "inactive" if number % 10 == 1 else "real"
        toy_server.join(f"maya-{number}", display_name=name, bio=bio, metrics=KINDS[kind])
    return toy_server


@pytest.fixture
def account(workspace: Workspace, toy: ToyServer) -> Account:
    with clock.told(NOON):
        return add_account(workspace=workspace, profile="maya.example", platform="bluesky")[1]


def carry_out(account: Account, width: float = 0.02) -> AudienceSample:
    sample = begin_sample(account=account, width=width)
    with clock.told(NOON):
        assert not advance_sample(sample=sample, seconds=60)
    return sample


def listed(account: Account, width: float) -> AudienceSample:
    """A sample whose people are drawn and not asked yet."""
    sample = begin_sample(account=account, width=width)
    slices = 0
    while sample.state == "listing":
        assert advance_sample(sample=sample, seconds=0)  # one page a slice
        slices += 1
    assert slices in (1, 4)  # four pages, or read this week
    return sample


def test_a_small_audience_is_asked_whole_and_told_exactly(workspace: Workspace, account: Account) -> None:
    sample = carry_out(account)
    assert (sample.state, sample.listed, sample.whole, sample.wanted, sample.gone) == ("done", 40, True, 40, 0)
    found = {one.dimension: one.chosen for one in audience_of(workspace, account)}
    assert [(one.value, one.share, one.low, one.high) for one in found["country"].shares] == [
        ("US", 0.75, 0.75, 0.75),
        ("ES", 0.25, 0.25, 0.25),
    ]
    assert {one.value: one.share for one in found["city"].shares} == {"Austin": 0.75, "Madrid": 0.25}
    assert {one.value: one.share for one in found["quality"].shares} == {
        "real": 0.8, "mass_following": 0.1, "inactive": 0.1, "suspicious": 0.0,
    }  # fmt: skip
    assert found["gender"].shares[0].value == "male"
    assert (found["country"].origin, found["country"].own, found["country"].sample) == ("estimate", False, 40)
    assert found["country"].source == "Sample of Toy followers (audience-1)"
    assert "age" not in found


def test_a_larger_audience_is_sampled(account: Account, toy: ToyServer) -> None:
    toy.asked.clear()
    sample = carry_out(account, width=0.3)
    assert sample.wanted == 20  # of 40, for ±15 points
    assert toy.asked["/profile"] == 20
    assert AudienceFigure.objects.filter(dimension="country").values_list("sample", flat=True)[0] == 20


def test_the_draw_is_even_over_the_list(account: Account) -> None:
    """Not the newest followers only: over many samples everybody is drawn about equally often."""
    drawn = dict.fromkeys(range(40), 0)
    for _ in range(60):
        sample = listed(account, 0.3)
        for external_id in sample.pending:
            drawn[int(external_id.rpartition("-")[2])] += 1
        sample.delete()
    assert sum(drawn.values()) == 60 * 20
    assert min(drawn.values()) > 15  # 30 expected, standard deviation 3.9
    assert max(drawn.values()) < 48


def test_nothing_of_a_follower_is_kept(account: Account) -> None:
    accounts = Account.objects.count()
    sample = carry_out(account)
    sample.refresh_from_db()
    assert sample.pending == []
    assert Account.objects.count() == accounts
    kept = json.dumps(sample.tally) + json.dumps(list(AudienceFigure.objects.values_list("value", flat=True)))
    assert not any(word in kept for word in ("Maria", "Lopez", "John", "maya-"))


def test_a_worker_that_dies_goes_on_and_counts_nobody_twice(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 7)
    asked = module._profiles
    calls = 0

    def dies(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls in (2, 4):
            raise KeyboardInterrupt
        return asked(*args)

    monkeypatch.setattr(module, "_profiles", dies)
    begin_sample(account=account, width=0.02)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            advance_sample(sample=AudienceSample.objects.get(), seconds=60)
    assert not advance_sample(sample=AudienceSample.objects.get(), seconds=60)
    sample = AudienceSample.objects.get()
    assert (sample.state, sample.tally["sample"], sum(sample.kinds.values())) == ("done", 40, 40)


def test_two_workers_count_no_batch_twice(account: Account) -> None:
    first = listed(account, 0.02)
    second = AudienceSample.objects.get()
    assert not advance_sample(sample=first, seconds=60)
    assert advance_sample(sample=second, seconds=60)  # it was too late, and changed nothing
    assert AudienceSample.objects.get().tally["sample"] == 40
    assert AudienceFigure.objects.filter(dimension="country", value="US").count() == 1


def test_when_the_budget_is_spent_it_waits_and_goes_on(account: Account, toy: ToyServer) -> None:
    sample = begin_sample(account=account, width=0.02)
    set_limits(connector="bluesky", daily_units=0, monthly_money=None)
    with clock.told(NOON):
        assert advance_sample(sample=sample, seconds=60)
    assert sample.wait_until == datetime(2026, 11, 21, tzinfo=UTC)
    assert sample.message != ""
    set_limits(connector="bluesky", daily_units=None, monthly_money=None)
    with clock.told(NOON + timedelta(days=1)):
        assert not advance_sample(sample=sample, seconds=60)
    again = AudienceSample.objects.get()
    assert (again.state, again.message, again.wait_until) == ("done", "", None)


def test_the_task_queues_itself_until_it_is_over(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    from django_tasks_db.models import DBTaskResult

    sample = listed(account, 0.02)
    monkeypatch.setattr("groundswell.creators.tasks.SLICE_SECONDS", 0)
    assert sample_audience.call(sample.pk) == "sampling"
    assert DBTaskResult.objects.filter(task_path__endswith="sample_audience").count() == 1
    monkeypatch.setattr("groundswell.creators.tasks.SLICE_SECONDS", 60)
    assert sample_audience.call(sample.pk) == "done"
    assert sample_audience.call(sample.pk) == "done"
    assert DBTaskResult.objects.filter(task_path__endswith="sample_audience").count() == 1
    assert sample_audience.call(0) == "forgotten"


def test_asked_twice_it_is_one_sample(account: Account) -> None:
    assert begin_sample(account=account).pk == begin_sample(account=account, width=0.3).pk
    assert AudienceSample.objects.count() == 1


def test_people_who_left_are_counted_apart(account: Account, toy: ToyServer) -> None:
    for number in range(5):
        del toy.people[f"id:maya-{number}"]
    sample = carry_out(account)
    assert (sample.gone, sample.tally["sample"]) == (5, 35)


def test_so_few_that_it_would_tell_of_single_people(workspace: Workspace, toy: ToyServer) -> None:
    toy.join("tiny", followers=3)
    with clock.told(NOON):
        tiny = add_account(workspace=workspace, profile="tiny.example", platform="bluesky")[1]
    sample = carry_out(tiny)
    assert sample.state == "failed"
    assert "single people" in sample.message
    assert not AudienceFigure.objects.exists()
    assert begin_sample(account=tiny).pk != sample.pk  # it may be tried again


def test_a_list_too_long_to_be_read_whole_says_so(
    workspace: Workspace, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_PAGES", 2)
    sample = carry_out(account)
    assert (sample.whole, sample.listed) == (False, 20)
    assert audience_of(workspace, account)[0].chosen.source == "Sample of Toy followers of the newest 20 (audience-1)"


def test_a_list_read_this_week_is_not_read_again(account: Account, toy: ToyServer) -> None:
    carry_out(account)
    assert FollowEdge.objects.filter(account=account).count() == 40
    toy.asked.clear()
    carry_out(account)
    assert toy.asked["/follows"] == 0


def test_what_the_network_refuses_ends_it_with_the_reason(account: Account, toy: ToyServer) -> None:
    toy.failing["/follows"] = 403
    sample = carry_out(account)
    assert sample.state == "failed"
    assert sample.message != ""


def test_a_profile_out_of_a_file_cannot_be_sampled(workspace: Workspace, toy: ToyServer) -> None:
    own = Account.objects.create(platform="bluesky", handle="maya.example", workspace=workspace)
    with pytest.raises(BadInput, match="known from a file only"):
        begin_sample(account=own)


@pytest.mark.parametrize("width", [0, 0.01, 0.6, -1])
def test_impossible_widths(account: Account, width: float) -> None:
    with pytest.raises(BadInput):
        begin_sample(account=account, width=width)
    assert not AudienceSample.objects.exists()


def test_a_network_whose_terms_forbid_it_is_not_asked(
    account: Account, connectors: Callable[..., None], toy: ToyServer
) -> None:
    connectors(plugin(policy=Policy(retention_days=None, may_derive=False, may_mix=True, may_match=True)))
    with pytest.raises(NotAvailable, match="terms"):
        begin_sample(account=account)
    assert not AudienceSample.objects.exists()

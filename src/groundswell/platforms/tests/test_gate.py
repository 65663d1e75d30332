"""Budget, circuit breaker and buckets, as all workers share them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from groundswell.kit import clock
from groundswell.platforms import rules
from groundswell.platforms.errors import BudgetSpent, Slow, Unreachable
from groundswell.platforms.models import Circuit, MoneySpent, SeenVersion, Spending
from groundswell.platforms.services.gate import StoredGate
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty

__all__ = ["faulty"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOST, URL = "api.example", "https://api.example/v1/profile"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def gate(units: int | None = None, money: str | None = None, name: str = "toy") -> StoredGate:
    return StoredGate(name, daily_units=units, monthly_money=Decimal(money) if money else None)


def admit(*gates: StoredGate, units: int = 1, money: float = 0.0) -> None:
    for one in gates:
        one.admit(HOST, units=units, money=money)


def test_the_days_units_stop_before_the_call_that_would_pass_them(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({}))
    with clock.told(NOON):
        wire, other = faulty.wire(gate(5)), faulty.wire(gate(5))
        wire.get_json(URL, units=3)
        other.get_json(URL, units=2)
        with pytest.raises(BudgetSpent) as told:
            wire.get_json(URL)
        assert told.value.until == datetime(2026, 12, 1, tzinfo=UTC)
        assert len(faulty.asked) == 2
        row = Spending.objects.get()
        assert (row.calls, row.units, row.day) == (2, 5, NOON.date())
        faulty.wire(gate(None, name="other")).get_json(URL, units=100)
    with clock.told(NOON + timedelta(days=1)):
        wire.get_json(URL, units=5)


def test_days_are_the_networks_own(faulty: FaultyServer) -> None:
    """Midnight in Los Angeles is 08:00 UTC in winter, 07:00 in summer."""
    faulty.always(Reply.of({}))
    pacific = StoredGate("toy", daily_units=3, monthly_money=None, day_zone="America/Los_Angeles")
    with clock.told(NOON):
        faulty.wire(pacific).get_json(URL, units=3)
    with clock.told(NOON.replace(hour=23) + timedelta(hours=8, minutes=59)), pytest.raises(BudgetSpent) as told:
        faulty.wire(pacific).get_json(URL)
    assert told.value.until == datetime(2026, 12, 1, 8, tzinfo=UTC)
    with clock.told(told.value.until):
        faulty.wire(pacific).get_json(URL)
    assert [row.day.isoformat() for row in Spending.objects.order_by("day")] == ["2026-11-30", "2026-12-01"]
    assert rules.next_day(datetime(2026, 7, 1, 6, 59, tzinfo=UTC), "America/Los_Angeles").hour == 7


def test_a_call_that_costs_no_units_is_still_a_call(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({}))
    one = gate(0)
    one.take("searches", "a", most=1, days=1)
    faulty.wire(one).get_json(URL, units=0)
    assert Spending.objects.values_list("calls", "units").get() == (1, 0)


def test_every_try_is_counted(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({}, 500))
    with pytest.raises(Unreachable):
        faulty.wire(gate()).get_json(URL, units=2)
    assert Spending.objects.get().units == 6


def test_the_months_money_is_never_passed_and_what_was_not_spent_comes_back(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({"rows": 3}))
    spending: dict[str, Any] = {"money": 0.5, "cost": lambda told: 0.01 * told["rows"]}
    with clock.told(NOON):
        wire = faulty.wire(gate(money="0.55"))
        wire.get_json(URL, **spending)
        assert MoneySpent.objects.get().money == Decimal("0.03")
        wire.get_json(URL, **spending)
        with pytest.raises(BudgetSpent) as told:
            wire.get_json(URL, **spending)
        assert told.value.until == datetime(2026, 12, 1, tzinfo=UTC)
        assert MoneySpent.objects.get().money == Decimal("0.06")
        assert Spending.objects.get().calls == 2
    assert len(faulty.asked) == 2
    with clock.told(NOON + timedelta(days=1)):
        wire.get_json(URL, **spending)


def test_the_circuit_opens_after_five_faults_in_a_row_and_lets_one_try_it(faulty: FaultyServer) -> None:
    mine, other = gate(), gate()
    error = Unreachable("api.example answered 500.")
    with clock.told(NOON):
        for _ in range(4):
            mine.went_wrong(HOST, error, fault=True)
        admit(mine, other)
        mine.went_wrong(HOST, error, fault=True)
    with clock.told(NOON + 2 * SECOND):
        for one in (mine, other):
            with pytest.raises(Slow) as told:
                admit(one)
            assert told.value.until == NOON + MINUTE
            one.admit("other.example", units=1, money=0)
    with clock.told(NOON + MINUTE + SECOND):
        admit(other)
        with pytest.raises(Slow):
            admit(mine)
        other.went_wrong(HOST, error, fault=True)
        with pytest.raises(Slow) as told:
            admit(other)
        assert told.value.until == NOON + 3 * MINUTE + SECOND
    with clock.told(NOON + 4 * MINUTE):
        admit(mine)
        mine.went_well(HOST)
        admit(mine, other)
    row = Circuit.objects.get(host=HOST)
    assert (row.faults, row.rest_until, row.error) == (0, None, "platform_unreachable")


def test_refusals_are_noted_and_open_nothing() -> None:
    one = gate()
    for _ in range(9):
        one.went_wrong(HOST, Unreachable("x" * 1000), fault=False)
    admit(one)
    assert Circuit.objects.get().message == "x" * 300


def test_a_host_that_asked_for_rest_is_left_alone_by_all() -> None:
    with clock.told(NOON):
        gate().rest(HOST, NOON + MINUTE)
        gate().rest(HOST, NOON + SECOND)
        with pytest.raises(Slow) as told:
            admit(gate())
        assert told.value.until == NOON + MINUTE
    with clock.told(NOON + MINUTE):
        admit(gate(), gate())


def test_a_bucket_holds_so_many_different_items() -> None:
    week: dict[str, int] = {"most": 2, "days": 7}
    with clock.told(NOON):
        gate().take("hashtags", "summer", **week)
        gate().take("hashtags", "summer", **week)
    with clock.told(NOON + timedelta(days=1)):
        gate().take("hashtags", "shoes", **week)
        with pytest.raises(BudgetSpent) as told:
            gate().take("hashtags", "socks", **week)
        assert told.value.until == NOON + timedelta(days=7)
        gate().take("searches", "socks", **week)
        gate(name="other").take("hashtags", "socks", **week)
    with clock.told(NOON + timedelta(days=7)):
        gate().take("hashtags", "socks", **week)
    assert not Spending.objects.filter(calls__gt=0).exists()


def test_versions_outlive_the_worker_and_tell_no_address(faulty: FaultyServer) -> None:
    faulty.always(Reply(body=b"<rss/>", headers={"ETag": '"1"'}))
    wire = faulty.wire(gate())
    wire.get_bytes(f"{URL}?token=s3cret", conditional=True)
    wire.keep_versions()
    assert "s3cret" not in str(SeenVersion.objects.values())
    faulty.wire(gate()).get_bytes(f"{URL}?token=s3cret", conditional=True)
    assert faulty.headers[-1]["If-None-Match"] == '"1"'

"""The arithmetic of trends and of distances between audiences."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.lookups.distance import distance, jensen_shannon
from groundswell.discovery.trends.rules import Tag, Use, change_interval, discoveries, exact_p, trends


def uses(*, taken: int, dropped: int = 0, kept: int = 0, neither: int = 0, tag: str = "ultra") -> list[Use]:
    """That many accounts of each kind, all of which post in both windows."""
    found, account = [], 0
    for count, before, now in ((taken, (), (tag,)), (dropped, (tag,), ()), (kept, (tag,), (tag,)), (neither, (), ())):
        for _ in range(count):
            account += 1
            found += [Use(account, False, before), Use(account, True, now)]
    return found


def only(found: list[Tag]) -> Tag:
    (tag,) = found
    return tag


@pytest.mark.parametrize(
    ("taken", "dropped", "p"), [(0, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (8, 1, 0.0390625), (5, 5, 1.0)]
)
def test_the_exact_test(taken: int, dropped: int, p: float) -> None:
    assert exact_p(taken, dropped) == pytest.approx(p)
    assert exact_p(dropped, taken) == pytest.approx(p)


def test_a_tag_that_many_take_up_rises() -> None:
    tag = only(trends(uses(taken=12, dropped=1, kept=3, neither=84)))
    assert (tag.trend, tag.accounts, tag.active, tag.before, tag.both, tag.taken_up, tag.dropped) == (
        "rising", 15, 100, 4, 100, 12, 1,
    )  # fmt: skip
    assert tag.p == pytest.approx(2 * 14 / 2**13)
    assert tag.change == pytest.approx(0.11)
    # (12.5 - 1.5) / 102 = 0.1078; half of the interval: 1.96 sqrt(14 - 121/102) / 102.
    assert (round(tag.low or 0, 3), round(tag.high or 0, 3)) == (0.039, 0.177)


def test_a_tag_that_many_drop_falls_and_is_still_told() -> None:
    tag = only(trends(uses(taken=0, dropped=10, neither=10)))
    assert (tag.trend, tag.accounts, tag.posts, tag.before) == ("falling", 0, 0, 10)


def test_few_changes_cannot_tell_and_as_many_on_both_sides_are_steady() -> None:
    assert only(trends(uses(taken=5, neither=50))).trend == "cannot tell"
    assert only(trends(uses(taken=6, dropped=6, neither=50))).trend == "steady"


def test_one_account_that_posts_a_lot_proves_nothing() -> None:
    found = only(trends([Use(1, False, ()), *[Use(1, True, ("ultra",))] * 500]))
    assert (found.trend, found.posts, found.accounts, found.taken_up) == ("cannot tell", 500, 1, 1)


def test_accounts_of_one_window_only_prove_nothing() -> None:
    found = only(trends([Use(n, True, ("ultra",)) for n in range(50)]))
    assert (found.trend, found.accounts, found.both, found.change, found.p) == ("cannot tell", 50, 0, None, None)


def test_of_many_tags_tested_chance_is_held_down() -> None:
    assert discoveries({"a": 0.001, "b": 0.04, "c": 0.9}) == {"a", "b"}
    assert discoveries({"a": 0.04, **{str(n): 0.9 for n in range(9)}}) == set()
    assert discoveries({}) == set()


@given(taken=st.integers(0, 40), dropped=st.integers(0, 40), rest=st.integers(0, 200))
def test_the_interval_holds_the_change(taken: int, dropped: int, rest: int) -> None:
    change, low, high = change_interval(taken, dropped, taken + dropped + rest)
    if change is None or low is None or high is None:
        assert taken + dropped + rest == 0
        return
    assert -1 <= low <= change <= high <= 1


def test_the_same_audience_is_no_distance_and_a_foreign_one_the_whole() -> None:
    assert jensen_shannon({"US": 0.6, "CA": 0.4}, {"CA": 0.4, "US": 0.6}) == pytest.approx(0)
    assert jensen_shannon({"US": 1.0}, {"BR": 1.0}) == pytest.approx(1)
    # Half and half against one: H(3/4, 1/4) - 1/2.
    wanted = math.sqrt(-0.75 * math.log2(0.75) - 0.25 * math.log2(0.25) - 0.5)
    assert jensen_shannon({"US": 0.5, "CA": 0.5}, {"US": 1.0}) == pytest.approx(wanted)


def test_what_lists_leave_open_is_one_value_of_its_own() -> None:
    assert jensen_shannon({"US": 0.4}, {"US": 0.4}) == pytest.approx(0)
    assert jensen_shannon({"US": 0.4}, {"US": 1.0}) > 0.4


def test_only_dimensions_that_both_have_are_compared() -> None:
    one = {"country": {"US": 1.0}, "gender": {"female": 1.0}}
    found = distance(one, {"country": {"US": 1.0}, "age": {"25-34": 1.0}})
    assert found is not None
    assert (found.value, list(found.by)) == (0, ["country"])
    assert distance(one, {"age": {"25-34": 1.0}}) is None


shares = st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1), max_size=4)


@given(shares, shares)
def test_distances_are_even_handed_and_within_bounds(one: dict[str, float], other: dict[str, float]) -> None:
    there = jensen_shannon(one, other)
    assert 0 <= there <= 1
    assert there == pytest.approx(jensen_shannon(other, one))

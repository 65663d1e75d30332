"""Rankings of audiences made by code, where it is known whom customers follow more."""

from itertools import pairwise

import numpy as np
import pytest

from groundswell.discovery.affinity import VIEWS, Counts, rank
from groundswell.kit.errors import BadInput

NICHE = 40


def follows(seed: int, share: float = 1.0) -> Counts:
    """300 customers and 5,000 others over 2,000 accounts of very unequal size; `share` of the customers follow the first
    40 accounts ten times as often as others do."""
    chance = np.random.default_rng(seed)
    odds = np.clip(0.5 / np.arange(1, 2_001) ** 0.8, 0.004, 0.4)
    niche = chance.choice(np.arange(100, 2_000), NICHE, replace=False)
    order = np.concatenate((niche, np.setdiff1d(np.arange(2_000), niche)))
    odds = odds[order]
    raised = odds.copy()
    raised[:NICHE] = np.minimum(odds[:NICHE] * 10, 0.5)
    fans = int(300 * share)
    ours = chance.binomial(fans, raised) + chance.binomial(300 - fans, odds)
    return Counts([f"a{at}" for at in range(2_000)], ours, chance.binomial(5_000, odds), 300, 5_000)


def precision(counts: Counts, view: str = "over-represented") -> float:
    top = rank(counts, view, NICHE).results
    return sum(int(one.account[1:]) < NICHE for one in top) / NICHE


@pytest.mark.parametrize(("share", "least"), [(1.0, 0.9), (0.5, 0.7), (0.25, 0.35)])
def test_the_niche_comes_first_also_among_mixed_customers(share: float, least: float) -> None:
    found = [precision(follows(seed, share)) for seed in range(5)]
    counted = [precision(follows(seed, share), "popular") for seed in range(5)]
    assert np.mean(found) >= least
    assert np.mean(found) >= np.mean(counted) + 0.2


def test_false_discoveries_stay_rare() -> None:
    """Where customers follow like anybody, hardly any account passes."""
    sure = 0
    for seed in range(10):
        counts = follows(seed, 0.0)
        sure += sum(one.sure for one in rank(counts, limit=2_000).results)
    assert sure <= 3


def test_order_intervals_and_shares() -> None:
    counts = follows(1)
    found = rank(counts, limit=200)
    assert (found.customers, found.base) == (300, 5_000)
    assert found.found == int((counts.by_customers > 0).sum())
    assert all(first.z >= second.z for first, second in pairwise(found.results))
    for one in found.results:
        at = int(one.account[1:])
        assert (one.customers, one.base) == (counts.by_customers[at], counts.by_base[at])
        assert one.customer_share == one.customers / 300
        assert one.base_share == one.base / 5_000
        assert 0 < one.lift_low < one.lift < one.lift_high
        assert 0 <= one.q_value <= 1
    popular = rank(counts, "popular", 200).results
    assert all(first.customers >= second.customers for first, second in pairwise(popular))
    exclusive = rank(counts, "exclusive", 200).results
    assert all(first.lift_low >= second.lift_low for first, second in pairwise(exclusive))


def test_customers_in_the_base_are_compared_with_the_others() -> None:
    alone = Counts(["a", "b"], np.array([9, 2]), np.array([5, 30]), 10, 90)
    within = Counts(["a", "b"], np.array([9, 2]), np.array([14, 32]), 10, 100, np.array([9, 2]), 10)
    one, other = rank(alone).results[0], rank(within).results[0]
    assert (one.z, one.q_value, one.lift) == (other.z, other.q_value, other.lift)
    assert (one.base_share, other.base_share) == (5 / 90, 14 / 100)


def test_compared_with_themselves_customers_stand_out_in_nothing() -> None:
    same = np.array([9, 2])
    found = rank(Counts(["a", "b"], same, same, 10, 10, same, 10)).results
    assert [one.z for one in found] == [0, 0]
    assert not any(one.sure for one in found)


def test_one_customer_and_one_other() -> None:
    for view in VIEWS:
        (found,) = rank(Counts(["a"], np.array([1]), np.array([0]), 1, 1), view).results
        assert np.isfinite([found.lift, found.lift_low, found.lift_high, found.log_odds, found.z, found.q_value]).all()


def test_accounts_that_no_customer_follows_are_not_listed() -> None:
    assert [one.account for one in rank(Counts(["a", "b"], np.array([0, 1]), np.array([9, 1]), 3, 20)).results] == ["b"]
    assert rank(Counts(["a"], np.array([0]), np.array([9]), 3, 20)).results == []


@pytest.mark.parametrize(
    ("counts", "view", "where"),
    [
        (Counts([], np.array([], dtype=np.int64), np.array([], dtype=np.int64), 0, 5), "popular", "customers"),
        (Counts(["a"], np.array([1]), np.array([0]), 1, 0), "popular", "base"),
        (Counts(["a"], np.array([1]), np.array([1]), 1, 1), "best", "view"),
    ],
)
def test_nothing_to_compare_is_refused(counts: Counts, view: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        rank(counts, view)
    assert refused.value.where == where

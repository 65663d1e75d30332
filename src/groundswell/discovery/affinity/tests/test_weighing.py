"""Weights that make a background live where the customers do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.affinity.weighing import FEW, Stratum, weigh

STRATA = st.sampled_from([("DE",), ("US",), ("FR",), ("JP",)])
COUNTS = st.dictionaries(STRATA, st.integers(0, 500))


@given(wanted=COUNTS, held=COUNTS)
def test_weights_give_the_customers_shares(wanted: dict[Stratum, int], held: dict[Stratum, int]) -> None:
    found = weigh(wanted, held)
    assert 0 <= found.met <= 1
    assert found.worth <= sum(held.values()) + 1e-6
    if not found.each:
        assert (found.worth, found.met) == (0.0, 0.0)
        return
    assert sum(each * held[stratum] for stratum, each in found.each.items()) == pytest.approx(1)
    one, *rest = found.each
    for other in rest:
        ratio = found.each[one] * held[one] / (found.each[other] * held[other])
        assert ratio == pytest.approx(wanted[one] / wanted[other])


@given(held=st.integers(FEW, 10**6), wanted=st.integers(1, 10**6))
def test_one_stratum_needs_no_weights(held: int, wanted: int) -> None:
    found = weigh({("DE",): wanted}, {("DE",): held, ("US",): 7})
    assert (round(found.worth), found.met) == (held, 1.0)


@given(shares=st.dictionaries(STRATA, st.integers(FEW, 100), min_size=1), times=st.integers(1, 50))
def test_a_background_in_proportion_is_worth_all_of_it(shares: dict[Stratum, int], times: int) -> None:
    held = {stratum: n * times for stratum, n in shares.items()}
    assert weigh(shares, held).worth == pytest.approx(sum(held.values()))


def test_uneven_weights_cost_information() -> None:
    """300 of one country for 70 % of the customers, 20 of the other for 30 %: worth 1 / (.49/300 + .09/20)."""
    found = weigh({("DE",): 70, ("AT",): 30, ("CH",): 25}, {("DE",): 300, ("AT",): 20, ("CH",): FEW - 1})
    assert found.worth == pytest.approx(1 / (0.49 / 300 + 0.09 / 20))
    assert found.met == 0.8

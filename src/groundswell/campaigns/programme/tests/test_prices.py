"""The workspace's own price model."""

from decimal import Decimal

import numpy as np
import pytest

from groundswell.campaigns.programme.prices import fit_prices


def test_the_line_is_found_where_prices_follow_it() -> None:
    model = fit_prices([(size, Decimal(str(0.05 * size))) for size in (1_000, 2_000, 4_000, 8_000, 16_000)])
    assert model is not None
    assert model.slope == pytest.approx(1, abs=1e-3)
    price = model.price_of(10_000)
    assert (price.amount, price.source, price.deals) == (Decimal("500.00"), "model", 5)


def test_a_new_price_lies_in_the_interval_nine_times_out_of_ten() -> None:
    chance = np.random.default_rng(8)
    inside = 0
    for _ in range(600):
        sizes = np.exp(chance.uniform(np.log(1_000), np.log(100_000), 9))
        prices = 0.3 * sizes**0.8 * chance.lognormal(0, 0.5, 9)
        deals = [(int(size), Decimal(f"{price:.2f}")) for size, price in zip(sizes, prices, strict=True)]
        model = fit_prices(deals[:8])
        assert model is not None
        price = model.price_of(deals[8][0])
        assert price.low is not None
        assert price.high is not None
        inside += price.low <= deals[8][1] <= price.high
    assert 0.87 < inside / 600 < 0.93


@pytest.mark.parametrize(
    "deals",
    [
        [],
        [(1_000 * at, Decimal(at)) for at in range(1, 5)],
        [(5_000, Decimal(at)) for at in range(1, 9)],
        [(1_000 * at, Decimal(0)) for at in range(1, 9)],
        [(0, Decimal(9))] * 9,
    ],
)
def test_too_little_to_learn_from(deals: list[tuple[int, Decimal]]) -> None:
    assert fit_prices(deals) is None


def test_the_interval_widens_away_from_what_is_known() -> None:
    model = fit_prices([(size, Decimal(price)) for size, price in [(1_000, 40), (2_000, 110), (4_000, 170), (8_000, 500), (9_000, 400)]])  # fmt: skip
    assert model is not None
    near, far = model.price_of(3_000), model.price_of(3_000_000)
    assert near.low
    assert near.high
    assert far.low
    assert far.high
    assert far.high / far.low > near.high / near.low

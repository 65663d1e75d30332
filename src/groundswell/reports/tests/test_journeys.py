"""Attribution models: hand examples, published chains, and that nothing is lost or made in sharing out."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.kit.money import CENT
from groundswell.reports.journeys.chain import removal_effects
from groundswell.reports.journeys.credit import SENTENCES, Journey, Model, apportion, credits_by_model

A, B, C = 1, 2, 3
WAY = Journey(met=(A, B, C, A), ages=(7.0, 0.0, 0.0, 0.0), orders=1, net=Decimal("70.00"))


def net(model: Model, *journeys: Journey) -> dict[int, Decimal]:
    return {creator: credit.net for creator, credit in credits_by_model(journeys)[model].items()}


@pytest.mark.parametrize(
    ("model", "by_hand"),
    [
        (Model.LAST, {A: "70.00"}),
        (Model.FIRST, {A: "70.00"}),
        (Model.LINEAR, {A: "35.00", B: "17.50", C: "17.50"}),
        (Model.POSITION, {A: "56.00", B: "7.00", C: "7.00"}),
        (Model.DECAY, {A: "30.00", B: "20.00", C: "20.00"}),  # weights 1/2, 1, 1, 1
        (Model.SHAPLEY, {A: "23.34", B: "23.33", C: "23.33"}),
        (Model.MARKOV, {A: "35.00", B: "17.50", C: "17.50"}),  # half of those at A go on to B: lost 1, 1/2, 1/2
    ],
)
def test_one_way_by_hand(model: Model, by_hand: dict[int, str]) -> None:
    assert net(model, WAY) == {creator: Decimal(amount) for creator, amount in by_hand.items()}


def test_two_meetings_share_evenly_by_position() -> None:
    two = Journey(met=(A, B), ages=(1.0, 0.0), orders=3, net=Decimal("9.00"))
    found = credits_by_model([two])[Model.POSITION]
    assert (found[A].net, found[B].net) == (Decimal("4.50"), Decimal("4.50"))
    assert (found[A].orders, found[B].orders) == (1.5, 1.5)


def test_the_textbook_chain() -> None:
    """C1 > C2 > C3 ordered; C1 alone and C2 > C3 did not: removal effects 0.5, 1, 1."""
    lost = removal_effects([([0, 1, 2], 1, 0, 9), ([0], 0, 1, 0), ([1, 2], 0, 1, 0)], 3)
    assert lost[:, 0] == pytest.approx([0.5, 1.0, 1.0])
    assert lost[:, 1] == pytest.approx([0.5, 1.0, 1.0])
    journeys = [
        Journey((A, B, C), (0.0,) * 3, 1, Decimal("10.00")),
        Journey((A,), (0.0,)),
        Journey((B, C), (0.0,) * 2),
    ]
    assert net(Model.MARKOV, *journeys) == {A: Decimal("2.00"), B: Decimal("4.00"), C: Decimal("4.00")}


def test_idle_journeys_move_the_chain_and_nothing_else() -> None:
    bought = [Journey((A, B), (0.0, 0.0), 1, Decimal("10.00")), Journey((B,), (0.0,), 1, Decimal("10.00"))]
    with_idle = [*bought, Journey((B,), (0.0,), times=8)]
    plain, moved = credits_by_model(bought), credits_by_model(with_idle)
    assert moved[Model.MARKOV] != plain[Model.MARKOV]
    assert {model: moved[model] for model in Model if model is not Model.MARKOV} == {
        model: plain[model] for model in Model if model is not Model.MARKOV
    }


def test_where_nobody_was_met_together_all_models_agree() -> None:
    """Dear orders and cheap ones: the chain counts what an order brought, too."""
    alone = [
        Journey((A,), (0.0,), 1, Decimal("90.00")),
        Journey((B,), (0.0,), 3, Decimal("10.00")),
        Journey((B,), (0.0,)),
    ]
    for model in Model:
        assert net(model, *alone) == {A: Decimal("90.00"), B: Decimal("10.00")}, model


def test_nothing_bought_credits_nobody() -> None:
    assert not any(credits_by_model([Journey((A, B), (0.0, 0.0), times=4)]).values())
    assert not any(credits_by_model([]).values())


def test_every_model_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Model)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


money = st.integers(-10_000, 1_000_000).map(lambda cents: cents * CENT)
ways = st.lists(st.integers(1, 5), min_size=1, max_size=6).map(tuple)
journeys = st.builds(
    lambda met, orders, net, times: Journey(
        met, tuple(float(len(met) - i) for i in range(len(met))), orders, net if orders else Decimal("0.00"), times
    ),
    ways,
    st.integers(0, 3),
    money,
    st.integers(1, 5),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(journeys, min_size=1, max_size=12))
def test_every_model_shares_out_the_whole(several: list[Journey]) -> None:
    bought = [journey for journey in several if journey.orders]
    met = {creator for journey in bought for creator in journey.met}
    for model, found in credits_by_model(several).items():
        assert sum((credit.net for credit in found.values()), Decimal(0)) == sum(
            (journey.net for journey in bought), Decimal(0)
        ), model
        orders = sum(credit.orders for credit in found.values())
        assert orders == pytest.approx(sum(journey.orders for journey in bought)), model
        # A chain also credits who was met without an order, when those met next did bring one.
        assert model is Model.MARKOV or set(found) <= met, model


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(ways, st.integers(1, 4)), min_size=1, max_size=6))
def test_even_parts_are_the_shapley_value(several: list[tuple[tuple[int, ...], int]]) -> None:
    """Against the definition: a creator's mean contribution over every order of joining, where a group is worth the orders
    whose every meeting was with one of the group."""
    players = sorted({creator for met, _ in several for creator in met})

    def worth(group: frozenset[int]) -> int:
        return sum(orders for met, orders in several if set(met) <= group)

    value = dict.fromkeys(players, Fraction(0))
    queues = list(permutations(players))
    for queue in queues:
        for place, player in enumerate(queue):
            before = frozenset(queue[:place])
            value[player] += Fraction(worth(before | {player}) - worth(before), len(queues))
    found = credits_by_model([Journey(met, (0.0,) * len(met), orders) for met, orders in several])[Model.SHAPLEY]
    assert {creator: credit.orders for creator, credit in found.items()} == pytest.approx(
        {creator: float(share) for creator, share in value.items()}
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(ways, st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=8))
def test_removal_by_one_solve_is_removal_one_by_one(several: list[tuple[tuple[int, ...], int, int]]) -> None:
    """Against the chain solved anew with each channel leading nowhere."""
    counted = [([channel - 1 for channel in met], float(yes), float(no)) for met, yes, no in several if yes + no]
    base = chance(counted, removed=None)
    found = removal_effects([(met, yes, no, 3 * yes) for met, yes, no in counted], 5)
    assert found[:, 0] == pytest.approx(found[:, 1])
    found = found[:, 0]
    if base == 0:
        assert not found.any()
        return
    expected = [1 - chance(counted, removed=channel) / base for channel in range(5)]
    assert found == pytest.approx(expected, abs=1e-9)


def chance(counted: list[tuple[list[int], float, float]], removed: int | None) -> float:
    """Of an order from the start, by the chain's definition."""
    moves, ends, leaving = np.zeros((6, 6)), np.zeros(6), np.zeros(6)
    for path, yes, no in counted:
        for here, there in zip([5, *path], [*path, None], strict=True):
            leaving[here] += yes + no
            if there is None:
                ends[here] += yes
            else:
                moves[here, there] += yes + no
    seen = np.where(leaving > 0, leaving, 1.0)
    moves, ends = moves / seen[:, None], ends / seen
    if removed is not None:
        moves[removed], ends[removed] = 0.0, 0.0
    return float(np.linalg.solve(np.eye(6) - moves, ends)[5])


@given(money, st.lists(st.integers(1, 100), min_size=1, max_size=7))
def test_cents_are_neither_lost_nor_made(total: Decimal, weights: list[int]) -> None:
    parts = apportion(total, {key: weight / sum(weights) for key, weight in enumerate(weights)})
    assert sum(parts.values(), Decimal(0)) == total
    for key, part in parts.items():
        assert abs(part - total * weights[key] / sum(weights)) <= 2 * CENT
        assert part == part.quantize(CENT)

"""One order's credit shared out by seven models. Whatever the model, the shares of all creators make up the whole."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from groundswell.kit.money import CENT, ZERO
from groundswell.reports.journeys.chain import removal_effects

HALF_LIFE = 7.0  # days
ENDS = 0.4  # of the credit, to the first and to the last in the position model
Shares = Mapping[int, float]


class Model(StrEnum):
    LAST = "last"
    FIRST = "first"
    LINEAR = "linear"
    POSITION = "position"
    DECAY = "time decay"
    MARKOV = "markov"
    SHAPLEY = "shapley"


SENTENCES = {
    Model.LAST: "All credit to the creator met last before the order. The ROI counts by it.",
    Model.FIRST: "All credit to the creator met first.",
    Model.LINEAR: "The same credit to every meeting on the way.",
    Model.POSITION: "Two fifths to the first meeting, two fifths to the last, the rest to those between.",
    Model.DECAY: "Later meetings count more: a meeting's weight halves with every 7 days before the order.",
    Model.MARKOV: "By the orders that would be lost without the creator, journeys without an order included.",
    Model.SHAPLEY: "Each order in even parts to all who were met, however often: the Shapley value of who was needed.",
}


@dataclass(frozen=True, slots=True)
class Journey:
    """The creators met, in order, each so many days before the end; `orders` is nought where nothing was bought."""

    met: tuple[int, ...]
    ages: tuple[float, ...]
    orders: int = 0
    net: Decimal = ZERO
    times: int = 1


@dataclass(frozen=True, slots=True)
class Credit:
    orders: float
    net: Decimal


def credits_by_model(journeys: Sequence[Journey]) -> dict[Model, dict[int, Credit]]:
    """Per model and creator met: the orders and the net revenue credited. Orders and net add up to the journeys' own, the
    net to the cent."""
    bought = [journey for journey in journeys if journey.orders]
    found = {model: _by_rule(bought, rule) for model, rule in RULES.items()}
    return {**found, Model.MARKOV: _by_chain(journeys, bought)}


def _by_rule(bought: Sequence[Journey], rule: Callable[[Journey], Shares]) -> dict[int, Credit]:
    orders: defaultdict[int, float] = defaultdict(float)
    net: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for journey in bought:
        shares = rule(journey)
        for creator, amount in apportion(journey.net, shares).items():
            orders[creator] += journey.orders * shares[creator]
            net[creator] += amount
    return {creator: Credit(orders[creator], net[creator]) for creator in orders}


def _by_chain(journeys: Sequence[Journey], bought: Sequence[Journey]) -> dict[int, Credit]:
    creators = sorted({creator for journey in journeys for creator in journey.met})
    place = {creator: index for index, creator in enumerate(creators)}
    counted = [
        (
            [place[creator] for creator in journey.met],
            float(journey.orders),
            0.0 if journey.orders else float(journey.times),
            float(journey.net),
        )
        for journey in journeys
    ]
    lost = removal_effects(counted, len(creators))
    if not lost[:, 0].any():
        return {}
    by_orders, by_net = (column if column.any() else lost[:, 0] for column in lost.T)
    orders = sum(journey.orders for journey in bought)
    shares = {creator: float(share) for creator, share in zip(creators, by_net / by_net.sum(), strict=True)}
    amounts = apportion(sum((journey.net for journey in bought), ZERO), shares)
    return {
        creator: Credit(orders * float(share), amounts[creator])
        for creator, share in zip(creators, by_orders / by_orders.sum(), strict=True)
        if share > 0 or amounts[creator]
    }


def apportion(total: Decimal, shares: Shares) -> dict[int, Decimal]:
    """The total in whole cents by shares that add up to one: rounded down, and the cents left over to the largest
    remainders. The parts add up to the total."""
    exact = {key: total * Decimal(share) for key, share in shares.items()}
    parts = {key: amount.quantize(CENT, rounding=ROUND_FLOOR) for key, amount in exact.items()}
    left = int((total - sum(parts.values(), ZERO)) / CENT)
    for key in sorted(exact, key=lambda key: (parts[key] - exact[key], key))[:left]:
        parts[key] += CENT
    return parts


def _weighed(journey: Journey, weights: Sequence[float]) -> Shares:
    whole = sum(weights)
    shares: defaultdict[int, float] = defaultdict(float)
    for creator, weight in zip(journey.met, weights, strict=True):
        shares[creator] += weight / whole
    return shares


def _position(journey: Journey) -> Shares:
    between = len(journey.met) - 2
    if between < 1:
        return _weighed(journey, [1.0] * len(journey.met))
    return _weighed(journey, [ENDS, *[(1 - 2 * ENDS) / between] * between, ENDS])


RULES: Mapping[Model, Callable[[Journey], Shares]] = {
    Model.LAST: lambda journey: {journey.met[-1]: 1.0},
    Model.FIRST: lambda journey: {journey.met[0]: 1.0},
    Model.LINEAR: lambda journey: _weighed(journey, [1.0] * len(journey.met)),
    Model.POSITION: _position,
    Model.DECAY: lambda journey: _weighed(journey, [0.5 ** (age / HALF_LIFE) for age in journey.ages]),
    Model.SHAPLEY: lambda journey: dict.fromkeys(journey.met, 1.0 / len(set(journey.met))),
}

"""Programmes so small that all sets can be tried."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from groundswell.campaigns.planner import Audience, Limits, Problem, build_problem
from groundswell.campaigns.planner.tests.instances import audience_of, candidates_of

MONEY = st.decimals(min_value=0, max_value=20, places=2)
RATES = st.sampled_from([0.0, 0.02, 0.1, 0.5, 0.9, 1.0])


@st.composite
def small_problems(draw: st.DrawFn) -> dict[str, Any]:
    size, people = draw(st.integers(1, 7)), draw(st.integers(1, 9))
    names = [f"c{at}" for at in range(size)]
    letters = st.text("xy", min_size=size, max_size=size)
    limits = Limits(
        draw(st.decimals(min_value=Decimal("0.01"), max_value=60, places=2)),
        max_creators=draw(st.none() | st.integers(1, 5)),
        min_per_niche=draw(st.sampled_from([0, 0, 1, 2])),
        max_per_niche=draw(st.none() | st.integers(1, 4)),
        max_per_platform=draw(st.none() | st.integers(1, 3)),
        require=draw(st.lists(st.sampled_from(names), max_size=2, unique=True)),
        exclude=draw(st.lists(st.sampled_from(names), max_size=2, unique=True)),
        clashes=draw(st.lists(st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True), max_size=1)) if size > 1 else [],
    )  # fmt: skip
    prices = draw(st.lists(MONEY, min_size=size, max_size=size))
    rates = draw(st.lists(RATES, min_size=size, max_size=size))
    follows = draw(st.lists(st.lists(st.integers(0, people - 1), max_size=6), min_size=size, max_size=size))
    weight = draw(st.lists(st.sampled_from([0.0, 1.0, 2.5]), min_size=people, max_size=people))
    candidates = candidates_of(prices, rates, draw(letters), draw(letters))
    return {"candidates": candidates, "audience": audience_of(follows, weight), "limits": limits}


def unchecked(candidates: Any, audience: Audience, limits: Limits) -> Problem:
    """The problem with its limits kept aside, for trying all sets even where there is none."""
    problem = build_problem(candidates, audience, Limits(Decimal(10_000)))
    return Problem(**{**{name: getattr(problem, name) for name in Problem.__dataclass_fields__}, "limits": limits})

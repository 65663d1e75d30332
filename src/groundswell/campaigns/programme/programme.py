"""The best set of the candidates, what each is worth, and what other money would bring."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from groundswell.accounts.models import Workspace
from groundswell.campaigns.planner import Candidate, Impossible, Limits, Plan, Problem, build_problem, plan
from groundswell.campaigns.planner.audience import Audience
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import losses
from groundswell.campaigns.planner.swapping import swaps
from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.programme.gathering import Gathered, Known, gather
from groundswell.campaigns.programme.limits import limits_of, unmatched
from groundswell.campaigns.programme.outcome import Duel, Instead, Programme, Row
from groundswell.campaigns.programme.overlap import overlap_of
from groundswell.kit.errors import BadInput

SECONDS = 3.0
FRONTIER = ("0.25", "0.5", "0.75", "1", "1.25", "1.5", "2")
STEP = Decimal(100)


def programme(workspace: Workspace, asked: Asked) -> Programme:
    """The plan with all that is shown beside it. `BadInput` where nobody can be planned, `Impossible` where limits cannot
    all be met, both with the reason."""
    gathered = gather(workspace, asked)
    priced = [(one, one.price) for one in gathered.known if one.price]
    if not priced:
        raise _nobody(gathered)
    overlap = overlap_of([one.followed for one, _ in priced], asked.market)
    scaled = zip(priced, overlap.scale, strict=True)
    candidates = [_candidate(one, price.amount, float(scale)) for (one, price), scale in scaled]
    limits = limits_of(asked, gathered)
    problem = build_problem(candidates, overlap.audience, limits)
    best = plan(problem, SECONDS)
    place = {one.id: at for at, one in enumerate(candidates)}
    chosen = [place[name] for name in best.best.chosen]
    worth = dict(zip(chosen, losses(problem, chosen), strict=True))
    rows = sorted((Row(priced[at][0], worth[at]) for at in chosen), key=lambda row: -row.marginal)
    frontier = _frontier(candidates, overlap.audience, limits, best)
    more = max(
        0.0, _value(candidates, overlap.audience, replace(limits, budget=limits.budget + STEP)) - best.best.value
    )
    people = [one for one, _ in priced]
    return Programme(
        best, rows, [one for at, one in enumerate(people) if at not in worth],
        [one for one in gathered.known if not one.price], gathered, overlap, frontier, more,
        _duel(people, candidates, problem), _span(people, problem, chosen),
        _instead(asked, people, problem, chosen), unmatched(asked, gathered),
    )  # fmt: skip


def _nobody(gathered: Gathered) -> BadInput:
    if gathered.known:
        return BadInput(
            "None of the candidates has a price.", where="list",
            cure="Enter prices, or record what creators cost: after five deals a price is worked out.",
        )  # fmt: skip
    if gathered.strangers and not gathered.unusable:
        return BadInput(
            f"The search finds {len(gathered.strangers):,}, and none of them is a creator of yours yet.", where="search",
            cure="Make them creators first.",
        )  # fmt: skip
    return BadInput(
        "None of the candidates can be planned.", where="list",
        cure="Creators need an account with followers and an engagement rate.",
    )  # fmt: skip


def _candidate(one: Known, price: Decimal, scale: float) -> Candidate:
    rate = min(1.0, one.rate * one.part.share * scale)
    return Candidate(str(one.creator.pk), price, rate, one.account.platform, one.niche)


def _span(people: Sequence[Known], problem: Problem, chosen: Sequence[int]) -> tuple[float, float]:
    """What the set is worth with every audience at the low end of its interval, and at the high end."""
    ends = []
    for end in ("low", "high"):
        rate = problem.rate.copy()
        for at in chosen:
            part = people[at].part
            rate[at] = (
                min(1.0, rate[at] * getattr(part, end) / part.share)
                if part.share
                else people[at].rate * getattr(part, end)
            )
        ends.append(Coverage(replace(problem, rate=rate), chosen).value)
    return ends[0], ends[1]


def _instead(asked: Asked, people: Sequence[Known], problem: Problem, chosen: Sequence[int]) -> Instead | None:
    out = next((at for at in chosen if people[at].creator.pk == asked.swap), None)
    if out is None:
        return None
    found = swaps(problem, chosen, out)
    return Instead(people[out], found.without, [(people[one.place], one.change) for one in found.best])


def _value(candidates: Sequence[Candidate], audience: Audience, limits: Limits) -> float:
    return plan(build_problem(candidates, audience, limits), 0).best.value


def _frontier(
    candidates: Sequence[Candidate], audience: Audience, limits: Limits, best: Plan
) -> list[tuple[Decimal, float]]:
    found = []
    for share in FRONTIER:
        budget = (limits.budget * Decimal(share)).quantize(Decimal("0.01"))
        if share == "1":
            found.append((budget, best.best.value))
            continue
        try:
            found.append((budget, _value(candidates, audience, replace(limits, budget=budget))))
        except (Impossible, BadInput):
            continue
    return found


def _duel(priced: Sequence[Known], candidates: Sequence[Candidate], problem: Problem) -> Duel | None:
    """Without the asked limits: only the money is the same."""
    at = max(range(len(priced)), key=lambda one: (priced[one].account.followers or 0, -one))
    money = candidates[at].price
    if len(priced) < 2 or money <= 0:
        return None
    alone = Coverage(problem, [at]).value
    army = plan(build_problem(candidates, problem.audience, Limits(money, exclude=[candidates[at].id])), 0)
    return Duel(priced[at], money, alone, army.best.value, len(army.best.chosen))

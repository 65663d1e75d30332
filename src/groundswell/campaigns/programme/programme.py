"""The best set of a list's creators, what each is worth, and what other money would bring."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from groundswell.accounts.models import Workspace
from groundswell.campaigns.planner import Candidate, Impossible, Limits, Plan, Problem, build_problem, plan
from groundswell.campaigns.planner.audience import Audience
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.exchange import losses
from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.programme.gathering import Gathered, Known, gather
from groundswell.campaigns.programme.overlap import Overlap, overlap_of
from groundswell.kit.errors import BadInput

SECONDS = 3.0
FRONTIER = ("0.25", "0.5", "0.75", "1", "1.25", "1.5", "2")
STEP = Decimal(100)


@dataclass(frozen=True)
class Row:
    """One chosen creator; `marginal` is what the set would lose without them: engaged people."""

    known: Known
    marginal: float


@dataclass(frozen=True)
class Duel:
    """The creator with most followers against the best set of others for the same money."""

    giant: Known
    money: Decimal
    giant_value: float
    army_value: float
    army_size: int

    @property
    def army_wins(self) -> bool:
        return self.army_value > self.giant_value


@dataclass(frozen=True)
class Programme:
    """`plan` is over creators' ids; `rows` are the chosen by worth; `others` priced and not chosen; `unpriced` and
    `gathered.unusable` could not take part. `frontier` pairs a budget with what it brings; `more` is what the next 100 of
    budget bring."""

    plan: Plan
    rows: list[Row]
    others: list[Known]
    unpriced: list[Known]
    gathered: Gathered
    overlap: Overlap
    frontier: list[tuple[Decimal, float]]
    more: float
    duel: Duel | None

    @property
    def exact(self) -> int:
        """How many candidates' followers are known by their ids."""
        return sum(1 for one in (*(row.known for row in self.rows), *self.others) if one.followed.ids)


def programme(workspace: Workspace, asked: Asked) -> Programme:
    """The plan with all that is shown beside it. `BadInput` where the list has nobody who can be planned, `Impossible`
    where limits cannot all be met, both with the reason."""
    gathered = gather(workspace, asked)
    priced = [(one, one.price) for one in gathered.known if one.price]
    if not priced:
        raise BadInput(
            "Nobody on this list has a price." if gathered.known else "Nobody on this list can be planned.",
            where="list", cure="Enter prices, or record what creators cost: after five deals a price is worked out."
            if gathered.known else "Creators need an account with followers and an engagement rate.",
        )  # fmt: skip
    overlap = overlap_of([one.followed for one, _ in priced], asked.market)
    scaled = zip(priced, overlap.scale, strict=True)
    candidates = [_candidate(one, price.amount, float(scale)) for (one, price), scale in scaled]
    limits = _limits(asked, {one.id for one in candidates})
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
    return Programme(
        best, rows, [one for at, (one, _) in enumerate(priced) if at not in worth],
        [one for one in gathered.known if not one.price], gathered, overlap, frontier, more,
        _duel([one for one, _ in priced], candidates, problem),
    )  # fmt: skip


def _candidate(one: Known, price: Decimal, scale: float) -> Candidate:
    rate = min(1.0, one.rate * one.share * scale)
    return Candidate(str(one.creator.pk), price, rate, one.account.platform, one.niche)


def _limits(asked: Asked, there: set[str]) -> Limits:
    """Those banned who are not on the list do no harm; those required must be there."""
    return Limits(
        asked.budget, max_creators=asked.max_creators, min_per_niche=asked.min_per_niche,
        max_per_niche=asked.max_per_niche, max_per_platform=asked.max_per_platform,
        require=[str(pk) for pk in asked.must], exclude=[str(pk) for pk in asked.ban if str(pk) in there],
    )  # fmt: skip


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

"""How near the planner comes to a proven bound, against a sorted list, the cheapest engagement and plain lazy greedy.

`GROUNDSWELL_BENCH_DATA` may name a folder of programmes (planner_instances.py says of which shapes); without it they are made
by code. `GROUNDSWELL_BENCH_SECONDS` gives HiGHS time (10), `GROUNDSWELL_BENCH_CANDIDATES` is their size (400); shares are of the least proven bound of the same instance. One
instance of each kind of limits also goes through the command's files. Where submodlib is installed (`pip install
submodlib-py`; no dependency of ours, as it knows neither chances nor several limits) its cost-sensitive greedy stands beside
ours on coverage under a budget.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from planner_instances import own, problems, sources, write_files

from groundswell.campaigns.planner import Audience, Candidate, Limits, Problem, build_problem, plan
from groundswell.campaigns.planner.bounds import everybody
from groundswell.campaigns.planner.coverage import Coverage
from groundswell.campaigns.planner.greedy import first_gains, greedy
from groundswell.campaigns.planner.room import Room

LARGE, LARGE_EACH = 100_000, 1_000
SECONDS = float(os.environ.get("GROUNDSWELL_BENCH_SECONDS", "10"))
CAPS: dict[str, dict[str, int]] = {
    "budget": {},
    "budget, 40 creators, 6 per niche": {"max_creators": 40, "max_per_niche": 6},
}
TARGETS = {"mean": 0.985, "min": 0.94, "with HiGHS": 0.995}


def peers(problem: Problem) -> dict[str, float]:
    pool = everybody(problem)
    engaged = problem.rate * problem.audience.sizes
    gains = first_gains(problem, pool)
    found = {
        "most followers first": by(problem, problem.audience.sizes.astype(float)),
        "cheapest engagement first": by(problem, engaged / np.maximum(problem.price, 1)),
        "plain lazy greedy": greedy(problem, problem.required, 0.0, pool, gains).coverage.value,
    }
    if (problem.rate >= 1).all() and not problem.groups and find_spec("submodlib"):
        found["submodlib, cost-sensitive greedy"] = submodlib(problem)
    return found


def submodlib(problem: Problem) -> float:
    from submodlib import SetCoverFunction

    audience, size = problem.audience, problem.size
    covers = [{int(person) for person in audience.followers(at)} for at in range(size)]
    function = SetCoverFunction(size, covers, len(audience.weight), audience.weight.tolist())
    prices = (problem.price / problem.budget).tolist()
    found = function.maximize(
        1.0, optimizer="LazyGreedy", costs=prices, costSensitiveGreedy=True, stopIfZeroGain=False, show_progress=False
    )
    chosen = [one for one, _ in found]
    assert int(problem.price[chosen].sum()) <= problem.budget
    return Coverage(problem, chosen).value


def by(problem: Problem, score: Any) -> float:
    room = Room(problem, problem.required)
    for one in np.argsort(-score, kind="stable"):
        if room.fits(int(one)):
            room.add(int(one))
    return Coverage(problem, room.chosen).value


def large() -> dict[str, Any]:
    """100,000 creators, 100 million memberships: CPU seconds of greedy, the pass that any plan of that size needs."""
    chance = np.random.default_rng(5)
    starts = np.arange(LARGE + 1, dtype=np.int64) * LARGE_EACH
    people = chance.integers(0, 2_000_000, LARGE * LARGE_EACH, dtype=np.int32)
    audience = Audience(starts, people, np.ones(2_000_000))
    prices = np.round(chance.lognormal(5, 0.8, LARGE), 2)
    candidates = [Candidate(str(at), Decimal(str(prices[at])), 0.03) for at in range(LARGE)]
    problem = build_problem(candidates, audience, Limits(Decimal(20_000)))
    pool = everybody(problem)
    began = time.process_time()
    gains = first_gains(problem, pool)
    draft = greedy(problem, problem.required, 0.0, pool, gains)
    took = time.process_time() - began
    return {"CPU seconds of greedy": took, "creators chosen": len(draft.chosen), "met under 1 s": took < 1}


def by_command(problem: Problem) -> dict[str, Any]:
    """The same programme through `groundswell campaigns plan`: seconds on the wall, reading the files included."""
    limits = problem.limits
    with tempfile.TemporaryDirectory() as folder:
        write_files(problem, Path(folder))
        command = [sys.executable, "-m", "groundswell", "campaigns", "plan", "--json", "--seconds", "0"]
        command += ["--candidates", f"{folder}/candidates.csv", "--audience", f"{folder}/audience.csv"]
        command += ["--budget", str(limits.budget)]
        for name in ("max_creators", "max_per_niche"):
            if (most := getattr(limits, name)) is not None:
                command += [f"--{name.replace('_', '-')}", str(most)]
        began = time.monotonic()
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    same = abs(told["value"] - plan(problem, 0).best.value) < 1e-6 * max(told["value"], 1)
    return {"seconds": time.monotonic() - began, "proven share": 1 - told["gap"], "met the same set": same}


def measured(name: str, found: list[tuple[str, Problem]]) -> dict[str, Any]:
    """Shares of the bound over some instances, and whether they reach the targets."""
    shares: dict[str, list[float]] = {}
    for label, problem in found:
        began = time.process_time()
        alone = plan(problem, 0)
        took = time.process_time() - began
        solved = plan(problem, SECONDS)
        bound = min(alone.upper_bound, solved.upper_bound)
        values = {**peers(problem), "heuristic": alone.best.value, "with HiGHS": solved.best.value}
        for who, value in values.items():
            shares.setdefault(who, []).append(value / bound)
        shares.setdefault("proven without HiGHS", []).append(1 - alone.gap)
        shares.setdefault("CPU seconds of the heuristic", []).append(took)
        print(f"  {name}, {label}: " + ", ".join(f"{who} {v / bound:.3f}" for who, v in values.items()), flush=True)
    figures: dict[str, Any] = {who: {"mean": statistics.mean(v), "min": min(v)} for who, v in shares.items()}
    best = figures["heuristic"]
    figures["met"] = best["mean"] >= TARGETS["mean"] and best["min"] >= TARGETS["min"]
    figures["met with HiGHS"] = figures["with HiGHS"]["mean"] >= TARGETS["with HiGHS"]
    return figures


def run() -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for source, creators, people in sources():
        for name, limits in CAPS.items():
            found = list(problems(creators, people, **limits))
            figures[f"{source}: {name}"] = measured(f"{source}: {name}", found)
            figures[f"{source}: {name}"]["by command"] = by_command(found[-1][1])
    for name, limits in CAPS.items():
        if found := list(own(**limits)):
            figures[f"own files: {name}"] = measured(f"own files: {name}", found)
    figures["100 M memberships"] = large()
    return figures


if __name__ == "__main__":
    run()

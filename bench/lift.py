"""Lift: how often its intervals hold the truth and how often it sees what is not there, over 500 invented series; the time of
two years of days; and Proposition 99 beside the package synthdid-py.

Without an effect built in, a lift is a false alarm. Series of 140 days, 28 of them after the start.
"""

import csv
import os
import time
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")

from groundswell.reports.lift.ahead import BAND, ahead
from groundswell.reports.lift.effect import lift
from groundswell.reports.lift.panel import METHODS, effect_by
from groundswell.reports.tests.lift_series import made, start_of

KINDS = ("plain", "drifting", "remembering", "counts")
EACH, BEFORE, AFTER = 125, 112, 28
PUBLISHED = (-15.604, -19.620, -27.349)


def run() -> dict[str, Any]:
    """Coverage and false alarms by kind of series and in all, CPU seconds of one answer, the published figures."""
    by_kind = {kind: _held(kind) for kind in KINDS}
    coverage = float(np.mean([held for held, _ in by_kind.values()]))
    alarms = float(np.mean([alarm for _, alarm in by_kind.values()]))
    series = made(730, controls=2, effect=8.0, after=60)
    seconds = _seconds(lambda: lift(series, start_of(series, 60)))
    panel = _tobacco()
    close = all(
        abs(panel[method]["ours"] - published) < 0.001 for method, published in zip(METHODS, PUBLISHED, strict=True)
    )
    return {
        "series": EACH * len(KINDS),
        "coverage": coverage,
        "false_alarms": alarms,
        "by_kind": {kind: {"coverage": held, "false_alarms": alarm} for kind, (held, alarm) in by_kind.items()},
        "two_years_cpu_s": seconds,
        "proposition_99": panel,
        "met": 0.92 <= coverage <= 0.98 and alarms <= 0.06 and seconds <= 1.0 and close,
    }


def _held(kind: str) -> tuple[float, float]:
    """The shares of intervals that hold nought, and of those above it."""
    held = alarms = 0
    for seed in range(EACH):
        series = made(BEFORE + AFTER, seed=1000 + seed, kind=kind, controls=seed % 3, after=AFTER)
        found = ahead(series.y[:BEFORE], series.controls, BEFORE, AFTER, 1000)
        low, high = np.quantile(series.y[BEFORE:].sum() - found.total, BAND)
        held += low <= 0 <= high
        alarms += low > 0
    return held / EACH, alarms / EACH


def _seconds(call: Callable[[], object]) -> float:
    """The median CPU time of five calls."""
    taken = []
    for _ in range(5):
        begun = time.process_time()
        call()
        taken.append(time.process_time() - begun)
    return float(np.median(taken))


def _tobacco() -> dict[str, dict[str, float]]:
    """Ours and the peer's effect, with the CPU seconds of each."""
    import synthdid

    text = files("synthdid").joinpath("data/california_prop99.csv").read_text()
    packs: dict[str, list[float]] = {}
    for row in sorted(csv.DictReader(text.splitlines(), delimiter=";"), key=lambda row: row["Year"]):
        packs.setdefault(row["State"], []).append(float(row["PacksPerCapita"]))
    treated = np.array(packs.pop("California"))
    others = np.array([packs[state] for state in sorted(packs)])
    peers = (synthdid.synthdid_estimate, synthdid.sc_estimate, synthdid.did_estimate)
    found = {}
    for method, peer in zip(METHODS, peers, strict=True):
        table = np.vstack([others, treated])
        found[method] = {
            "ours": effect_by(method, others, treated, 19),
            "ours_s": _seconds(lambda method=method: effect_by(method, others, treated, 19)),
            "synthdid_py": float(peer(table, 38, 19)),
            "synthdid_py_s": _seconds(lambda peer=peer, table=table: peer(table, 38, 19)),
        }
    return found

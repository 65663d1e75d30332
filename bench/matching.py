"""Posts matched to deliverables over simulated programmes of 500 creators; every pair that went wrong or was missed is listed."""

from typing import Any

from groundswell.tracking.tests.simulated import programme
from groundswell.tracking.tests.simulated import run as run_programme


def run() -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for seed in range(1, 6):
        score = run_programme(programme(500, seed))
        figures[f"programme {seed}"] = {
            "right": score.right, "precision": score.precision, "recall": score.recall, "waiting": score.waiting,
            "met": score.precision >= 0.995 and score.recall >= 0.98, "wrong": score.wrong, "missed": score.missed,
        }  # fmt: skip
    return figures

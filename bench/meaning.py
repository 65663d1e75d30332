"""How well search by meaning finds, how long a text takes, and how many of the nearest the cells find.

R-precision: of the first n accounts, the share of right ones, where n are right. Recall: of the 50 nearest among 100,000
vectors (real ones, disturbed), how many are among the candidates that the nearest cells give.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import people
from meaning_texts import BIOS, DESCRIPTIONS

VECTORS = 100_000
ASKED = 100
NEAREST = 50


def run() -> dict[str, Any]:
    """{"finding": {…}, "a text": {…}, "cells": {…}}; without the model only says so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    import django

    django.setup()
    from groundswell.discovery.meaning import model
    from groundswell.discovery.meaning.store import decode, encode

    if not model.available():
        return {"model": "not installed"}
    began = time.process_time()
    written = model.vectors_of([text for text, _ in BIOS])
    text_ms = (time.process_time() - began) * 1000 / len(BIOS)
    began = time.process_time()
    asked = np.array([model.vector_asked(text) for text, _ in DESCRIPTIONS])
    asked_ms = (time.process_time() - began) * 1000 / len(DESCRIPTIONS)
    stored = encode(written)
    return {
        "finding": {"bios": len(BIOS), "descriptions": len(DESCRIPTIONS), **_quality(asked @ decode(stored).T)},
        "processor ms": {"a bio": round(text_ms, 1), "a description": round(asked_ms, 1)},
        "cells": _recall(stored, asked),
    }


def _quality(likeness: Any) -> dict[str, float]:
    subjects = np.array([subject for _, subject in BIOS])
    precision, places = [], []
    for row, (_, subject) in zip(likeness, DESCRIPTIONS, strict=True):
        right = subjects[np.argsort(-row)] == subject
        precision.append(right[: right.sum()].mean())
        places.append(1 / (1 + int(np.argmax(right))))
    return {
        "r_precision": round(float(np.mean(precision)), 3),
        "mean_reciprocal_rank": round(float(np.mean(places)), 3),
    }


def _recall(seeds: Any, asked: Any) -> dict[str, Any]:
    from groundswell.discovery.index import near
    from groundswell.discovery.meaning import cells
    from groundswell.discovery.meaning.store import decode

    vectors = decode(people.codes(list(range(VECTORS)), seeds))
    centres = cells.train(vectors[: cells.SAMPLE], VECTORS)
    places = np.array(cells.assign(centres, vectors))
    found = []
    for vector in np.resize(asked, (ASKED, asked.shape[1])):
        nearest = [cell for cell, _ in cells.nearest_first(centres, vector, near.FEW_CELLS)]
        rank = {cell: n for n, cell in enumerate(nearest)}
        order = np.array([rank.get(place, len(nearest)) for place in places])
        candidates = np.argsort(order, kind="stable")[: near.CANDIDATES]
        best = np.argsort(-(vectors @ vector))[:NEAREST]
        found.append(len(set(candidates) & set(best)) / NEAREST)
    return {"vectors": VECTORS, "cells": centres.shape[1] ** 2, "recall_of_50": round(float(np.mean(found)), 3)}


if __name__ == "__main__":
    print(run())

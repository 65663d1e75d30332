"""People to compare with, weighted so that they live where the customers do (post-stratification)."""

from collections.abc import Mapping
from dataclasses import dataclass

Stratum = tuple[str, ...]
FEW = 5  # people of one stratum, fewer of whom stand for nobody else


@dataclass(frozen=True, slots=True)
class Weighing:
    """`each` is the weight of one person of a stratum; all together weigh 1. `worth` says how many people without weights
    tell as much (Kish 1965), `met` which share of the customers are of a stratum that is held."""

    each: Mapping[Stratum, float]
    worth: float
    met: float


def weigh(wanted: Mapping[Stratum, int], held: Mapping[Stratum, int]) -> Weighing:
    """`wanted` counts customers by stratum, `held` those they can be compared with."""
    met = {stratum: n for stratum, n in wanted.items() if n > 0 and held.get(stratum, 0) >= FEW}
    whole = sum(met.values())
    if not whole:
        return Weighing({}, 0.0, 0.0)
    each = {stratum: n / whole / held[stratum] for stratum, n in met.items()}
    return Weighing(each, 1 / sum(weight**2 * held[s] for s, weight in each.items()), whole / sum(wanted.values()))

"""Intervals of shares, and how many to ask for a wanted width."""

import math

Z95 = 1.959964


def wilson(count: float, sample: float, population: int | None = None) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share; with `population` (all there are) narrower, by the finite-population
    correction, and nil wide when everybody was asked. (0, 1) without a sample."""
    if sample <= 0:
        return 0.0, 1.0
    share = count / sample
    if population is not None and sample >= population:
        return share, share
    if population is not None and population > 1:
        sample *= (population - 1) / (population - sample)
    z2 = Z95**2
    middle = (share + z2 / (2 * sample)) / (1 + z2 / sample)
    half = Z95 / (1 + z2 / sample) * math.sqrt(share * (1 - share) / sample + z2 / (4 * sample**2))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def sample_for(width: float, population: int | None = None, coverage: float = 1.0) -> int:
    """How many to draw so that a share's 95 % interval is at most `width` wide (0.1: ±5 points), wherever the share
    lies; `coverage` is the part of those drawn for whom it can be told. All of them where the population is small."""
    if not 0 < width < 1 or not 0 < coverage <= 1:
        raise ValueError("a width lies between 0 and 1, a coverage above 0 and not above 1")
    needed = (Z95 / width) ** 2 - Z95**2  # Wilson's width at one half, solved for the sample
    if population is not None:
        needed = needed * population / (needed + population - 1) if population > 1 else population
    drawn = math.ceil(max(1.0, needed) / coverage)
    return drawn if population is None else min(drawn, population)

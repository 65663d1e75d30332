"""Journeys as a Markov chain, and what each channel's removal would cost; exact, by one linear solve.

Anderl, Becker, von Wangenheim and Schumann, Mapping the customer journey, International Journal of Research in Marketing 33
(2016), first order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Counted = tuple[Sequence[int], float, float]  # channels met, how often it ended in an order, how often without


def removal_effects(journeys: Sequence[Counted], channels: int) -> Array:
    """The share of orders that would be lost without each of the channels 0 … `channels` - 1.

    A journey that comes to the removed channel ends there without an order. The chance to get past channel i is
    p - N[start, i] / N[i, i] x p[i], N being the fundamental matrix of the chain and p the chance of an order.
    """
    start, ordered = channels, np.zeros(channels + 1)
    moves = np.zeros((channels + 1, channels + 1))
    leaving = np.zeros(channels + 1)
    for path, orders, none in journeys:
        often = orders + none
        here = start
        for channel in path:
            moves[here, channel] += often
            leaving[here] += often
            here = channel
        ordered[here] += orders
        leaving[here] += often
    seen = np.where(leaving > 0, leaving, 1.0)
    visits = np.linalg.inv(np.eye(channels + 1) - moves / seen[:, None])
    chance = visits @ (ordered / seen)
    if chance[start] <= 0:
        return np.zeros(channels)
    within = np.arange(channels)
    lost: Array = visits[start, within] / visits[within, within] * chance[within] / chance[start]
    return lost

"""Journeys as a Markov chain, and what each channel's removal would cost; exact, by one linear solve.

Anderl, Becker, von Wangenheim and Schumann, Mapping the customer journey, International Journal of Research in Marketing 33
(2016), first order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Counted = tuple[
    Sequence[int], float, float, float
]  # channels met, orders at the end, ends without one, what it brought


def removal_effects(journeys: Sequence[Counted], channels: int) -> Array:
    """The shares of orders and of what they brought that would be lost without each of the channels 0 … `channels` - 1,
    (channels, 2).

    A journey that comes to the removed channel ends there with nothing. What gets past channel i is
    p - N[start, i] / N[i, i] x p[i], N being the fundamental matrix of the chain and p what is to be expected.
    """
    start, ends = channels, np.zeros((channels + 1, 2))
    moves = np.zeros((channels + 1, channels + 1))
    leaving = np.zeros(channels + 1)
    for path, orders, none, brought in journeys:
        often = orders + none
        here = start
        for channel in path:
            moves[here, channel] += often
            leaving[here] += often
            here = channel
        ends[here] += orders, brought
        leaving[here] += often
    seen = np.where(leaving > 0, leaving, 1.0)
    visits = np.linalg.inv(np.eye(channels + 1) - moves / seen[:, None])
    expected = visits @ (ends / seen[:, None])
    within = np.arange(channels)
    reach = visits[start, within] / visits[within, within]
    whole = np.where(expected[start] > 0, expected[start], np.inf)
    lost: Array = np.maximum(reach[:, None] * expected[:channels] / whole, 0.0)
    return lost

"""R's random numbers, so that a series published with its seed can be made again: `set.seed`, `rnorm`, `arima.sim`.

Mersenne Twister seeded by R's own scrambling, normal deviates by inversion (Wichura's AS 241, which the standard library
uses as well), as documented in R's help page on RNG.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist

N, M = 624, 397
BIG = 134217728


class RNumbers:
    def __init__(self, seed: int) -> None:
        for _ in range(50):
            seed = (69069 * seed + 1) % 2**32
        state = []
        for _ in range(N + 1):
            seed = (69069 * seed + 1) % 2**32
            state.append(seed)
        self.state = state[1:]  # the first holds the position, and R starts at the end
        self.place = N

    def uniform(self) -> float:
        if self.place == N:
            self._twist()
        word = self.state[self.place]
        self.place += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C5680
        word ^= (word << 15) & 0xEFC60000
        word ^= word >> 18
        return min(max(word * 2.3283064365386963e-10, 0.5 * 2.328306437080797e-10), 1 - 0.5 * 2.328306437080797e-10)

    def _twist(self) -> None:
        state = self.state
        for i in range(N):
            both = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7FFFFFFF)
            state[i] = state[(i + M) % N] ^ (both >> 1) ^ (0x9908B0DF if both & 1 else 0)
        self.place = 0

    def normal(self, count: int) -> list[float]:
        """`rnorm(count)`"""
        inverse = NormalDist().inv_cdf
        return [inverse((math.floor(BIG * self.uniform()) + self.uniform()) / BIG) for _ in range(count)]

    def autoregression(self, memory: float, count: int) -> Sequence[float]:
        """`arima.sim(model = list(ar = memory), n = count)`"""
        warm = 1 + math.ceil(6 / math.log(1 / memory))
        value, values = 0.0, []
        for shock in self.normal(warm + count):
            value = memory * value + shock
            values.append(value)
        return values[warm:]

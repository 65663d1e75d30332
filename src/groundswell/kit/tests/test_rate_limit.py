import time

import pytest

from groundswell.kit import rate_limit


class Memory:
    """The smallest cache that will do."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def add(self, key: str, value: int, timeout: float | None = None) -> bool:
        return self.counts.setdefault(key, value) is value

    def incr(self, key: str, delta: int = 1) -> int:
        if key not in self.counts:
            raise ValueError(key)
        self.counts[key] += delta
        return self.counts[key]


class Forgetful(Memory):
    def add(self, key: str, value: int, timeout: float | None = None) -> bool:
        return True


def test_the_rate_passes_and_one_more_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Memory()
    monkeypatch.setattr(time, "time", lambda: 1_000_050.0)
    for _ in range(3):
        rate_limit.check_rate(counter, "1.2.3.4", "3/m")
    with pytest.raises(rate_limit.TooMany) as refused:
        rate_limit.check_rate(counter, "1.2.3.4", "3/m")
    assert refused.value.status == 429
    assert refused.value.retry_after == 31


def test_others_and_the_next_window_are_not_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = Memory()
    monkeypatch.setattr(time, "time", lambda: 1_000_050.0)
    rate_limit.check_rate(counter, "a", "1/m")
    rate_limit.check_rate(counter, "b", "1/m")
    monkeypatch.setattr(time, "time", lambda: 1_000_081.0)
    rate_limit.check_rate(counter, "a", "1/m")


def test_a_cache_that_forgets_lets_people_in() -> None:
    for _ in range(5):
        rate_limit.check_rate(Forgetful(), "a", "1/m")


@pytest.mark.parametrize(
    ("rate", "parsed"), [("30/m", (30, 60)), ("5/h", (5, 3600)), ("1/s", (1, 1)), ("9/d", (9, 86_400))]
)
def test_rates(rate: str, parsed: tuple[int, int]) -> None:
    assert rate_limit.parse_rate(rate) == parsed

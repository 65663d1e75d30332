"""Pauses and verdicts about silence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.jobs import rules
from groundswell.kit.errors import BadInput

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


@given(st.integers(1, rules.MOST_ATTEMPTS - 1), st.floats(0, 1))
def test_pauses_double_and_stay_within_a_quarter_of_jitter(attempts: int, jitter: float) -> None:
    pause = rules.pause_before_retry(attempts, jitter)
    assert pause is not None
    base = timedelta(seconds=15 * 2 ** (attempts - 1))
    assert base <= pause <= base * 1.25 + timedelta(microseconds=1)


def test_the_last_attempt_is_the_last() -> None:
    assert rules.pause_before_retry(rules.MOST_ATTEMPTS, 0.5) is None


class Gone(Exception):
    permanent = True


@pytest.mark.parametrize(
    ("error", "permanent"),
    [(ValueError("x"), False), (Gone(), True), (BadInput("x"), True)],
)
def test_what_trying_again_cannot_help(error: Exception, permanent: bool) -> None:
    assert rules.is_permanent(error) is permanent


def beats(*seconds_ago: int) -> list[datetime]:
    return [NOW - timedelta(seconds=s) for s in seconds_ago]


@pytest.mark.parametrize(
    ("own", "may"),
    [
        (beats(40, 35, 30, 25, 20, 15, 10, 5, 0), True),
        (beats(10, 5, 0), False),  # just started: has not listened long enough
        (beats(45, 40, 5, 0), False),  # was held up itself
        (beats(60, 55, 50, 45, 40), False),  # is held up now
        ([], False),
    ],
)
def test_only_who_was_heard_all_the_time_may_call_others_dead(own: list[datetime], may: bool) -> None:
    assert rules.may_judge(own, NOW) is may

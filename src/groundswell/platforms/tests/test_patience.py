"""How headers ask for patience."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms import patience

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("headers", "until"),
    [
        ({"Retry-After": "60"}, NOON + MINUTE),
        ({"Retry-After": "Sun, 01 Nov 2026 12:01:00 GMT"}, NOON + MINUTE),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-01T12:01:00.000Z"}, NOON + MINUTE),
        ({"ratelimit-remaining": "0", "ratelimit-reset": str(int((NOON + MINUTE).timestamp()))}, NOON + MINUTE),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "60"}, NOON + MINUTE),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "60"}, NOON + MINUTE),
        ({"ratelimit-remaining": "3", "ratelimit-reset": "60"}, None),
        ({"ratelimit-remaining": "0"}, None),
        ({"Retry-After": "0"}, None),
        ({"Retry-After": "Sun, 01 Nov 2026 11:00:00 GMT"}, None),
        ({"Retry-After": "999999999999999"}, None),
        ({"Retry-After": "99999999"}, NOON + timedelta(days=1)),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_when_to_ask_again(headers: dict[str, str], until: datetime | None) -> None:
    assert patience.told_to_wait(httpx.Headers(headers), NOON) == until


@given(st.text(max_size=30))
def test_no_header_breaks_it(text: str) -> None:
    until = patience.told_to_wait({"retry-after": text}, NOON)
    assert until is None or NOON < until <= NOON + timedelta(days=1)


@given(st.floats(0, 1))
def test_pauses_double_and_spread(jitter: float) -> None:
    first, second = (patience.pause_before(attempt, jitter).total_seconds() for attempt in (2, 3))
    assert 0.25 <= first <= 0.5
    assert second == pytest.approx(2 * first, abs=1e-5)


@pytest.mark.parametrize(
    ("headers", "until"),
    [
        ({"X-App-Usage": '{"call_count": 95}'}, NOON + 5 * MINUTE),
        ({"X-App-Usage": '{"call_count": 94, "total_time": 94.9}'}, None),
        ({"X-App-Usage": '{"total_cputime": 100, "estimated_time_to_regain_access": 3}'}, NOON + 3 * MINUTE),
        ({"X-Business-Use-Case-Usage": '{"1": [{"call_count": 3}], "2": [{"total_time": 99}]}'}, NOON + 5 * MINUTE),
        ({"X-Business-Use-Case-Usage": '{"1": [{"call_count": 3, "estimated_time_to_regain_access": 9}]}'}, None),
        ({"X-App-Usage": '{"call_count": "96"}'}, None),
        ({"X-App-Usage": "[]"}, None),
        ({"X-App-Usage": "{"}, None),
    ],
)
def test_meta_tells_how_much_of_the_hour_is_used(headers: dict[str, str], until: datetime | None) -> None:
    assert patience.spent_until(httpx.Headers(headers), NOON) == until

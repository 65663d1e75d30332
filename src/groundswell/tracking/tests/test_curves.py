"""A post's figures by age, the creator's own normal, and signs with their evidence."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.creators.models import Post
from groundswell.creators.services import record_readings
from groundswell.disclosure.services import receive_post
from groundswell.tracking.models import PostMatch
from groundswell.tracking.rules.curves import Normal, at_age, bursts, normal_of, standing_of

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_reading_stands_for_an_age_only_near_it() -> None:
    series = [(NOON + 0.8 * HOUR, 5.0), (NOON + 1.1 * HOUR, 7.0), (NOON + 9 * HOUR, 50.0)]
    assert at_age(series, NOON, HOUR) == 7.0
    assert at_age(series, NOON, 6 * HOUR) is None


@given(st.lists(st.floats(0, 1e6), min_size=6, max_size=60))
def test_the_interval_holds_the_median(values: list[float]) -> None:
    normal = normal_of(values)
    assert normal is not None
    assert min(values) <= normal.low <= normal.median <= normal.high <= max(values)


def test_the_interval_of_a_median_is_the_tabled_one() -> None:
    """Ranks 1 and 6 of 6, 2 and 9 of 10, 6 and 15 of 20: any table of the sign test."""
    assert normal_of([1.0] * 5) is None
    for n, low, high in ((6, 1, 6), (10, 2, 9), (20, 6, 15)):
        assert normal_of([float(k) for k in range(1, n + 1)]) == Normal((n + 1) / 2, low, high, n)
    assert standing_of(20.0, Normal(5, 2, 9, 10)) == "above"
    assert standing_of(None, Normal(5, 2, 9, 10)) == standing_of(3.0, None) == "cannot tell"


def test_a_burst_is_a_sign_only_when_nothing_else_moves() -> None:
    likes = [(NOON + 24 * HOUR, 100.0), (NOON + 72 * HOUR, 120.0), (NOON + 73 * HOUR, 620.0)]
    quiet = [(NOON + 24 * HOUR, 10.0), (NOON + 73 * HOUR, 11.0)]
    (sign,) = bursts(likes, quiet, NOON)
    assert sign.startswith("500 of 620 likes came between 4 May 2026, 12:00 and 4 May 2026, 13:00 UTC")
    assert bursts(likes, [(NOON + 24 * HOUR, 10.0), (NOON + 73 * HOUR, 60.0)], NOON) == []
    assert bursts([(NOON + HOUR, 100.0), (NOON + 2 * HOUR, 620.0)], [], NOON) == []


@pytest.mark.django_db
def test_the_page_the_api_and_the_command_line_tell_the_same(
    agreed: Participant,
    workspace: Workspace,
    member_client: Callable[[str], Client],
    api: Callable[..., Client],
    cli: Any,
) -> None:
    url = "https://www.instagram.com/p/Curve01/"
    receive_post(participant=agreed, url=url, caption="#ad #acmetrail", submitted_by="creator", published_at=NOON)
    match = PostMatch.objects.get()
    for n in range(10):
        other = Post.objects.create(account=match.post.account, workspace=workspace, external_id=f"o{n}", published_at=NOON, source="test")  # fmt: skip
        record_readings(
            workspace=workspace, subject=other, values={"likes": n + 1}, source="t", observed_at=NOON + HOUR
        )
    for hours, likes in ((1, 40.0), (6, 90.0)):
        figures = {"likes": likes, "comments": 2.0}
        record_readings(
            workspace=workspace, subject=match.post, values=figures, source="t", observed_at=NOON + hours * HOUR
        )
    told = api("read").get(f"/api/v1/posts/{match.pk}/readings").json()
    first, second = told["ages"][0], told["ages"][1]
    assert (first["engagements"], first["standing"], first["normal"]["median"]) == (42.0, "above", 5.5)
    assert (second["engagements"], second["standing"], second["normal"]) == (92.0, "cannot tell", None)
    shown = member_client("analyst").get(f"/w/acme/posts/{match.pk}/").content.decode()
    assert "(2–9, 10 posts)" in " ".join(shown.split())
    assert "not measured here" in shown
    assert json.loads(cli("posts", "readings", match.pk, "--json").stdout)["ages"][0]["engagements"] == 42.0

"""Whom exclusivity keeps out."""

from datetime import date

import pytest

from groundswell.campaigns.programme.exclusivity import Bound, Exclusivity, Seen, exclusivity_of, held_by, rivals_named
from groundswell.campaigns.rules.guidelines import Guideline

TODAY = date(2026, 11, 20)
RUN = Exclusivity("Run", ("Sole Mates", "Zip"), 10)


def test_guidelines_with_a_competitor_and_days_are_exclusive() -> None:
    days, rival = Guideline(kind="exclusivity", value="10"), Guideline(kind="competitor", value="Zip")
    assert exclusivity_of("Run", [days, rival]) == Exclusivity("Run", ("Zip",), 10)
    assert exclusivity_of("Run", [rival]) is None
    assert exclusivity_of("Run", [Guideline(kind="exclusivity", value="0"), rival]) is None


@pytest.mark.parametrize(
    ("brand", "last", "held"),
    [
        ("@solemates", date(2026, 11, 10), True),
        ("#SoleMates", date(2026, 11, 9), False),
        ("Sole Mates", None, True),
        ("Sole", None, False),
        ("!!", None, False),
    ],
)
def test_who_agreed_is_held_until_the_days_are_over(brand: str, last: date | None, held: bool) -> None:
    found = held_by([Bound(7, RUN, last)], brand, TODAY)
    assert (7 in found) == held
    if held:
        assert "Run excludes Sole Mates" in found[7]


@pytest.mark.parametrize(
    ("text", "day", "named"),
    [
        ("New shoes from Sole Mates!", 10, True),
        ("Love #solemates", 20, True),
        ("zipped up", 20, False),
        ("ZIP!", 9, False),
        ("Zip", 21, False),
    ],
)
def test_posts_that_named_a_competitor_within_the_days(text: str, day: int, named: bool) -> None:
    assert bool(rivals_named([Seen(7, date(2026, 11, day), text)], [RUN], TODAY)) == named


def test_the_newest_post_is_told() -> None:
    posts = [Seen(7, date(2026, 11, 18), "Zip"), Seen(7, date(2026, 11, 12), "Sole Mates")]
    assert rivals_named(posts, [RUN], TODAY) == {7: "They named Zip on 18 November 2026; Run excludes it for 10 days."}

"""Which deliverable a post answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.tracking.rules.marks import Marks, marks_in
from groundswell.tracking.rules.matching import FOREIGN, NEW, OWN, UNNAMED, Sighting, Wanted, in_window, match
from groundswell.tracking.rules.overdue import GRACE_DAYS, is_ghosted, standing

DAY = date(2026, 12, 10)
MARKS = Marks(hashtag="acmetrail", brand_handle="acme.shoes", link="maya-autumn", code="MAYA15")
FEED = Wanted(pk=1, platform="instagram", activity="hashtag_post", due_on=DAY)
POST = Sighting(platform="instagram", caption="Out again #acmetrail", day=DAY)


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        ("#AcmeTrail", ["#acmetrail"]),
        ("＃acmetrail", ["#acmetrail"]),
        ("#acmetrails", []),
        ("acmetrail", []),
        ("with @acme.shoes.", ["@acme.shoes"]),
        ("@Acme.Shoes", ["@acme.shoes"]),
        ("@acme.shoes.uk", []),
        ("mail@acme.shoes", []),
        ("https://gs.example/l/maya-autumn?x=1", ["the link /l/maya-autumn"]),
        ("/l/maya-autumn-2", []),
        ("use maya15!", ["the code MAYA15"]),
        ("MAYA150", []),
        (
            "#acmetrail @acme.shoes /l/maya-autumn MAYA15",
            ["#acmetrail", "@acme.shoes", "the link /l/maya-autumn", "the code MAYA15"],
        ),
        ("", []),
    ],
)
def test_marks_are_whole_words(caption: str, found: list[str]) -> None:
    assert marks_in(caption, MARKS) == found


def test_no_marks_are_ever_found_where_none_are_asked_for() -> None:
    assert marks_in("#acmetrail @acme /l/x CODE", Marks()) == []


def test_one_that_fits_is_sure() -> None:
    outcome = match(POST, [FEED], MARKS)
    assert outcome.deliverable == 1
    assert all(reason.fits for reason in outcome.reasons)


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (replace(POST, platform="tiktok"), [FEED]),
        (replace(POST, caption="Out again"), [FEED]),
        (replace(POST, account=FOREIGN), [FEED]),
        (replace(POST, day=DAY + timedelta(days=GRACE_DAYS + 1)), [FEED]),
        (replace(POST, day=DAY - timedelta(days=9)), [replace(FEED, window_start=DAY - timedelta(days=8))]),
        (POST, [FEED, replace(FEED, pk=2, activity="review")]),
        (POST, []),
    ],
    ids=["platform", "no mark", "foreign account", "too late", "too early", "two fit", "nothing open"],
)
def test_what_waits_for_a_person(seen: Sighting, wanted: list[Wanted]) -> None:
    assert match(seen, wanted, MARKS).deliverable is None


def test_a_post_in_the_days_of_grace_counts() -> None:
    assert match(replace(POST, day=DAY + timedelta(days=GRACE_DAYS)), [FEED], MARKS).deliverable == 1


def test_two_that_are_the_same_in_every_respect_are_interchangeable() -> None:
    assert match(POST, [replace(FEED, pk=7), FEED], MARKS).deliverable == 1


def test_without_marks_to_carry_none_is_asked_for() -> None:
    assert match(replace(POST, caption=""), [FEED], Marks()).deliverable == 1


days = st.dates(date(2026, 11, 1), date(2027, 1, 31))
wanteds = st.builds(
    Wanted,
    pk=st.integers(1, 50),
    platform=st.sampled_from(["instagram", "tiktok"]),
    activity=st.sampled_from(["review", "tip"]),
    window_start=st.none() | days,
    due_on=st.none() | days,
)
sightings = st.builds(
    Sighting,
    platform=st.sampled_from(["instagram", "tiktok"]),
    caption=st.sampled_from(["", "#acmetrail", "MAYA15 and more", "#acme"]),
    day=days,
    account=st.sampled_from([OWN, NEW, UNNAMED, FOREIGN]),
)


@given(seen=sightings, wanted=st.lists(wanteds, max_size=6, unique_by=lambda w: w.pk))
def test_a_sure_match_is_always_right(seen: Sighting, wanted: list[Wanted]) -> None:
    outcome = match(seen, wanted, MARKS)
    if outcome.deliverable is None:
        return
    chosen = next(w for w in wanted if w.pk == outcome.deliverable)
    rivals = [w for w in wanted if w.platform == seen.platform and in_window(w, seen.day)]
    assert chosen.platform == seen.platform
    assert in_window(chosen, seen.day)
    assert seen.account != FOREIGN
    assert marks_in(seen.caption, MARKS)
    assert {w.terms for w in rivals} == {chosen.terms}
    assert chosen.pk == min(w.pk for w in rivals)


@given(seen=sightings, wanted=st.lists(wanteds, max_size=6, unique_by=lambda w: w.pk))
def test_order_does_not_matter(seen: Sighting, wanted: list[Wanted]) -> None:
    assert match(seen, wanted, MARKS).deliverable == match(seen, wanted[::-1], MARKS).deliverable


@given(caption=st.text(max_size=300), mark=st.from_regex(r"[a-z0-9_.]{1,20}", fullmatch=True))
def test_marks_never_break_on_any_caption(caption: str, mark: str) -> None:
    marks = Marks(hashtag=mark, brand_handle=mark, link=mark, code=mark)
    assert set(marks_in(caption, marks)) <= {f"#{mark}", f"@{mark}", f"the link /l/{mark}", f"the code {mark}"}


@given(late=st.integers(-400, 400))
def test_standing_follows_the_days(late: int) -> None:
    expected = "open" if late <= 0 else "late" if late <= 7 else "missed"
    assert standing(DAY, DAY + timedelta(days=late)) == expected


def test_what_has_no_date_is_never_late() -> None:
    assert standing(None, date.max) == "open"


def test_ghosted_is_who_never_posted() -> None:
    assert is_ghosted(["missed", "missed"])
    assert not is_ghosted(["missed", "live"])
    assert not is_ghosted(["missed", "planned"])
    assert not is_ghosted([])

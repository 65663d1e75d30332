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


def test_the_link_on_an_own_domain_is_a_mark() -> None:
    marks = Marks(link="maya", hosts=("go.fernway.example",))
    for caption in ("Mine: go.fernway.example/maya!", "https://Go.Fernway.example/Maya?x=1", "x.example/l/maya"):
        assert marks_in(caption, marks) == ["the link /l/maya"]
    for caption in ("go.fernway.example/maya-brook", "nogo.fernway.example/maya", "x.example/maya"):
        assert marks_in(caption, marks) == []


def test_no_marks_are_ever_found_where_none_are_asked_for() -> None:
    assert marks_in("#acmetrail @acme /l/x CODE", Marks()) == []


def test_one_that_fits_is_sure() -> None:
    outcome = match(POST, [FEED], MARKS)
    assert outcome.deliverables == [1]
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
    assert match(seen, wanted, MARKS).deliverables == []


def test_a_post_in_the_days_of_grace_counts() -> None:
    assert match(replace(POST, day=DAY + timedelta(days=GRACE_DAYS)), [FEED], MARKS).deliverables == [1]


def test_two_that_are_the_same_in_every_respect_are_interchangeable() -> None:
    assert match(POST, [replace(FEED, pk=7), FEED], MARKS).deliverables == [1]


def test_without_marks_to_carry_none_is_asked_for() -> None:
    assert match(replace(POST, caption=""), [FEED], Marks()).deliverables == [1]


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
    if outcome.deliverables == []:
        return
    (chosen,) = [w for w in wanted if w.pk in outcome.deliverables]
    rivals = [w for w in wanted if w.platform == seen.platform and in_window(w, seen.day)]
    assert chosen.platform == seen.platform
    assert in_window(chosen, seen.day)
    assert seen.account != FOREIGN
    assert marks_in(seen.caption, MARKS)
    assert {w.work for w in rivals} == {chosen.work}
    assert chosen.due_on == min((w.due_on for w in rivals if w.due_on), default=None)


@given(seen=sightings, wanted=st.lists(wanteds, max_size=6, unique_by=lambda w: w.pk))
def test_order_does_not_matter(seen: Sighting, wanted: list[Wanted]) -> None:
    assert sorted(match(seen, wanted, MARKS).deliverables) == sorted(match(seen, wanted[::-1], MARKS).deliverables)


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


def test_a_post_with_the_tags_of_two_works_answers_both_and_with_one_only_that() -> None:
    launch = replace(FEED, pk=2, activity="review", requirements="Use #LaunchDay")
    tip = replace(FEED, pk=3, activity="tip", requirements="Say #trailtip, please")
    both = match(replace(POST, caption="#acmetrail #launchday #TrailTip"), [launch, tip], MARKS)
    assert sorted(both.deliverables) == [2, 3]
    assert match(replace(POST, caption="#acmetrail #launchday"), [launch, tip], MARKS).deliverables == [2]
    neither = match(POST, [launch, tip], MARKS)
    assert neither.deliverables == []
    assert neither.reasons[1].text == "It does not carry the hashtags that the open deliverables ask for."
    assert match(POST, [launch, FEED], MARKS).deliverables == [1], "what asks for no tag is told apart"


def test_of_one_work_the_first_due_is_taken_unless_one_is_late() -> None:
    later = replace(FEED, pk=2, due_on=DAY + timedelta(days=3))
    assert match(POST, [later, FEED], MARKS).deliverables == [1]
    between = match(replace(POST, day=DAY + timedelta(days=1)), [later, FEED], MARKS)
    assert between.deliverables == []
    assert between.reasons[1].text == "One that fits is late and another is due: a person must choose."
    assert match(replace(POST, day=DAY + timedelta(days=4)), [later, FEED], MARKS).deliverables == [1]


def test_the_handle_alone_is_not_enough_where_a_hashtag_is_asked_for() -> None:
    chat = replace(POST, caption="@acme.shoes when do you restock?")
    assert match(chat, [FEED], MARKS).deliverables == []
    assert match(chat, [FEED], Marks(brand_handle="acme.shoes")).deliverables == [1]


def test_another_format_and_a_repost_wait() -> None:
    feed = replace(FEED, formats=frozenset({"feed"}))
    story = match(replace(POST, surface="story"), [feed], MARKS)
    assert (story.deliverables, story.reasons[1].text) == (
        [],
        "It was published as story, which no open deliverable asks for.",
    )
    assert match(POST, [feed], MARKS).deliverables == [1], "an unknown surface is not held against it"
    assert match(replace(POST, repeated=True), [feed], MARKS).deliverables == []

"""Recorded answers as facts, and what hostile ones become."""

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.errors import Unreadable
from groundswell.platforms.youtube import parse
from groundswell.platforms.youtube.surface import duration, surface_of
from groundswell.platforms.youtube.tests import CHANNEL, LIVE, PRIVATE, SHORT, VIDEO, recorded


def channel(**changes: Any) -> dict[str, Any]:
    return {**recorded("channel")["items"][0], **changes}


def video(at: int = 0, **changes: Any) -> dict[str, Any]:
    return {**recorded("videos")["items"][at], **changes}


def test_a_channel() -> None:
    facts = parse.profile(channel())
    assert (facts.platform, facts.external_id, facts.handle) == ("youtube", CHANNEL, "mayabakes")
    assert (facts.url, facts.display_name) == ("https://www.youtube.com/@mayabakes", "Maya bakes")
    assert (facts.language, facts.country, facts.verified) == ("en", "GB", None)
    assert facts.metrics == {"followers": 12400, "posts_count": 3}
    assert facts.hidden == frozenset()
    assert facts.links == ("https://shop.example/maya",)
    assert facts.bio.startswith("Bread, slowly.")


def test_hidden_subscribers_are_unknown_and_never_zero() -> None:
    statistics = {"viewCount": "5", "subscriberCount": "0", "hiddenSubscriberCount": True, "videoCount": "3"}
    facts = parse.profile(channel(statistics=statistics))
    assert facts.metrics == {"posts_count": 3}
    assert facts.hidden == {"followers"}
    assert parse.profile(channel(statistics={})).metrics == {}


def test_a_channel_without_a_handle_goes_by_its_id() -> None:
    snippet = {name: value for name, value in channel()["snippet"].items() if name != "customUrl"}
    facts = parse.profile(channel(snippet=snippet))
    assert (facts.handle, facts.url) == (CHANNEL, f"https://www.youtube.com/channel/{CHANNEL}")


def test_a_short_with_its_marks() -> None:
    facts = parse.post(video())
    assert (facts.external_id, facts.author_id, facts.surface) == (SHORT, CHANNEL, "short")
    assert facts.url == f"https://www.youtube.com/shorts/{SHORT}"
    assert facts.title == "Rye in 45 seconds #Shorts"
    assert facts.published_at == datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    assert facts.metrics == {"views": 5120, "likes": 310, "comments": 12}
    assert facts.hashtags == ("Shorts", "sourdough", "AcmeFlour")
    assert facts.mentions == ("acmeflour",)
    assert facts.links == ("https://acme.example/l/maya?utm_source=yt",)
    assert (facts.language, facts.paid_label) == ("en", None)
    assert facts.raw == video()


def test_likes_and_comments_that_are_off_are_absent() -> None:
    facts = parse.post(video(1))
    assert (facts.surface, facts.metrics) == ("video", {"views": 20411})
    assert facts.url == f"https://www.youtube.com/watch?v={VIDEO}"
    assert (facts.hashtags, facts.mentions) == ((), ())


def test_a_broadcast_counts_from_when_it_began() -> None:
    facts = parse.post(video(2))
    assert (facts.external_id, facts.surface) == (LIVE, "live")
    assert facts.published_at == datetime(2026, 11, 1, 18, 2, 10, tzinfo=UTC)
    assert facts.metrics["comments"] == 0


@pytest.mark.parametrize(
    ("length", "shape", "published", "text", "surface"),
    [
        ("PT3M", (563, 1000), "2026-11-20T09:30:00Z", "", "short"),
        ("PT3M1S", (563, 1000), "2026-11-20T09:30:00Z", "#shorts", "video"),
        ("PT59S", (1000, 1000), "2026-11-20T09:30:00Z", "", "short"),
        ("PT59S", (1000, 563), "2026-11-20T09:30:00Z", "#shorts", "video"),
        ("PT2M", (563, 1000), "2024-10-14T23:59:59Z", "", "video"),
        ("PT1M", (563, 1000), "2024-10-14T23:59:59Z", "", "short"),
        ("PT30S", None, "2026-11-20T09:30:00Z", "#Shorts", "short"),
        ("PT30S", None, "2026-11-20T09:30:00Z", "short film", "video"),
        ("", (563, 1000), "2026-11-20T09:30:00Z", "", "video"),
        ("P0D", (563, 1000), "2026-11-20T09:30:00Z", "", "video"),
    ],
)
def test_a_short_is_short_and_upright(
    length: str, shape: tuple[int, int] | None, published: str, text: str, surface: str
) -> None:
    player = {"embedWidth": str(shape[0]), "embedHeight": str(shape[1])} if shape else {}
    told = {
        "snippet": {"publishedAt": published, "title": "Rye", "description": text},
        "contentDetails": {"duration": length},
        "player": player,
    }
    assert surface_of(told) == surface


@pytest.mark.parametrize("state", ["live", "upcoming"])
def test_a_broadcast_to_come_or_under_way_is_live(state: str) -> None:
    assert surface_of({"snippet": {"liveBroadcastContent": state}, "contentDetails": {"duration": "P0D"}}) == "live"


@given(
    st.timedeltas(timedelta(seconds=1), timedelta(days=9)).map(
        lambda time: timedelta(seconds=int(time.total_seconds()))
    )
)
def test_a_length_comes_back_from_its_own_spelling(length: timedelta) -> None:
    hours, rest = divmod(length.seconds, 3600)
    text = f"P{length.days}DT{hours}H{rest // 60}M{rest % 60}S"
    assert duration(text) == (length or None)


@pytest.mark.parametrize("text", ["", "PT", "P0D", "PT0S", "12:03", "P1Y", "PT-1S", "PT" + "9" * 9 + "S"])
def test_what_is_no_length_is_unknown(text: str) -> None:
    assert duration(text) is None


def test_uploads_and_search_results() -> None:
    told = parse.uploads(recorded("uploads"))
    assert [pk for pk, _ in told] == [SHORT, PRIVATE, VIDEO, LIVE]
    assert [published is None for _, published in told] == [False, True, False, False]
    assert parse.found(recorded("search")) == [SHORT, VIDEO]


def test_only_what_everybody_finds_is_public() -> None:
    states = {"public": True, "unlisted": False, "private": False}
    assert {state: parse.is_public(video(status={"privacyStatus": state})) for state in states} == states


@pytest.mark.parametrize("field", ["id", "snippet"])
def test_a_missing_field_is_named(field: str) -> None:
    for read, view in ((parse.post, video()), (parse.profile, channel())):
        del view[field]
        with pytest.raises(Unreadable) as refused:
            read(view)
        assert refused.value.where == field


@pytest.mark.parametrize("value", ["", "-5", "1e9", "12,000", "12.5K", "９", None, True, 1.5, -1, "9" * 30])
def test_a_count_that_is_none_is_absent(value: Any) -> None:
    assert "views" not in parse.post(video(statistics={"viewCount": value})).metrics


@pytest.mark.parametrize(("told", "language"), [("en-GB", "en"), ("DE", "de"), ("zxx", ""), ("<b>", ""), (7, "")])
def test_a_language_is_a_code_or_unknown(told: Any, language: str) -> None:
    assert parse.post(video(snippet={**video()["snippet"], "defaultAudioLanguage": told})).language == language


@pytest.mark.parametrize("answer", [None, [], "x", 7, {"items": None}, {"items": {}}, {"items": [1]}, {"error": "x"}])
def test_an_answer_of_another_shape_is_refused(answer: Any) -> None:
    with pytest.raises(Unreadable):
        parse.items(answer)


def test_a_list_that_is_left_out_is_empty() -> None:
    assert parse.items({"kind": "youtube#videoListResponse", "pageInfo": {"totalResults": 0}}) == []


def test_a_page_that_repeats_is_refused() -> None:
    assert parse.next_page({"nextPageToken": "b"}, "a") == "b"
    assert parse.next_page({}, "a") is None
    for token in ("a", 7, ["b"]):
        with pytest.raises(Unreadable):
            parse.next_page({"nextPageToken": token}, "a")


HOSTILE = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "\u202eevil",
        "#" * 50_000,
        "@" * 50_000,
        "a" * 100_000,
        "\0",
        "https://" + "x" * 9000,
    ]
)


@given(text=HOSTILE)
def test_hostile_text_stays_text_that_any_database_stores(text: str) -> None:
    snippet = {**video()["snippet"], "title": text, "description": text}
    facts = parse.post(video(snippet=snippet))
    bio = parse.profile(channel(snippet={**channel()["snippet"], "description": text})).bio
    assert facts.title == facts.caption == bio
    assert "\0" not in str(facts.raw) + bio
    bio.encode()
    assert all(link.startswith(("https://", "http://")) for link in facts.links)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(name=st.sampled_from(sorted(recorded("videos")["items"][2])), value=JSON)
def test_a_field_of_another_kind_is_ignored_or_named(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        parse.post(video(2, **{name: value}))


@given(name=st.sampled_from(sorted(recorded("videos")["items"][2]["snippet"])), value=JSON)
def test_so_is_one_within(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        parse.post(video(2, snippet={**video(2)["snippet"], name: value}))


@given(name=st.sampled_from(sorted(recorded("channel")["items"][0])), value=JSON)
def test_a_channels_field_of_another_kind_is_ignored_or_named(name: str, value: Any) -> None:
    with contextlib.suppress(Unreadable):
        parse.profile(channel(**{name: value}))

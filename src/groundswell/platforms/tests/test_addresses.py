"""Any spelling of one profile gives one handle; a post's address gives its network's id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import HANDLE_PATTERN, Profile, parse_post, parse_profile, profile_url
from groundswell.platforms.names import PLATFORMS, platform_named
from groundswell.platforms.posts import SURFACES, PostAddress


@pytest.mark.parametrize(
    ("text", "platform", "expected"),
    [
        ("https://www.instagram.com/Maya.Fit/?hl=en", None, ("instagram", "maya.fit")),
        ("instagram.com/maya.fit", None, ("instagram", "maya.fit")),
        ("@Maya.Fit", "IG", ("instagram", "maya.fit")),
        ("maya.fit", "instagram", ("instagram", "maya.fit")),
        ("https://www.instagram.com/stories/maya/123/", None, ("instagram", "maya")),
        ("https://m.youtube.com/@Maya", None, ("youtube", "maya")),
        ("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv", None, ("youtube", "UCabcdefghijklmnopqrstuv")),
        ("youtube.com/c/Maya", None, ("youtube", "maya")),
        ("https://www.youtube.com/@Maya/shorts?si=x1", None, ("youtube", "maya")),
        ("www.youtube.com/user/MayaBakes/featured", None, ("youtube", "mayabakes")),
        ("https://music.youtube.com/channel/UCabcdefghijklmnopqrstuv", None, ("youtube", "UCabcdefghijklmnopqrstuv")),
        ("UCabcdefghijklmnopqrstuv", "yt", ("youtube", "UCabcdefghijklmnopqrstuv")),
        ("youtube:@Maya", None, ("youtube", "maya")),
        ("https://www.youtube.com/@%E3%83%9E%E3%83%A4", None, ("youtube", "マヤ")),
        ("https://twitter.com/Maya?s=20", None, ("x", "maya")),
        ("https://x.com/maya/with_replies", None, ("x", "maya")),
        ("https://mobile.twitter.com/@Maya", None, ("x", "maya")),
        ("https://twitter.com/#!/Maya", None, ("x", "maya")),
        ("https://twitter.com/intent/follow?screen_name=Maya&ref=x", None, ("x", "maya")),
        ("x:@Maya_1", None, ("x", "maya_1")),
        ("https://www.facebook.com/profile.php?id=100012345", None, ("facebook", "100012345")),
        ("https://de.pinterest.com/maya/", None, ("pinterest", "maya")),
        ("https://www.linkedin.com/in/maya-lind/", None, ("linkedin", "maya-lind")),
        ("bluesky:@maya.example", None, ("bluesky", "maya.example")),
        ("https://bsky.app/profile/maya.example", None, ("bluesky", "maya.example")),
        ("@maya@social.example", None, ("mastodon", "maya@social.example")),
        ("https://social.example/@maya", None, ("mastodon", "maya@social.example")),
        ("https://bücher.example/blog", None, ("blog", "xn--bcher-kva.example/blog")),
        ("  @maya \u200b", "Tik Tok", ("tiktok", "maya")),
    ],
)
def test_spellings_of_a_profile(text: str, platform: str | None, expected: tuple[str, str]) -> None:
    profile = parse_profile(text, platform)
    assert (profile.platform, profile.handle) == expected
    assert profile.url == profile_url(*expected)


@pytest.mark.parametrize(
    ("text", "platform", "says"),
    [
        ("", "instagram", "empty"),
        ("maya", None, "of which network"),
        ("not a handle", "instagram", "not a handle"),
        ("https://www.instagram.com/p/abc/", None, "no profile"),
        ("https://www.youtube.com/feed/subscriptions", None, "no profile"),
        ("https://www.youtube.com/watch?v=abcDEF12345", None, "no profile"),
        ("https://x.com/i/user/12", None, "no profile"),
        ("https://x.com/intent/post?text=hi", None, "no profile"),
        ("https://x.com/#top", None, "no profile"),
        ("maya.lind", "x", "not a handle on X"),
        ("a_name_that_is_too_long", "x", "not a handle on X"),
        ("https://tiktok.com/@maya", "instagram", "profile on TikTok, not on Instagram"),
        ("https://example.com/maya", "instagram", "not on Instagram"),
        ("@maya", "Snapgram", "Snapgram"),
    ],
)
def test_what_is_no_profile_says_what_was_understood(text: str, platform: str | None, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_profile(text, platform)


@given(
    st.sampled_from(["instagram", "tiktok", "x", "threads", "twitch", "pinterest"]),
    st.from_regex(r"\A[a-z0-9_]{3,15}\Z"),
)
def test_a_profile_comes_back_from_its_own_address(platform: str, handle: str) -> None:
    made = Profile(platform, handle, profile_url(platform, handle))
    if handle in (
        "explore",
        "about",
        "watch",
        "search",
        "home",
        "login",
        "share",
        "video",
        "videos",
        "music",
        "events",
        "pages",
        "posts",
        "embed",
        "direct",
        "accounts",
        "privacy",
        "reel",
        "reels",
        "stories",
        "shorts",
        "live",
        "playlist",
        "results",
        "hashtag",
        "tag",
        "discover",
        "pin",
        "groups",
        "status",
    ):
        return
    assert parse_profile(made.url) == made
    assert parse_profile(f"@{handle.upper()}", platform) == made


@given(st.text(max_size=80), st.sampled_from([None, *PLATFORMS]))
def test_no_text_breaks_the_reader(text: str, platform: str | None) -> None:
    try:
        profile = parse_profile(text, platform)
    except BadInput:
        return
    assert HANDLE_PATTERN[profile.platform].fullmatch(profile.handle.lower())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.instagram.com/p/Cxyz/?igsh=1", ("instagram", "Cxyz", "", "feed")),
        ("https://www.instagram.com/maya/reel/Cxyz/", ("instagram", "Cxyz", "maya", "reel")),
        ("https://www.tiktok.com/@Maya/video/7400000000000000001", ("tiktok", "7400000000000000001", "maya", "video")),
        ("https://youtu.be/abcDEF12345?t=3", ("youtube", "abcDEF12345", "", "video")),
        ("https://www.youtube.com/shorts/abcDEF12345", ("youtube", "abcDEF12345", "", "short")),
        ("https://www.youtube.com/v/abcDEF12345", ("youtube", "abcDEF12345", "", "video")),
        ("https://www.youtube.com/live/abcDEF12345?si=1", ("youtube", "abcDEF12345", "", "live")),
        ("https://x.com/Maya/status/123", ("x", "123", "maya", "feed")),
        ("https://x.com/Maya/status/123/photo/1", ("x", "123", "maya", "feed")),
        ("https://x.com/i/web/status/123", ("x", "123", "", "feed")),
        ("https://bsky.app/profile/maya.example/post/3k", ("bluesky", "3k", "maya.example", "feed")),
        ("https://social.example/@maya/1123", ("mastodon", "1123", "maya@social.example", "feed")),
        ("https://www.pinterest.com/pin/some-title--99/", ("pinterest", "99", "", "pin")),
        ("https://www.facebook.com/maya/posts/456", ("facebook", "456", "maya", "feed")),
        ("http://hartman.example/", ("blog", "hartman.example", "hartman.example", "article")),
    ],
)
def test_addresses_of_posts(url: str, expected: tuple[str, str, str, str]) -> None:
    post = parse_post(url)
    assert (post.platform, post.external_id, post.handle, post.surface) == expected


@pytest.mark.parametrize(
    "url", ["nope", "https://www.instagram.com/maya/", "ftp://x.example/a", "https://www.youtube.com/@maya"]
)
def test_addresses_that_are_no_post(url: str) -> None:
    with pytest.raises(BadInput):
        parse_post(url)


def test_tracking_parts_of_an_address_do_not_make_another_post() -> None:
    assert parse_post("https://www.instagram.com/p/Cxyz/?utm_source=x") == parse_post("instagram.com/p/Cxyz")


@given(st.text(max_size=80))
def test_no_text_breaks_the_post_reader(text: str) -> None:
    try:
        post = parse_post(text)
    except BadInput:
        return
    assert isinstance(post, PostAddress)
    assert post.surface in SURFACES


@pytest.mark.parametrize(
    ("text", "slug"), [("X/Twitter", "x"), ("You Tube", "youtube"), (" INSTA ", "instagram"), ("TikTok", "tiktok")]
)
def test_names_of_networks(text: str, slug: str) -> None:
    assert platform_named(text) == slug

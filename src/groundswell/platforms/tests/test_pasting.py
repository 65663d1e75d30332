"""Handles in every form people paste, understood or refused with what was understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_profile
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.pasting import network_beside, unwrapped

DID = "did:plc:k2zfbgxzpvrjrxvpdlxyxkm4"


@pytest.mark.parametrize(
    ("text", "platform", "wanted"),
    [
        ("＠ｍａｙａ．ｒｕｎｓ", "instagram", "instagram:maya.runs"),
        ("@Maya.Runs,", "instagram", "instagram:maya.runs"),
        ("(@maya)", "x", "x:maya"),
        ("“maya”", "x", "x:maya"),
        ("maya!", "tiktok", "tiktok:maya"),
        ("maya.", "instagram", "instagram:maya"),
        ("\u202emaya\u200b", "x", "x:maya"),
        ("ma\u00adya\ufeff", "x", "x:maya"),
        ("Instagram @maya", None, "instagram:maya"),
        ("IG: @maya", None, "instagram:maya"),
        ("@maya on Instagram", None, "instagram:maya"),
        ("maya (Tik Tok)", None, "tiktok:maya"),
        ("maya (Instagram)", "instagram", "instagram:maya"),
        ("  <https://x.com/Maya>  ", None, "x:maya"),
        ("https://x.com/maya?s=21&t=abc.", None, "x:maya"),
        ("https://www.instagram.com/maya?igsh=abc==", None, "instagram:maya"),
        ("https://www.tiktok.com/@maya?_t=1&_r=1", None, "tiktok:maya"),
        ("https://youtube.com/@Maya?si=abc", None, "youtube:maya"),
        ("bsky.app/profile/Maya.example?x=1#top", None, "bluesky:maya.example"),
        (f"https://bsky.app/profile/{DID}", None, f"bluesky:{DID}"),
        (f"at://{DID}/app.bsky.feed.post/3k", None, f"bluesky:{DID}"),
        ("at://maya.example", None, "bluesky:maya.example"),
        (DID, None, f"bluesky:{DID}"),
        ("@bücher.example", "bluesky", "bluesky:xn--bcher-kva.example"),
        ("@maya@Bücher.example", None, "mastodon:maya@xn--bcher-kva.example"),
        ("acct:maya@toots.example", "mastodon", "mastodon:maya@toots.example"),
        ("https://toots.example/@maya@other.example", None, "mastodon:maya@other.example"),
    ],
)
def test_what_is_pasted_is_understood(text: str, platform: str | None, wanted: str) -> None:
    found = parse_profile(text, platform)
    assert f"{found.platform}:{found.handle}" == wanted


@pytest.mark.parametrize(
    ("text", "platform", "words"),
    [
        ("@Maya Runs", "instagram", "“@Maya Runs” is not a handle on Instagram. Handles have no spaces"),
        ("maya@", "x", "“maya@” is not a handle on X."),
        ("a" * 500, "x", f"“{'a' * 80}” is not a handle on X."),
        ("maya", None, "“maya” looks like a handle, but of which network?"),
        ("“ ”", "x", "The profile is empty."),
        ("@maya on Instagram", "tiktok", ""),
        ("https://l.instagram.com/?u=https%3A%2F%2Fmaya.example", None, "is a page of Instagram, but no profile"),
        ("javascript:alert(1)", None, "which network"),
    ],
)
def test_what_cannot_be_understood_says_what_was(text: str, platform: str | None, words: str) -> None:
    if not words:
        assert parse_profile(text, platform).platform == platform  # the network that was chosen counts
        return
    with pytest.raises(BadInput) as refused:
        parse_profile(text, platform)
    assert words in refused.value.message


@given(st.text(max_size=120), st.sampled_from([None, *PLATFORMS]))
def test_whatever_is_pasted_gives_a_clean_handle_or_a_reason(text: str, platform: str | None) -> None:
    try:
        found = parse_profile(text, platform)
    except BadInput:
        return
    assert found.handle
    assert found.handle == unwrapped(found.handle).removeprefix("@") or found.platform in ("blog", "podcast")
    assert parse_profile(found.handle, found.platform).handle == found.handle or found.platform in ("blog", "podcast")


@given(st.from_regex(r"[a-z][a-z0-9_]{2,12}[a-z0-9]", fullmatch=True), st.sampled_from(["{}", "@{}", " @{} ", "“@{}”", "{},", "https://x.com/{}?s=20", "x:{}", "X @{}", "@{} on Twitter", "twitter.com/{}/"]))  # fmt: skip
def test_every_spelling_of_a_handle_is_one_handle(handle: str, written: str) -> None:
    for text in (written.format(handle), written.format(handle.upper())):
        assert parse_profile(text, "x").handle == handle


def test_a_network_is_named_beside_a_handle_or_it_is_not() -> None:
    assert network_beside("Insta @maya") == ("instagram", "@maya")
    for text in ("see @maya", "maya on the run", "@maya", "", "maya (shop)"):
        assert network_beside(text) is None

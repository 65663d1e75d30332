"""What must hold for every caption."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.disclosure.jurisdictions import PLACES as ALL_PLACES
from groundswell.disclosure.rules import Post, check_line, check_post

LOOKALIKES = str.maketrans({"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і", "s": "ѕ"})
WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x41, 0x7B) if chr(n).isalpha()})

CAPTIONS = st.sampled_from(
    [
        "#ad The kettle that boils in a minute.",
        "Ad: the kettle that boils in a minute.",
        "Sponsored by Acme: the kettle that boils in a minute.",
        "AD loving the new kettle this week",
        "The kettle I love. #tea #home #ad #kettle",
        "#collab the kettle that boils in a minute.",
        "In partnership with Acme, the kettle that boils in a minute.",
        "This is not sponsored, I just love this kettle.",
        "Use my code MAYA10 for the kettle that I love.",
        "Contact me for paid promotion",
        "#adidas and an #adventure with my kettle",
        "Acme gave me this kettle for free.",
        "I earn a commission from the links in this post.",
        "A walk by the lake with my dog this morning.",
    ]
)
CONNECTIONS = st.sampled_from(["paid", "gifted", "affiliate", "employee", "family", "none", "unknown"])
PLACES = st.lists(st.sampled_from(sorted(ALL_PLACES)), min_size=1, max_size=5, unique=True)
PLATFORMS = st.sampled_from(["instagram", "facebook", "tiktok", "x", "linkedin", "threads", "bluesky", "youtube"])
WORDS = st.sampled_from(
    [
        "#ad",
        "ad",
        "ad:",
        "sponsored",
        "by",
        "paid",
        "gifted",
        "acme",
        "@acme",
        "#acme",
        "not",
        "an",
        "no",
        "#notsponsored",
        "pub",
        "publicité",
        "Werbung",
        "keine",
        "geen",
        "reclame",
        "광고",
        "아닙니다",
        "【PR】",
        "じゃない",
        "publi",
        "não",
        "le",
        "la",
        "the",
        "my",
        "code",
        "free",
        "link",
        "affiliate",
        "commission",
        "https://a.co/x",
        "👍",
        "👨\u200d👩\u200d👧\u200d👦",
        "\n",
        "\r\n",
        ".",
        "!",
        "?",
        "(",
        ")",
        "|",
        "-",
        ",",
        "#x",
        "#y",
        "collab",
    ]
)
JUMBLES = st.lists(WORDS, max_size=40).map(" ".join)


def post(text: str, connection: str = "paid", places: Sequence[str] = ("US",), **more: Any) -> Post:
    entry = {
        "id": 1,
        "platform": "instagram",
        "surface": "feed",
        "text": text,
        "jurisdictions": list(places),
        "connection": connection,
    }
    return Post.model_validate(entry | more)


@given(CAPTIONS, CONNECTIONS, st.sampled_from([str.upper, str.lower, str.swapcase]))
def test_case_changes_nothing(caption: str, connection: str, change: Callable[[str], str]) -> None:
    assert check_post(post(change(caption), connection)).verdict == check_post(post(caption, connection)).verdict


@given(CAPTIONS, CONNECTIONS, st.sampled_from([LOOKALIKES, WIDE]))
def test_lookalikes_change_nothing(caption: str, connection: str, table: dict[int, str]) -> None:
    disguised = caption.translate(table)
    assert check_post(post(disguised, connection)).verdict == check_post(post(caption, connection)).verdict


@given(CAPTIONS, CONNECTIONS, st.sampled_from("\u200b\u200c\u200d\u2060\u00ad\u200f\u202e\ufeff\ufe0f"), st.data())
def test_invisible_characters_change_nothing(
    caption: str, connection: str, invisible: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(caption)))
    hidden = caption[:at] + invisible + caption[at:]
    assert check_post(post(hidden, connection)).verdict == check_post(post(caption, connection)).verdict


@given(CAPTIONS, CONNECTIONS, st.sampled_from(["✨", "❤️", "👨‍👩‍👧‍👦", "🇨🇦"]))
def test_a_picture_in_front_or_behind_changes_nothing(caption: str, connection: str, picture: str) -> None:
    expected = check_post(post(caption, connection)).verdict
    assert check_post(post(f"{picture} {caption}", connection)).verdict == expected
    assert check_post(post(f"{caption} {picture}", connection)).verdict == expected


@settings(max_examples=300)
@given(st.one_of(st.text(), JUMBLES, CAPTIONS), CONNECTIONS, PLACES, PLATFORMS, st.sampled_from([None, "Acme", "not"]))
def test_a_suggested_caption_always_passes(
    text: str, connection: str, places: Sequence[str], platform: str, brand: str | None
) -> None:
    asked = post(text, connection, places, platform=platform, brand=brand)
    for finding in check_post(asked).findings:
        if finding.fix is not None:
            again = asked.model_copy(update={"text": finding.fix})
            assert check_post(again).verdict == "pass"


@given(JUMBLES, CONNECTIONS.filter(lambda c: c != "none"), st.sampled_from([["US"], ["CA"], ["US", "CA"]]))
def test_an_english_caption_always_gets_a_suggestion(text: str, connection: str, places: Sequence[str]) -> None:
    verdict = check_post(post(text, connection, places, language="en", brand="Acme"))
    for finding in verdict.findings:
        assert finding.severity == "info" or finding.fix is not None


@settings(max_examples=300)
@given(st.one_of(st.text(), JUMBLES), CONNECTIONS, PLACES)
def test_spans_lie_in_the_text_and_hold_the_term(text: str, connection: str, places: Sequence[str]) -> None:
    verdict = check_post(post(text, connection, places))
    for finding in verdict.findings:
        assert finding.span is None or 0 <= finding.span[0] < finding.span[1] <= len(text)
    if verdict.disclosure is not None:
        assert verdict.disclosure.span is not None
        start, end = verdict.disclosure.span
        assert text[start:end] == verdict.disclosure.term
        assert any(unicodedata.category(character)[0] in "LS" for character in verdict.disclosure.term)


@given(JUMBLES, st.sampled_from(["paid", "gifted", "affiliate", "employee", "family"]), PLACES)
def test_a_material_connection_never_passes_without_a_disclosure(
    text: str, connection: str, places: Sequence[str]
) -> None:
    verdict = check_post(post(text, connection, places))
    assert verdict.verdict != "pass" or verdict.disclosure is not None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
FIELDS = st.sampled_from(
    [
        "id",
        "platform",
        "surface",
        "text",
        "title",
        "overlay_text",
        "transcript",
        "platform_label",
        "language",
        "jurisdictions",
        "brand",
        "connection",
    ]
)


@given(st.text())
def test_any_line_is_answered(raw: str) -> None:
    assert "error" in check_line(raw)


@given(FIELDS, JSON)
def test_any_field_is_answered(field: str, value: object) -> None:
    entry = json.loads(post("#ad a kettle").model_dump_json()) | {field: value}
    answer = check_line(json.dumps(entry))
    assert ("error" in answer) != ("verdict" in answer)
    json.dumps(answer)

"""Guidelines held against posts: exact outcomes with their evidence."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.rules.guidelines import KINDS, Guideline
from groundswell.tracking.rules.guidelines import Done, Other, check_guidelines, found_in

TEXT = "#ad My new trail shoe from @acme.\nUse MAYA15 at shop.example/l/maya-runs — sehr   bequem! #AcmeTrail"


def outcome(kind: str, value: str = "", platform: str = "", **facts: Any) -> tuple[str, str]:
    seen: dict[str, Any] = {"text": TEXT, "platform": "instagram", "surface": "reel", "day": date(2026, 12, 5)}
    items = [Guideline(kind=kind, value=value, platform=platform), Guideline(kind="competitor", value="Rival")]
    result = check_guidelines(items, Done(**seen | facts))[0][1]
    return result.outcome, result.evidence


@pytest.mark.parametrize(
    ("kind", "value", "facts", "wanted"),
    [
        ("mention", "acme", {}, "kept"),
        ("mention", "acm", {}, "broken"),
        ("mention", "acme.shop", {}, "broken"),
        ("hashtag", "acmetrail", {}, "kept"),
        ("hashtag", "acme", {}, "broken"),
        ("link", "", {"link": "maya-runs"}, "kept"),
        ("link", "", {"link": "maya"}, "broken"),
        ("link", "", {"link": "other", "noted": "It carries the link /l/other."}, "kept"),
        ("link", "", {}, "unknown"),
        ("code", "", {"code": "maya15"}, "kept"),
        ("code", "", {"code": "MAYA1"}, "broken"),
        ("words", "sehr bequem", {}, "kept"),
        ("words", "bequemer", {}, "broken"),
        ("forbidden", "shoe", {}, "broken"),
        ("forbidden", "sho", {}, "kept"),
        ("competitor", "trail", {}, "broken"),
        ("words", "广告", {"text": "这是广告内容"}, "kept"),
        ("words", "x", {"text": None}, "unknown"),
        ("format", "feed,reel", {}, "kept"),
        ("format", "story", {}, "broken"),
        ("window", "2026-12-05/2026-12-05", {}, "kept"),
        ("window", "2026-12-06/", {}, "broken"),
        ("window", "/2026-12-04", {}, "broken"),
        ("window", "", {"window": (date(2026, 12, 1), None)}, "kept"),
        ("window", "", {}, "unknown"),
        ("window", "2026-12-01/", {"day": None}, "unknown"),
        ("usage_rights", "Reposts for a year", {}, "unknown"),
        ("disclosure", "US", {"verdicts": {"US": "pass"}}, "kept"),
        ("disclosure", "US", {"verdicts": {"US": "fail", "CA": "pass"}}, "broken"),
        ("disclosure", "US", {"verdicts": {"US": "review"}}, "unknown"),
        ("disclosure", "US", {}, "unknown"),
    ],
)
def test_each_kind(kind: str, value: str, facts: dict[str, Any], wanted: str) -> None:
    assert outcome(kind, value, **facts)[0] == wanted


def test_the_evidence_quotes_the_place() -> None:
    assert outcome("mention", "acme") == (
        "kept",
        "“#ad My new trail shoe from @acme. Use MAYA15 at shop.example/l…” at character 28",
    )
    assert outcome("window", "2026-12-08/") == ("broken", "It was published on 2026-12-05, 3 days before 2026-12-08.")
    assert outcome("words", "cheap") == ("broken", "“cheap” does not occur in the text.")


def test_exclusivity_looks_at_the_days_around_both_ends_counted() -> None:
    def seen(*days: int) -> tuple[str, str]:
        others = [Other(date(2026, 12, day), "I love my #rival shoes", f"https://x.example/{day}") for day in days]
        return outcome("exclusivity", "3", others=others)

    assert seen() == ("unknown", "No other post of theirs from those days is known.")
    assert seen(1, 9)[0] == "unknown"
    assert seen(2)[0] == "broken"
    assert (
        seen(9, 8)[1]
        == "On 2026-12-08 they named Rival: “I love my #rival shoes” at character 12 (https://x.example/8)."
    )
    calm = [Other(date(2026, 12, 6), "rivalry is fun")]
    assert outcome("exclusivity", "3", others=calm)[0] == "kept"


def test_an_item_of_one_network_says_nothing_elsewhere() -> None:
    items = [Guideline(kind="words", value="x", platform="tiktok")]
    assert check_guidelines(items, Done(text="x", platform="instagram", surface="feed", day=None)) == []


@given(st.text(max_size=60), st.text(min_size=1, max_size=12).filter(str.strip), st.sampled_from(["", "#", "@"]))
def test_what_is_found_lies_in_the_text_and_a_phrase_alone_is_found(text: str, phrase: str, sign: str) -> None:
    span = found_in(text, phrase, sign=sign)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
    if phrase.isalnum():
        assert found_in(f"a {sign}{phrase} b", phrase, sign=sign) is not None


@given(
    st.text(max_size=80),
    st.sampled_from(sorted(set(KINDS) - {"window", "exclusivity"})),
    st.text(min_size=1, max_size=9).filter(str.strip),
)
def test_any_text_has_an_answer_and_a_reason(text: str, kind: str, value: str) -> None:
    result = outcome(kind, value, text=text)
    assert result[0] in ("kept", "broken", "unknown")
    assert result[1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mine: go.fernway.example/maya!", "kept"),
        ("https://GO.fernway.example/maya?x", "kept"),
        ("https://app.fernway.example/l/maya", "kept"),
        ("go.fernway.example/maya-brook", "broken"),
        ("evilgo.fernway.example/maya", "broken"),
        ("to.go.fernway.example/maya", "broken"),
    ],
)
def test_a_link_on_an_own_domain_is_the_link(text: str, wanted: str) -> None:
    assert outcome("link", text=text, link="maya", hosts=("go.fernway.example",))[0] == wanted

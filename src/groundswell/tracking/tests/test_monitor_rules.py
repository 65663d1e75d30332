"""What somebody types into a monitor, as it is understood or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.platforms.watch import Seen, Watch
from groundswell.tracking.rules.monitors import Wanted, read_monitor


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("#AcmeRun", Wanted("hashtag", "acmerun", "", "#AcmeRun")),
        ("＃ＡｃｍｅRun", Wanted("hashtag", "acmerun", "", "#AcmeRun")),
        ("#acmerun.", Wanted("hashtag", "acmerun", "", "#acmerun")),
        ("#Straße", Wanted("hashtag", "strasse", "", "#Straße")),
        ("#東京", Wanted("hashtag", "東京", "", "#東京")),
        ("@Acme", Wanted("handle", "acme", "", "@Acme")),
        ("＠Acme", Wanted("handle", "acme", "", "@Acme")),
        ("@acme!", Wanted("handle", "acme", "", "@acme")),
        ("@Acme.example", Wanted("handle", "acme.example", "bluesky", "@Acme.example")),
        ("@acme@Toots.example", Wanted("handle", "acme@toots.example", "mastodon", "@acme@toots.example")),
        ("instagram:@Acme", Wanted("handle", "acme", "instagram", "@acme")),
        ("https://bsky.app/profile/acme.example?x=1", Wanted("handle", "acme.example", "bluesky", "@acme.example")),
        ("https://www.instagram.com/acme/?igsh=abc", Wanted("handle", "acme", "instagram", "@acme")),
        ("  Acme   Shoes ", Wanted("name", "acme shoes", "", "Acme Shoes")),
        ("Café\u200b Noir", Wanted("name", "cafe noir", "", "Café Noir")),
        ("アクメ", Wanted("name", "アクメ", "", "アクメ")),
        ("https://www.Shop.example/trail/?utm_source=x&size=42", Wanted("link", "shop.example/trail?size=42", "", "https://www.Shop.example/trail/?utm_source=x&size=42")),
        ("bücher.example/neu", Wanted("link", "xn--bcher-kva.example/neu", "", "bücher.example/neu")),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(text: str, wanted: Wanted) -> None:
    assert read_monitor(text) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("", "", "nothing to watch for"),
        (" \u200b ", "", "nothing to watch for"),
        ("#", "", "no hashtag"),
        ("#two words", "hashtag", "no hashtag"),
        ("#2026", "", "is a number"),
        ("x", "name", "too short"),
        ("…", "name", "too short"),
        ("not an address", "link", "no web address"),
        ("shop", "link", "no web address"),
        ("https://shop.example/me", "handle", "not of a profile"),
        ("@a b c", "handle", "which network"),
        ("acme", "brand", "no kind of monitor"),
        ("#" + "a" * 101, "", "longer than 100"),
        ("a" * 501, "", "longer than 500"),
    ],
)
def test_what_cannot_be_watched_for_is_refused_with_the_reason(text: str, kind: str, part: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_monitor(text, kind)
    assert part in refused.value.message


@given(st.text(max_size=600), st.sampled_from(["", "hashtag", "handle", "name", "link"]))
def test_whatever_is_typed_is_understood_or_refused(text: str, kind: str) -> None:
    try:
        wanted = read_monitor(text, kind)
    except BadInput:
        return
    assert wanted.value
    assert "\0" not in wanted.shown + wanted.value
    assert len(wanted.value) <= 500
    assert read_monitor(wanted.shown, wanted.kind).kind == wanted.kind


@given(st.from_regex(r"[a-zäöüéßø]{2,12}( [a-zäöüéßø]{2,12})?", fullmatch=True), st.text("!?,. \n()", max_size=3))
def test_a_name_is_met_in_any_case_and_with_or_without_accents(name: str, around: str) -> None:
    watch = Watch(names=[name])
    for text in (name, name.upper(), f"{around}{name.title()}{around}", f"so {name}’s best"):
        assert [reason.value for reason in watch.reasons(Seen("somebody", text))] == [name]
    assert watch.reasons(Seen("somebody", f"un{name}")) == ()
    assert watch.reasons(Seen("somebody", f"{name}er")) == ()

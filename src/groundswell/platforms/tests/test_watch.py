"""Names, hashtags, handles and pages as every network shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.facts import PostFacts
from groundswell.platforms.folding import folded, handles_in
from groundswell.platforms.places import place_of
from groundswell.platforms.watch import Reason, Seen, Watch, seen


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("the CAFÉ NOIR downtown", True),
        ("the cafe\u0301 noir downtown", True),
        ("cafe noir", True),
        ("Café\nnoir!", True),
        ("café noirs", False),
        ("scafé noir", False),
        ("café and noir", False),
    ],
)
def test_accents_and_their_spelling_hide_no_name(text: str, met: bool) -> None:
    for name in ("Café Noir", "cafe noir", "CAFE\u0301 NOIR"):
        assert Watch(names=[name]).reasons(Seen("a", text)) == ((Reason("name", name),) if met else ())


def test_where_no_spaces_are_written_a_name_is_met_inside() -> None:
    assert Watch(names=["アクメ"]).reasons(Seen("a", "新しいアクメの靴")) == (Reason("name", "アクメ"),)
    assert Watch(names=["ガ"]).reasons(Seen("a", "カ")) == ()  # the voicing mark is no accent


@pytest.mark.parametrize(
    ("address", "met"),
    [
        ("https://shop.example/trail?size=42&utm_campaign=x&fbclid=1", True),
        ("HTTP://WWW.SHOP.EXAMPLE/trail/red?colour=1&size=42", True),
        ("https://shop.example/trail", False),
        ("https://shop.example/trail?size=43", False),
        ("https://shop.example/Trail?size=42", False),
        ("https://shop.example/trailer?size=42", False),
        ("https://shop.example.evil.example/trail?size=42", False),
        ("mailto:me@shop.example", False),
    ],
)
def test_a_page_is_met_without_tracking_parameters(address: str, met: bool) -> None:
    watch = Watch(links=["shop.example/trail?size=42"])
    assert bool(watch.reasons(Seen("a", "", links=(address,)))) is met


def test_an_international_host_is_one_however_it_is_written() -> None:
    watch = Watch(links=["https://bücher.example/neu"])
    for address in (
        "https://xn--bcher-kva.example/neu",
        "https://BÜCHER.example/neu/",
        "https://www.bücher.example/neu#a",
    ):
        assert watch.reasons(Seen("a", "", links=(address,))) == (Reason("link", "https://bücher.example/neu"),)


def test_what_a_network_does_not_mark_is_read_out_of_the_text() -> None:
    caption = "Thanks @acme.shoes! #AcmeRun see https://shop.example/a?x=1. me@acme.example &#39;"
    plain = PostFacts(platform="instagram", external_id="1", url="", author_id="a", caption=caption, title="Run")
    assert seen(plain) == Seen("a", f"Run\n{caption}", ("AcmeRun",), (), ("https://shop.example/a?x=1",))
    marking = PostFacts(platform="bluesky", external_id="1", url="", author_id="a", caption=caption)
    assert seen(marking).hashtags == ()
    assert list(handles_in(caption)) == ["acme.shoes"]


def test_handles_end_where_people_end_them() -> None:
    text = "(@Maya), @tom@Toots.example. ＠kim- a@b.example @@x"
    assert list(handles_in(text)) == ["maya", "tom@toots.example", "kim"]


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=200))
def test_no_text_stops_the_watch(text: str) -> None:
    watch = Watch(names=["acme", "アクメ"], hashtags=["x"], mentions=["@y"], links=["z.example"])
    facts = PostFacts(
        platform="blog", external_id="1", url=text, author_id="a", caption=text, title=text, links=(text,)
    )
    watch.reasons(seen(facts))
    if place := place_of(text):
        assert place_of(str(place)) == place

"""Text and links out of HTML that strangers wrote."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.html_text import attributes, read_html
from groundswell.kit.storable import storable

PIECES = st.sampled_from(
    ["<", ">", "</", "<!--", "-->", "<a href=", '"', "'", "<p>", "</p>", "<br/>", "<script>", "</script>", "&", "&#", "&#x", "9" * 5000,
     ";", "javascript:x", "https://a.example/", "\0", "\ud800", "\u202e", " ", "\n", "<![CDATA[", "<?", "<svg onload=x>", "é", "=", "x"]
)  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join)


def test_paragraphs_breaks_and_entities_become_text() -> None:
    told = read_html("<p>Hi &amp; <b>welcome</b><br />to\n  my  &lt;shop&gt;</p><p>Second</p><ul><li>one<li>two</ul>")
    assert told.text == "Hi & welcome\nto my <shop>\n\nSecond\n\none\ntwo"


def test_an_address_cut_for_the_eye_is_whole_in_text_and_links() -> None:
    told = read_html(
        '<a href="https://a.example/long?x=1&amp;y=2" class="u-url mention"><span class="invisible">https://</span>'
        '<span class="ellipsis">a.example/lo</span><span class="invisible">ng</span></a>'
    )
    assert told.text == "https://a.example/long"
    assert [(link.href, link.classes) for link in told.links] == [("https://a.example/long?x=1&y=2", frozenset({"u-url", "mention"}))]  # fmt: skip


def test_what_no_reader_sees_is_left_out() -> None:
    told = read_html("a<script>alert('<p>')</script>b<style>x{}</style>c<!-- #ad -->d<svg><text>e</text></svg>f<?php g ?>h")  # fmt: skip
    assert told.text == "abcdfh"
    assert read_html("seen<!-- never closed #ad").text == "seen"
    assert read_html("seen<script>never closed").text == "seen"


def test_signs_that_are_no_tags_stay() -> None:
    assert read_html("3 < 4 and 5 > 2 <3 you").text == "3 < 4 and 5 > 2 <3 you"
    assert read_html("&#0;&#xD800;&#99999999999999;&nosuch;").text == "���&nosuch;"


def test_attributes_in_any_quotes_and_the_first_of_two() -> None:
    told = attributes(" HREF='a&amp;b' class=\"x  y\" rel=me href='second' disabled data-x = 1")
    assert told == {"href": "a&b", "class": "x  y", "rel": "me", "data-x": "1"}


@given(HOSTILE)
def test_whatever_comes_in_what_comes_out_is_text(source: str) -> None:
    told = read_html(source)
    assert told.text == told.text.strip()
    assert "\n\n\n" not in told.text
    assert all(link.href for link in told.links)


@given(st.recursive(HOSTILE | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(HOSTILE, inner)))  # fmt: skip
def test_what_is_storable_has_no_nul_and_no_half_of_a_pair(value: object) -> None:
    def texts(one: object) -> list[str]:
        if isinstance(one, dict):
            return [text for part in [*one.keys(), *one.values()] for text in texts(part)]
        if isinstance(one, list):
            return [text for part in one for text in texts(part)]
        return [one] if isinstance(one, str) else []

    kept = storable(value)
    for text in texts(kept):
        assert "\0" not in text
        text.encode()
    assert storable(kept) == kept

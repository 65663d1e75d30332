"""Whatever a page tells or a journal holds, reading it never breaks; what was written comes back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.links.rules.sightings import Sighting, parameters, sighting_line, sighting_of
from groundswell.links.rules.sites import conversion_facts, is_site_key, page_of, site_key

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(["page", "code", "amount"]), st.text()), st.text())
def test_a_line_comes_back_whole(told: dict[str, str], agent: str) -> None:
    written = Sighting("abcdefghijkl", "k", AT, "0" * 32, "", agent, "order", told)
    line = sighting_line(written)
    assert line.count(b"\n") == 1
    assert sighting_of(line[:-1]) == written


@given(st.binary())
def test_any_bytes_are_a_sighting_or_none(raw: bytes) -> None:
    sighting_of(raw)


@given(st.lists(JSON, min_size=8, max_size=8).map(repr) | st.text())
def test_any_text_is_a_sighting_or_none(raw: str) -> None:
    sighting_of(raw.encode("utf-8", "replace"))


@given(st.binary(max_size=300))
def test_parameters_are_known_ones_without_nought_bytes(query: bytes) -> None:
    assert all("\0" not in value for value in parameters(query).values())


@given(st.text())
def test_a_page_has_no_query_and_fits(address: str) -> None:
    page = page_of(address)
    assert len(page) <= 500
    assert "?" not in page
    assert "#" not in page


@given(
    st.dictionaries(
        st.sampled_from(["order_id", "amount", "currency", "code", "click_id", "placed_at", "refunded"]), JSON
    )
)
def test_any_telling_is_an_order_or_a_refusal(told: dict[str, object]) -> None:
    try:
        facts = conversion_facts(told, source="server-1", at=AT)
    except BadInput:
        return
    assert facts.total >= 0
    assert len(facts.currency) == 3


def test_numbers_beyond_what_javascript_can_count_are_refused_and_texts_are_exact() -> None:
    base = {"amount": "1", "currency": "USD"}
    with pytest.raises(BadInput, match=r"beyond 2\^53"):
        conversion_facts({**base, "order_id": 9007199254740993117}, source="s", at=AT)
    assert conversion_facts({**base, "order_id": 2**53}, source="s", at=AT).external_id == "9007199254740992"
    exact = conversion_facts({**base, "order_id": "9007199254740993117"}, source="s", at=AT)
    assert exact.external_id == "9007199254740993117"


def test_a_key_is_only_made_with_the_secret() -> None:
    key = site_key("abcdefghijkl", "secret")
    assert len(key) == 24
    assert is_site_key(key, "secret")
    assert not is_site_key(key, "another")
    assert not is_site_key(f"b{key[1:]}", "secret")
    assert not is_site_key("é" * 24, "secret")

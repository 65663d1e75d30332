import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.links.rules.names import (
    LOOKALIKE_FREE,
    checked_code,
    checked_slug,
    code_number,
    code_stem,
    folded,
    plain,
    slug_for,
)


def test_a_slug_is_readable() -> None:
    assert slug_for("@Maya.Runs", "Spring Sale 2026") == "maya-runs-spring-sale-2026"
    assert slug_for("Zoë  van Dijk", "") == "zoe-van-dijk"


def test_without_latin_letters_a_slug_is_random_and_free_of_lookalikes() -> None:
    first, second = slug_for("山田", ""), slug_for("山田", "")
    assert first != second
    assert len(first) == 7
    assert set(first + second) <= set(LOOKALIKE_FREE)


@pytest.mark.parametrize("slug", ["", "-a", "a-", "a b", "a/b", "ä", "a" * 65, "..", "a?b"])
def test_what_would_not_work_in_an_address_is_refused(slug: str) -> None:
    with pytest.raises(BadInput):
        checked_slug(slug)


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_made_slug_is_always_a_good_one(creator: str, campaign: str) -> None:
    assert checked_slug(slug_for(creator, campaign)) == slug_for(creator, campaign) or not (
        plain(creator) or plain(campaign)
    )


def test_codes_are_compared_without_case_or_width() -> None:
    assert folded(" maya10 ") == folded("MAYA10") == folded("ＭＡＹＡ10") == "MAYA10"


@pytest.mark.parametrize("code", ["", "A", "two words", "a,b", "x" * 65])
def test_a_code_no_shop_would_take_is_refused(code: str) -> None:
    with pytest.raises(BadInput):
        checked_code(code)


def test_a_code_is_made_of_the_first_name_and_what_it_gives() -> None:
    assert code_stem("Zoë van Dijk") + code_number("15 % off") == "ZOE15"
    assert code_number("a free gift") == "10"
    assert len(code_stem("山田")) == 5

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.links.rules.attribution import (
    ClickFact,
    CodeFact,
    Evidence,
    Owed,
    RulingFact,
    clicked,
    in_words,
    owed_to,
)

PLACED = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
MAYA, TOM, SPRING = 1, 2, 50
CODES = {
    "MAYA10": CodeFact(7, "Maya10", MAYA, SPRING),
    "TOM10": CodeFact(8, "TOM10", TOM, None),
    "SALE": CodeFact(9, "SALE", None, None),
}


def click(age: timedelta = timedelta(days=2), creator: int | None = TOM) -> ClickFact:
    return ClickFact(pk=30, at=PLACED - age, link=20, slug="tom", creator=creator, campaign=None)


def test_a_code_stands_above_a_click_and_a_click_above_the_report() -> None:
    everything = Evidence(PLACED, codes=["MAYA10"], click=click(), named_creator=3, named_campaign=60)
    assert owed_to(everything, CODES, 30) == Owed(MAYA, SPRING, "code", "The buyer used the code Maya10", code=7)
    without_code = Evidence(PLACED, codes=["SALE"], click=click(), named_creator=3, named_campaign=60)
    assert owed_to(without_code, CODES, 30) == Owed(
        TOM, None, "link", "The buyer came by /l/tom 2 days before the order", link=20, click=30
    )
    without_click = Evidence(PLACED, codes=["SALE"], click=click(creator=None), named_creator=3, named_campaign=60)
    owed = owed_to(without_click, CODES, 30)
    assert owed is not None
    assert (owed.creator, owed.campaign, owed.method) == (3, 60, "report")


def test_a_click_before_the_order_on_a_creators_link_tells_beside_whatever_decided() -> None:
    facts = [
        click(),
        click(timedelta(days=400)),
        click(timedelta(0)),
        click(timedelta(seconds=-1)),
        click(creator=None),
    ]
    told = [clicked(Evidence(PLACED, codes=["MAYA10"], click=fact)) for fact in [*facts, None]]
    assert told == [30, 30, 30, None, None, None]


def test_nothing_known_is_nobodys() -> None:
    assert owed_to(Evidence(PLACED), CODES, 30) is None
    assert owed_to(Evidence(PLACED, codes=["UNKNOWN", "SALE"]), CODES, 30) is None


def test_the_first_of_two_creators_codes_wins_and_the_reason_says_so() -> None:
    owed = owed_to(Evidence(PLACED, codes=["SALE", "TOM10", "MAYA10"]), CODES, 30)
    assert owed is not None
    assert (owed.creator, owed.reason) == (TOM, "The buyer used the code TOM10, entered before Maya10")


@pytest.mark.parametrize(
    ("age", "counts"),
    [
        (timedelta(days=30), True),
        (timedelta(days=30, seconds=1), False),
        (timedelta(minutes=-10), True),
        (timedelta(minutes=-11), False),
    ],
)
def test_a_click_counts_within_the_window_only(age: timedelta, counts: bool) -> None:
    assert (owed_to(Evidence(PLACED, click=click(age)), {}, 30) is not None) is counts


def test_cancelled_and_test_orders_are_nobodys_even_by_ruling() -> None:
    ruled = Evidence(PLACED, counts=False, codes=["MAYA10"], ruling=RulingFact(MAYA, "she asked"))
    assert owed_to(ruled, CODES, 30) is None


def test_a_persons_ruling_stands_above_every_rule() -> None:
    ruled = Evidence(PLACED, codes=["MAYA10"], ruling=RulingFact(TOM, "Named in the chat"))
    assert owed_to(ruled, CODES, 30) == Owed(TOM, None, "person", "Named in the chat")
    confirmed = Evidence(PLACED, codes=["MAYA10"], ruling=RulingFact(MAYA, "Checked"))
    assert owed_to(confirmed, CODES, 30) == Owed(MAYA, SPRING, "person", "Checked")
    nobody = Evidence(PLACED, codes=["MAYA10"], ruling=RulingFact(None, "Leaked code"))
    assert owed_to(nobody, CODES, 30) is None


@pytest.mark.parametrize(
    ("span", "words"),
    [(timedelta(days=1, hours=5), "1 day"), (timedelta(hours=26), "1 day"), (timedelta(minutes=125), "2 hours"),
     (timedelta(seconds=59), "less than a minute"), (timedelta(minutes=-3), "less than a minute")],
)  # fmt: skip
def test_spans_in_words(span: timedelta, words: str) -> None:
    assert in_words(span) == words

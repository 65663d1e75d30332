"""What speaks against an order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.links.rules.guard import Guard, Known, Use, WithoutClick, hour_of, names_code, suspicions

AT = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
HOUR = datetime(2026, 3, 10, 12, tzinfo=UTC)
USE = Use(placed_at=AT, code="SAGE10", buyer="b" * 64)
QUIET = Known(first_click=HOUR - timedelta(days=31), clicks={HOUR - timedelta(days=31): 5})
BUSY = Known(first_click=HOUR - timedelta(days=2), clicks={HOUR - timedelta(days=2): 5})


def kinds(use: Use = USE, known: Known = BUSY, guard: Guard = Guard()) -> list[str]:  # noqa: B008  # frozen
    return [one.kind for one in suspicions(use, known, guard, 30)]


def test_an_ordinary_order_is_not_suspicious() -> None:
    assert kinds() == []
    assert kinds(known=Known()) == []


def test_a_code_while_nobody_clicks() -> None:
    (one,) = suspicions(USE, QUIET, Guard(), 30)
    assert one == ("no_click", "Nobody clicked on the creator’s links in the 30 days before SAGE10 was used")
    assert kinds(known=QUIET, guard=Guard(without_click=WithoutClick.NEVER)) == []
    assert kinds(known=replace(QUIET, first_click=AT + timedelta(days=1), clicks={})) == []
    assert kinds(guard=Guard(without_click=WithoutClick.BUYER)) == ["no_click"]
    assert kinds(replace(USE, clicked=True), guard=Guard(without_click=WithoutClick.BUYER)) == []


@pytest.mark.parametrize(("days", "found"), [(29, []), (30, []), (31, ["no_click"])])
def test_the_window_of_clicks(days: int, found: list[str]) -> None:
    known = Known(first_click=AT - timedelta(days=90), clicks={hour_of(AT) - timedelta(days=days): 1})
    assert kinds(known=known) == found


def test_a_click_just_after_the_order_is_a_clock_that_differs() -> None:
    assert (
        kinds(
            replace(USE, placed_at=HOUR - timedelta(minutes=5)),
            Known(first_click=AT - timedelta(days=90), clicks={HOUR: 1}),
        )
        == []
    )
    late = replace(USE, placed_at=HOUR - timedelta(minutes=11))
    assert kinds(late, Known(first_click=AT - timedelta(days=90), clicks={HOUR: 1})) == ["no_click"]


def test_a_code_before_the_first_post_that_names_it() -> None:
    known = replace(BUSY, first_post=AT + timedelta(minutes=11))
    (one,) = suspicions(USE, known, Guard(), 30)
    assert one.kind == "before_post"
    assert one.why == (
        "SAGE10 was used on 10 March 2026, 12:30 UTC, before the first post known to name it (10 March 2026, 12:41 UTC)"
    )
    assert kinds(known=replace(BUSY, first_post=AT + timedelta(minutes=10))) == []
    assert kinds(known=known, guard=Guard(before_post=False)) == []
    assert kinds(replace(USE, clicked=True), known) == []
    assert kinds(known=replace(known, code_since=AT)) == ["before_post"]
    assert kinds(known=replace(known, code_since=AT + timedelta(seconds=1))) == []


def test_a_code_that_stands_in_public() -> None:
    known = replace(BUSY, leaked_at=AT, leaked_where="wethrift.com")
    (one,) = suspicions(USE, known, Guard(), 30)
    assert one == ("leaked", "SAGE10 stands on wethrift.com since 10 March 2026, and no click came with it")
    assert kinds(replace(USE, placed_at=AT - timedelta(seconds=1)), known) == []


@pytest.mark.parametrize(
    ("host", "held"),
    [("retailmenot.com", True), ("de.retailmenot.com", True), ("notretailmenot.com", False), ("instagram.com", False)],
)
def test_coupon_sites(host: str, *, held: bool) -> None:
    by_link = Use(placed_at=AT, clicked=True, hosts=("instagram.com", host))
    assert kinds(by_link) == (["coupon_site"] if held else [])


def test_buying_from_oneself() -> None:
    known = replace(BUSY, buyers=frozenset({"b" * 64}))
    assert kinds(replace(USE, clicked=True), known) == ["own_order"]
    assert kinds(known=known, guard=Guard(own_order=False)) == []
    assert kinds(replace(USE, buyer=""), replace(BUSY, buyers=frozenset({""}))) == []


@pytest.mark.parametrize(
    ("orders", "clicks", "found"),
    [(19, 0, []), (20, 0, ["burst"]), (20, 19, ["burst"]), (20, 20, []), (500, 499, ["burst"])],
)
def test_bursts(orders: int, clicks: int, found: list[str]) -> None:
    known = replace(BUSY, orders={HOUR: orders}, clicks={**BUSY.clicks, HOUR - timedelta(hours=1): clicks})
    assert kinds(known=known) == found
    assert kinds(known=known, guard=Guard(burst_orders=0)) == []


@pytest.mark.parametrize(
    ("text", "named"), [("Use sage10!", True), ("#SAGE10", True), ("SAGE100", False), ("xSAGE10", False), ("", False)]
)
def test_a_text_names_a_code(text: str, *, named: bool) -> None:
    assert names_code(text, "SAGE10") is named


@given(st.text(max_size=30), st.text(min_size=2, max_size=10))
def test_any_text_and_code_can_be_compared(text: str, code: str) -> None:
    names_code(text, code)
    assert names_code(f"a {code} b", code)


@given(st.booleans(), st.integers(0, 40), st.integers(0, 40))
def test_nothing_is_held_when_nothing_is_asked_for(clicked: bool, orders: int, clicks: int) -> None:
    off = Guard(WithoutClick.NEVER, before_post=False, own_order=False, burst_orders=0, coupon_sites=())
    known = Known(
        frozenset({USE.buyer}), AT + timedelta(days=1), AT - timedelta(days=60), {HOUR: clicks}, {HOUR: orders}
    )
    assert kinds(replace(USE, clicked=clicked, hosts=("retailmenot.com",)), known, off) == []

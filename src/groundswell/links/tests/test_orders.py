from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.links.errors import CodeTaken
from groundswell.links.loader import load_clicks
from groundswell.links.models import Attribution, Click, Order, Refund
from groundswell.links.queries import OrderFilter, order_of, orders, totals, trail
from groundswell.links.redirect import Door
from groundswell.links.rules.orders import OrderFacts, RefundFacts, goods_refunded, tax_inside
from groundswell.links.services import (
    create_code,
    create_link,
    record_order,
    record_orders,
    record_refund,
    rule_on_order,
    save_codes,
    unique_code_for,
    withdraw_ruling,
)
from groundswell.links.services.codes import CodeFacts
from groundswell.links.tests.conftest import PLACED, visit

Make = Callable[..., OrderFacts]


def only_order(workspace: Workspace) -> Order:
    return order_of(workspace, Order.objects.of(workspace).get().pk)


def owed(workspace: Workspace) -> tuple[str, str] | None:
    row = Attribution.objects.of(workspace).select_related("creator").first()
    return (row.creator.name, row.method) if row else None


def test_the_same_order_again_changes_nothing(workspace: Workspace, facts: Make) -> None:
    assert record_order(workspace=workspace, facts=facts()) == "created"
    changed_at = only_order(workspace).changed_at
    assert record_order(workspace=workspace, facts=facts()) == "unchanged"
    assert record_order(workspace=workspace, facts=facts(number="#1001")) == "updated"
    assert Order.objects.of(workspace).count() == 1
    assert only_order(workspace).changed_at > changed_at
    assert only_order(workspace).net == Decimal("100.00")


def test_the_same_id_of_another_source_or_workspace_is_another_order(
    workspace: Workspace, other_workspace: Workspace, facts: Make
) -> None:
    record_order(workspace=workspace, facts=facts())
    assert record_order(workspace=workspace, facts=facts(source="woocommerce")) == "created"
    assert record_order(workspace=other_workspace, facts=facts()) == "created"
    assert orders(workspace).count() == 2
    with pytest.raises(NotFound):
        order_of(other_workspace, Order.objects.of(workspace).earliest("pk").pk)


def test_an_older_event_never_undoes_a_newer_one(workspace: Workspace, facts: Make) -> None:
    newer = facts(source_changed_at=PLACED + timedelta(hours=2), cancelled_at=PLACED + timedelta(hours=2))
    older = facts(source_changed_at=PLACED + timedelta(hours=1), subtotal=Decimal("999.00"))
    record_order(workspace=workspace, facts=newer)
    assert record_order(workspace=workspace, facts=older) == "unchanged"
    assert only_order(workspace).cancelled_at is not None
    assert only_order(workspace).subtotal == Decimal("100.00")


def test_a_file_fills_gaps_but_does_not_overrule_the_shops_events(
    workspace: Workspace, creator: Creator, facts: Make
) -> None:
    record_order(
        workspace=workspace, facts=facts(source_changed_at=PLACED, cancelled_at=PLACED, click_id="abcdefghijkl")
    )
    from_file = facts(number="#1001", codes=("x1",), subtotal=Decimal("107.00"), named_creator=creator.pk)
    assert record_order(workspace=workspace, facts=from_file) == "updated"
    order = only_order(workspace)
    assert (order.subtotal, order.number, order.codes, order.click_id) == (
        Decimal("100.00"),
        "#1001",
        ["X1"],
        "abcdefghijkl",
    )
    assert order.cancelled_at == PLACED
    assert record_order(workspace=workspace, facts=from_file) == "unchanged"


def test_two_rows_of_one_order_in_one_batch(workspace: Workspace, facts: Make) -> None:
    outcomes = record_orders(workspace=workspace, facts=[facts(), facts(), facts(number="#1"), facts(external_id="2")])
    assert outcomes == ["created", "unchanged", "updated", "created"]
    assert sorted(Order.objects.of(workspace).values_list("external_id", "number")) == [("1001", "#1"), ("2", "")]


def test_a_code_is_found_in_any_case_and_only_in_its_workspace(
    workspace: Workspace, other_workspace: Workspace, creator: Creator, facts: Make
) -> None:
    create_code(workspace=workspace, code="Maya10", creator=creator)
    record_order(workspace=workspace, facts=facts(codes=(" mAyA10 ",)))
    record_order(workspace=other_workspace, facts=facts(codes=("MAYA10",)))
    assert owed(workspace) == ("Maya Brook", "code")
    assert owed(other_workspace) is None


def test_a_code_made_later_finds_its_orders_without_counting_any_twice(
    workspace: Workspace, creator: Creator, second: Creator, facts: Make
) -> None:
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), named_creator=second.pk))
    assert owed(workspace) == ("Tom Ashe", "report")
    create_code(workspace=workspace, code="maya10", creator=creator)
    assert owed(workspace) == ("Maya Brook", "code")
    assert Attribution.objects.of(workspace).count() == 1
    with pytest.raises(CodeTaken):
        create_code(workspace=workspace, code="MAYA10", creator=second)


def test_a_code_from_a_shops_export_is_nobodys_until_it_is_given_away(
    workspace: Workspace, creator: Creator, facts: Make
) -> None:
    rows = [CodeFacts("MAYA10", "10 % off"), CodeFacts("maya10", "10 % off"), CodeFacts("WELCOME")]
    assert save_codes(workspace=workspace, codes=rows) == ["created", "unchanged", "created"]
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",)))
    assert owed(workspace) is None
    code = create_code(workspace=workspace, code="Maya10", creator=creator)
    assert (code.code, code.discount) == ("MAYA10", "10 % off")
    assert owed(workspace) == ("Maya Brook", "code")
    assert save_codes(workspace=workspace, codes=rows) == ["unchanged"] * 3
    assert owed(workspace) == ("Maya Brook", "code")


def test_unique_codes(workspace: Workspace, creator: Creator) -> None:
    assert unique_code_for(workspace=workspace, creator=creator) == "MAYA10"
    assert unique_code_for(workspace=workspace, creator=creator, discount="25 %") == "MAYA25"
    create_code(workspace=workspace, code="maya10", creator=creator)
    another = unique_code_for(workspace=workspace, creator=creator)
    assert another.startswith("MAYA10")
    assert another != "MAYA10"


@pytest.mark.parametrize(("codes", "before", "after"), [((), None, "link"), (("LATE10",), "code", "code")])
def test_an_order_may_come_before_its_click_is_loaded(
    workspace: Workspace, creator: Creator, door: Door, facts: Make, codes: Any, before: str | None, after: str
) -> None:
    create_code(workspace=workspace, code="LATE10", creator=creator)
    link = create_link(workspace=workspace, target_url="https://shop.example/", creator=creator)
    location = door.location(door.table.look_up(link.slug), visit())
    assert location is not None
    click_id = location.decode().rpartition("cid=")[2]
    record_order(workspace=workspace, facts=facts(click_id=click_id, placed_at=datetime.now(UTC), codes=codes))
    assert owed(workspace) == (("Maya Brook", before) if before else None)
    load_clicks()
    assert owed(workspace) == ("Maya Brook", after)
    assert Attribution.objects.of(workspace).get().click == Click.objects.get(click_id=click_id)


def test_refunds_subtract_and_may_come_first(workspace: Workspace, facts: Make) -> None:
    refund = RefundFacts("r1", Decimal("30.00"))
    assert record_refund(workspace=workspace, source="shopify", order_external_id="1001", refund=refund) == "created"
    record_order(workspace=workspace, facts=facts())
    assert only_order(workspace).net == Decimal("70.00")
    assert record_refund(workspace=workspace, source="shopify", order_external_id="1001", refund=refund) == "unchanged"
    record_order(workspace=workspace, facts=facts(refunds=(refund, RefundFacts("r2", Decimal("20.00")))))
    assert only_order(workspace).net == Decimal("50.00")
    pending = RefundFacts("r2", Decimal("0.00"))
    record_refund(workspace=workspace, source="shopify", order_external_id="1001", refund=pending)
    assert only_order(workspace).net == Decimal("50.00")
    assert Refund.objects.of(workspace).count() == 2


def test_a_total_refund_of_a_file_takes_at_most_the_goods(workspace: Workspace, facts: Make) -> None:
    record_order(workspace=workspace, facts=facts(refunded=Decimal("113.00")))
    assert only_order(workspace).net == Decimal("0.00")
    assert record_order(workspace=workspace, facts=facts(refunded=Decimal("113.00"))) == "unchanged"


def test_cancelling_takes_the_order_from_the_creator(workspace: Workspace, creator: Creator, facts: Make) -> None:
    record_order(workspace=workspace, facts=facts(named_creator=creator.pk))
    assert owed(workspace) is not None
    record_order(workspace=workspace, facts=facts(named_creator=creator.pk, cancelled_at=PLACED))
    assert owed(workspace) is None
    assert only_order(workspace).net == 0
    assert [step.text for step in trail(only_order(workspace))][-1] == "Cancelled: counts for nobody"


def test_a_ruling_stands_until_it_is_withdrawn(
    workspace: Workspace, creator: Creator, second: Creator, owner: User, facts: Make
) -> None:
    create_code(workspace=workspace, code="MAYA10", creator=creator)
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",)))
    rule_on_order(order=only_order(workspace), creator=second, reason="Named at checkout", user=owner)
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), number="#7"))
    assert owed(workspace) == ("Tom Ashe", "person")
    rule_on_order(order=only_order(workspace), creator=None, reason="Leaked code", user=owner)
    assert owed(workspace) is None
    assert trail(only_order(workspace))[-1].text == "owner@acme.example decided: owed to nobody. Leaked code"
    withdraw_ruling(order=only_order(workspace), user=owner)
    assert owed(workspace) == ("Maya Brook", "code")


def test_a_ruling_needs_a_reason_and_a_creator_of_this_workspace(
    workspace: Workspace, other_workspace: Workspace, creator: Creator, owner: User, facts: Make
) -> None:
    record_order(workspace=workspace, facts=facts())
    stranger = Creator.objects.create(workspace=other_workspace, name="Stranger")
    for whom, reason in ((creator, "  "), (stranger, "because")):
        with pytest.raises(BadInput):
            rule_on_order(order=only_order(workspace), creator=whom, reason=reason, user=owner)
    with pytest.raises(NotFound):
        record_order(workspace=workspace, facts=facts(named_creator=stranger.pk))
    assert owed(workspace) is None


@pytest.mark.parametrize(
    "different",
    [
        {"external_id": ""}, {"currency": "usd"}, {"currency": ""}, {"subtotal": Decimal("-1")}, {"total": Decimal("NaN")},
        {"placed_at": datetime(2026, 1, 1)}, {"order_count": -1}, {"refunded": Decimal("1e15")},  # that is the point
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(workspace: Workspace, facts: Make, different: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        record_order(workspace=workspace, facts=replace(facts(), **different))
    assert not Order.objects.of(workspace).exists()


def test_totals_leave_out_what_never_counts(workspace: Workspace, creator: Creator, facts: Make) -> None:
    record_orders(
        workspace=workspace,
        facts=[
            facts(named_creator=creator.pk, order_count=3, refunded=Decimal("10.00")),
            facts(external_id="2"),
            facts(external_id="3", is_test=True),
            facts(external_id="4", cancelled_at=PLACED),
            facts(external_id="5", currency="EUR", subtotal=Decimal("7.00")),
        ],
    )
    dollars, euros = totals(workspace)
    assert dollars == ("USD", 4, Decimal("190.00"), 3, Decimal("90.00"), Decimal("10.00"))
    assert (euros.currency, euros.net, euros.attributed_orders) == ("EUR", Decimal("7.00"), 0)
    counts = {owed: orders(workspace, OrderFilter(owed=owed)).count() for owed in ("", "yes", "no", "never")}
    assert counts == {"": 5, "yes": 1, "no": 2, "never": 2}


money = st.decimals(0, 1000, places=2)


@given(st.lists(st.tuples(money, money), max_size=5), money, st.booleans())
def test_refunds_never_take_more_than_there_is(
    refunds: list[tuple[Decimal, Decimal]], subtotal: Decimal, inside: bool
) -> None:
    taken = goods_refunded(refunds, subtotal=subtotal, prices_include_tax=inside)
    assert 0 <= taken <= subtotal


def test_whether_tax_is_inside_the_prices() -> None:
    inside = {"subtotal": Decimal("119"), "shipping": Decimal("5"), "tax": Decimal("19"), "total": Decimal("124")}
    assert tax_inside(**inside) is True
    assert tax_inside(**{**inside, "total": Decimal("143")}) is False
    assert tax_inside(**{**inside, "tax": Decimal("0")}) is False

"""Orders are held apart, counted nowhere, and let go by people."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.creators.models import Creator, Post
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest
from groundswell.links.counting import recount
from groundswell.links.models import Attribution, Click, Code, Link, Order
from groundswell.links.queries import OrderFilter, guard_of, held_orders, held_sums, order_of, orders, totals, trail
from groundswell.links.rules.guard import Guard, WithoutClick
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import (
    create_code,
    decide_held,
    mark_leaked,
    record_order,
    record_orders,
    review_recent,
    set_guard,
    withdraw_ruling,
)
from groundswell.links.tasks import review_orders
from groundswell.links.tests.conftest import PLACED

pytestmark = pytest.mark.django_db
Make = Callable[..., OrderFacts]
MAYA = "maya@brook.example"


@pytest.fixture
def code(workspace: Workspace, creator: Creator) -> Code:
    creator.email = MAYA
    creator.save()
    return create_code(workspace=workspace, code="MAYA10", creator=creator)


def click(
    workspace: Workspace, creator: Creator, at: datetime, click_id: str = "aaaaaaaaaaaa", **different: Any
) -> Click:
    link, _ = Link.objects.get_or_create(
        workspace=workspace, slug="maya-guard", creator=creator, target_url="https://x.example"
    )
    made: Click = Click.objects.create(
        workspace=workspace, link=link, at=at, click_id=click_id, visitor="v", **different
    )
    recount()
    return made


def held(workspace: Workspace) -> dict[str, list[str]]:
    """Order id → the kinds of suspicion, of those held."""
    rows = Attribution.objects.of(workspace).filter(held=True).select_related("order")
    return {row.order.external_id: [one["kind"] for one in row.suspicions] for row in rows}


def test_the_creators_own_purchase_is_in_no_figure(workspace: Workspace, code: Code, facts: Make) -> None:
    record_orders(
        workspace=workspace,
        facts=[
            facts(codes=("maya10",), customer=digest(MAYA)),
            facts(external_id="2", codes=("maya10",), customer="c" * 64),
        ],
    )
    assert held(workspace) == {"1001": ["own_order"]}
    assert held_sums(workspace) == [("USD", 1, Decimal("100.00"))]
    (sums,) = totals(workspace)
    assert (sums.orders, sums.attributed_orders, sums.attributed_net) == (2, 1, Decimal("100.00"))
    assert [row.external_id for row in orders(workspace, OrderFilter(owed="held"))] == ["1001"]
    assert [row.external_id for row in orders(workspace, OrderFilter(owed="yes"))] == ["2"]
    steps = [step.text for step in trail(order_of(workspace, Order.objects.get(external_id="1001").pk))]
    assert "Held apart: The buyer’s address is the creator’s own" in steps


def test_a_cancelled_order_is_not_held(workspace: Workspace, code: Code, facts: Make) -> None:
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), customer=digest(MAYA)))
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), customer=digest(MAYA), cancelled_at=PLACED))
    assert held(workspace) == {}


def test_a_person_lets_it_count_and_the_rules_take_it_back(
    workspace: Workspace, code: Code, owner: User, facts: Make
) -> None:
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), customer=digest(MAYA)))
    order = held_orders(workspace).get()
    assert decide_held(workspace=workspace, order_ids=[order.pk], count=True, reason="A gift of hers", user=owner) == 1
    assert held(workspace) == {}
    assert totals(workspace)[0].attributed_orders == 1
    assert review_recent(workspace=workspace, everything=True) == 0
    assert AuditEntry.objects.filter(action="order.ruled").count() == 1
    withdraw_ruling(order=order, user=owner)
    assert held(workspace) == {"1001": ["own_order"]}


def test_owed_to_nobody(workspace: Workspace, code: Code, facts: Make) -> None:
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), customer=digest(MAYA)))
    decide_held(workspace=workspace, order_ids=[held_orders(workspace).get().pk], count=False, reason="Her own")
    assert not Attribution.objects.exists()
    assert totals(workspace)[0].orders == 1


def test_all_or_none(workspace: Workspace, other_workspace: Workspace, code: Code, facts: Make) -> None:
    record_orders(
        workspace=workspace,
        facts=[facts(codes=("MAYA10",), customer=digest(MAYA)), facts(external_id="2", codes=("MAYA10",))],
    )
    pks = list(Order.objects.values_list("pk", flat=True))
    with pytest.raises(BadInput, match="is not held"):
        decide_held(workspace=workspace, order_ids=pks, count=False, reason="x")
    with pytest.raises(BadInput, match="is not held"):
        decide_held(workspace=other_workspace, order_ids=pks[:1], count=False, reason="x")
    with pytest.raises(BadInput, match="needs a reason"):
        decide_held(workspace=workspace, order_ids=[held_orders(workspace).get().pk], count=False, reason="  ")
    assert held(workspace) == {"1001": ["own_order"]}


def test_a_burst_is_seen_when_it_is_full_and_all_of_it_is_held(workspace: Workspace, code: Code, facts: Make) -> None:
    set_guard(workspace=workspace, guard=Guard(burst_orders=3))
    for n in range(2):
        record_order(workspace=workspace, facts=facts(external_id=str(n), codes=("MAYA10",)))
    record_order(
        workspace=workspace, facts=facts(external_id="later", codes=("MAYA10",), placed_at=PLACED + timedelta(hours=1))
    )
    assert held(workspace) == {}
    record_order(workspace=workspace, facts=facts(external_id="2", codes=("MAYA10",)))
    assert held(workspace) == {"0": ["burst"], "1": ["burst"], "2": ["burst"]}
    record_order(workspace=workspace, facts=facts(external_id="2", codes=("MAYA10",), cancelled_at=PLACED))
    review_recent(workspace=workspace, everything=True)
    assert held(workspace) == {}


def test_a_burst_that_goes_on_is_not_read_again_for_each_order(workspace: Workspace, code: Code, facts: Make) -> None:
    """Only what comes is judged; the figure in the words of the others follows when the orders of late are looked at."""
    set_guard(workspace=workspace, guard=Guard(burst_orders=3))
    for n in range(4):
        record_order(workspace=workspace, facts=facts(external_id=str(n), codes=("MAYA10",)))
    assert list(held(workspace)) == ["0", "1", "2", "3"]

    def told() -> list[str]:
        rows = Attribution.objects.of(workspace).order_by("order__external_id")
        return [row.suspicions[0]["why"].partition(" ")[0] for row in rows]

    assert told() == ["3", "3", "3", "4"]
    review_recent(workspace=workspace, everything=True)
    assert told() == ["4", "4", "4", "4"]


def test_clicks_let_a_burst_go(workspace: Workspace, code: Code, creator: Creator, facts: Make) -> None:
    set_guard(workspace=workspace, guard=Guard(burst_orders=2))
    for n in range(2):
        click(workspace, creator, PLACED - timedelta(minutes=30), f"aaaaaaaaaaa{n}")
        record_order(workspace=workspace, facts=facts(external_id=str(n), codes=("MAYA10",)))
    assert held(workspace) == {}


def test_a_post_that_becomes_known_later_holds_what_came_before(
    workspace: Workspace, code: Code, creator: Creator, facts: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.kit.clock.now", lambda: PLACED + timedelta(days=3))
    Code.objects.filter(pk=code.pk).update(created_at=PLACED)
    record_orders(
        workspace=workspace,
        facts=[
            facts(codes=("MAYA10",)),
            facts(external_id="before we had the code", codes=("MAYA10",), placed_at=PLACED - timedelta(hours=1)),
            facts(external_id="after", codes=("MAYA10",), placed_at=PLACED + timedelta(days=2)),
        ],
    )
    assert held(workspace) == {}
    posted = {"published_at": PLACED + timedelta(days=1), "source": "x", "workspace": workspace}
    Post.objects.create(
        account=creator.accounts.get(),
        caption="maya100 is another",
        **posted | {"published_at": PLACED - timedelta(days=9)},
    )
    Post.objects.create(account=creator.accounts.get(), caption="ten off with maya10", **posted)
    assert review_orders.call() == 1
    assert held(workspace) == {"1001": ["before_post"]}


def test_a_click_of_the_buyer_that_is_loaded_later_lets_the_order_go(
    workspace: Workspace, code: Code, creator: Creator, facts: Make
) -> None:
    set_guard(workspace=workspace, guard=Guard(WithoutClick.BUYER))
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), click_id="aaaaaaaaaaaa"))
    assert held(workspace) == {"1001": ["no_click"]}
    click(workspace, creator, PLACED - timedelta(hours=1))
    review_recent(workspace=workspace, everything=True)
    assert held(workspace) == {}


def test_a_machines_click_is_none(workspace: Workspace, code: Code, creator: Creator, facts: Make) -> None:
    set_guard(workspace=workspace, guard=Guard(WithoutClick.BUYER))
    click(workspace, creator, PLACED - timedelta(hours=1), excluded="bot")
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",), click_id="aaaaaaaaaaaa"))
    assert held(workspace) == {"1001": ["no_click"]}


@pytest.mark.parametrize("by", ["shop", "link"])
def test_buyers_from_a_coupon_site(workspace: Workspace, code: Code, creator: Creator, facts: Make, by: str) -> None:
    where = "www.retailmenot.com"
    click(workspace, creator, PLACED - timedelta(hours=1), referrer=where if by == "link" else "")
    record_order(
        workspace=workspace,
        facts=facts(codes=("MAYA10",), click_id="aaaaaaaaaaaa", referrer=where if by == "shop" else ""),
    )
    assert held(workspace) == {"1001": ["coupon_site"]}


def test_a_leaked_code_and_back(workspace: Workspace, code: Code, facts: Make) -> None:
    record_orders(
        workspace=workspace,
        facts=[
            facts(codes=("MAYA10",)),
            facts(external_id="0", codes=("MAYA10",), placed_at=PLACED - timedelta(days=1)),
        ],
    )
    mark_leaked(code=code, where="wethrift.com", since=PLACED)
    assert held(workspace) == {"1001": ["leaked"]}
    mark_leaked(code=code, where="", since=None)
    assert held(workspace) == {}
    code.refresh_from_db()
    assert (code.leaked_at, code.leaked_where) == (None, "")


def test_settings_are_checked_and_belong_to_one_workspace(workspace: Workspace, other_workspace: Workspace) -> None:
    saved = set_guard(workspace=workspace, guard=Guard(coupon_sites=("WWW.Knoji.com", "knoji.com", " ")))
    assert saved == guard_of(workspace) == Guard(coupon_sites=("knoji.com",))
    assert guard_of(other_workspace) == Guard()
    with pytest.raises(BadInput, match="is no host"):
        set_guard(workspace=workspace, guard=Guard(coupon_sites=("https://knoji.com/x",)))
    assert guard_of(workspace).coupon_sites == ("knoji.com",)


def test_another_workspaces_clicks_and_posts_say_nothing(
    workspace: Workspace, other_workspace: Workspace, code: Code, creator: Creator, facts: Make
) -> None:
    theirs = Creator.objects.create(workspace=other_workspace, name="Theirs")
    link = Link.objects.create(
        workspace=other_workspace, slug="theirs-guard", creator=theirs, target_url="https://x.example"
    )
    Click.objects.create(
        workspace=other_workspace, link=link, at=PLACED - timedelta(days=90), click_id="bbbbbbbbbbbb", visitor="v"
    )
    Post.objects.create(
        account=creator.accounts.get(), workspace=other_workspace, caption="MAYA10", source="x",
        published_at=datetime(2026, 4, 1, tzinfo=UTC),
    )  # fmt: skip
    record_order(workspace=workspace, facts=facts(codes=("MAYA10",)))
    assert held(workspace) == {}

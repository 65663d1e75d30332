"""Whom the buyer named, and in which order the signs on an order speak."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.links.models import Attribution, Order
from groundswell.links.queries import order_of, precedence_of, trail
from groundswell.links.rules import shopify, woocommerce
from groundswell.links.rules.attribution import PRECEDENCE
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.rules.surveys import answer_in, checked_precedence
from groundswell.links.services import attribute_anew, create_code, record_order, set_precedence
from groundswell.links.tests import shopify_events, woocommerce_events

pytestmark = pytest.mark.django_db
Make = Callable[..., OrderFacts]


def owed() -> tuple[str, str] | None:
    row = Attribution.objects.select_related("creator").first()
    return (row.creator.name, row.method) if row else None


@pytest.mark.parametrize(
    ("name", "value", "answer"),
    [
        ("Who sent you?", " @Maya.Runs ", "@Maya.Runs"), ("how_did_you_hear_about_us", "Maya", "Maya"), ("HDYHAU", "x" * 300, "x" * 200),
        ("gift note", "Maya", ""), ("Who sent you?", "  ", ""), ("Who sent you?", 7, ""),
    ],
)  # fmt: skip
def test_answers_among_the_attributes_of_an_order(name: str, value: object, answer: str) -> None:
    assert answer_in([("size", "42"), (name, value)]) == answer


def test_shops_pass_the_answer_on() -> None:
    asked = shopify_events.order(note_attributes=[{"name": "Who sent you?", "value": "Maya Brook"}])
    assert shopify.order_of(asked).survey == "Maya Brook"
    meta = [{"id": 1, "key": "_how_did_you_hear_about_us", "value": "maya.runs"}]
    assert woocommerce.order_of(woocommerce_events.order(meta_data=meta)).survey == "maya.runs"


@pytest.mark.parametrize("answer", ["maya brook", "@MAYA.RUNS", "maya.runs", "Maya10"])
def test_an_answer_names_by_name_handle_or_code(
    workspace: Workspace, creator: Creator, facts: Make, answer: str
) -> None:
    create_code(workspace=workspace, code="MAYA10", creator=creator)
    record_order(workspace=workspace, facts=facts(survey=answer))
    assert owed() == ("Maya Brook", "survey")
    steps = [step for step in trail(order_of(workspace, Order.objects.get().pk)) if step.decides]
    assert [step.text for step in steps] == [f"Asked who sent them, the buyer answered “{answer}”"]


@pytest.mark.parametrize("answer", ["Instagram", "may", "Maya Brooke", "@"])
def test_an_answer_that_names_nobody_decides_nothing(
    workspace: Workspace, creator: Creator, facts: Make, answer: str
) -> None:
    record_order(workspace=workspace, facts=facts(survey=answer))
    assert owed() is None


def test_a_name_that_two_bear_decides_nothing(workspace: Workspace, creator: Creator, facts: Make) -> None:
    Creator.objects.create(workspace=workspace, name="maya  brook")
    record_order(workspace=workspace, facts=facts(survey="Maya Brook"))
    assert owed() is None


def test_another_workspaces_creator_is_not_named(other_workspace: Workspace, creator: Creator, facts: Make) -> None:
    record_order(workspace=other_workspace, facts=facts(survey="Maya Brook"))
    assert owed() is None


def test_the_workspace_ranks_the_signs(workspace: Workspace, creator: Creator, second: Creator, facts: Make) -> None:
    create_code(workspace=workspace, code="TOM10", creator=second)
    record_order(workspace=workspace, facts=facts(codes=("TOM10",), survey="Maya Brook"))
    assert owed() == ("Tom Ashe", "code")
    set_precedence(workspace=workspace, order=["survey", "code"])
    assert attribute_anew(workspace=workspace) == 1
    assert owed() == ("Maya Brook", "survey")
    assert attribute_anew(workspace=workspace) == 0
    set_precedence(workspace=workspace, order=["link"])
    attribute_anew(workspace=workspace)
    assert owed() is None
    entry = AuditEntry.objects.filter(action="precedence.changed").latest("pk")
    assert entry.detail == {"before": ["survey", "code"], "after": ["link"]}


@given(st.lists(st.sampled_from([*PRECEDENCE, "person", ""]), max_size=6))
def test_only_known_signs_each_once(names: Sequence[str]) -> None:
    good = bool(names) and set(names) <= set(PRECEDENCE) and len(set(names)) == len(names)
    if good:
        assert checked_precedence(names) == tuple(names)
    else:
        with pytest.raises(BadInput):
            checked_precedence(names)


def test_on_the_page_by_api_and_by_command(
    workspace: Workspace,
    other_workspace: Workspace,
    member_client: Callable[..., Client],
    api: Callable[..., Any],
    cli: Callable[..., Any],
) -> None:
    client = member_client("manager")
    client.post(
        "/w/acme/orders/rules/",
        {"rank-survey": "1", "rank-code": "2", "rank-link": "3", "rank-report": "", "rank-claim": ""},
    )
    assert precedence_of(workspace) == ("survey", "code", "link")
    assert precedence_of(other_workspace) == PRECEDENCE
    page = client.get("/w/acme/orders/rules/").content.decode()
    assert page.index("Buyer’s answer") < page.index("Purchase code") < page.index("Named in the file")
    answer = client.post("/w/acme/orders/rules/", {}, follow=True).content.decode()
    assert "at least one" in answer
    assert member_client("analyst").post("/w/acme/orders/rules/", {"rank-link": "1"}).status_code == 403
    caller = api("read", "write")
    assert (
        caller.put("/api/v1/attribution-rules", {"order": ["person"]}, content_type="application/json").status_code
        == 422
    )
    assert caller.put(
        "/api/v1/attribution-rules", {"order": ["link", "code"]}, content_type="application/json"
    ).json() == {"order": ["link", "code"]}
    assert caller.get("/api/v1/attribution-rules").json() == {"order": ["link", "code"]}
    done = cli("--workspace", "acme", "orders", "rules", "code", "link", "survey", "report", "claim", "--json")
    assert json.loads(done.stdout) == {"order": list(PRECEDENCE), "orders_changed": 0}
    assert cli("--workspace", "acme", "orders", "rules", "magic").exit_code == 2

"""What a creator proposes, and where parcels go: pure rules."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.rules.proposals import Proposal, apply_proposal, differences
from groundswell.campaigns.rules.shipping import STEPS, check_step
from groundswell.campaigns.rules.terms import Item
from groundswell.campaigns.tests.fixtures import terms
from groundswell.kit.errors import BadInput, Conflict

LINES = st.lists(st.tuples(st.sampled_from("abc"), st.text(min_size=1, max_size=3)), max_size=6)


def test_only_what_was_changed_changes() -> None:
    before = terms()
    after = apply_proposal(before, Proposal(fee=Decimal(300), posts=[(2, None), (0, date(2099, 12, 24))]))
    assert after.fee == 300
    assert [(post.platform, post.quantity, post.due_on) for post in after.deliverables] == [
        ("instagram", 2, date(2099, 12, 14))
    ]
    assert (after.product_cost, after.usage_rights) == (before.product_cost, before.usage_rights)
    for same in (Proposal(), Proposal(fee=before.fee, posts=[(1, date(2099, 12, 14))])):
        with pytest.raises(BadInput):
            apply_proposal(before, same)


@given(LINES, LINES)
def test_differences_lead_from_one_to_the_other(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    found = differences(before, after)
    assert (found == []) == (sorted(before, key=lambda line: line[0]) == sorted(after, key=lambda line: line[0]))
    assert all(old != new for _, old, new in found)


def test_goods_of_unknown_cost_have_no_cost() -> None:
    shoe, sock = Item(sku="1", name="Shoe", quantity=2, cost=Decimal(10)), Item(sku="2", name="Sock")
    assert terms(product="", items=(shoe,)).goods_cost == 20
    assert terms(items=(shoe,)).goods_cost == Decimal("61.50")
    assert terms(product="", items=(shoe, sock)).goods_cost is None
    assert terms(product="", items=(shoe, sock)).goods == ["2 × Shoe", "Sock"]
    assert Item.from_json(shoe.as_json()) == shoe


def test_parcels_that_were_never_sent_do_not_come_back() -> None:
    for before, steps in STEPS.items():
        for after in STEPS:
            if after in steps:
                check_step(before, after)
            else:
                with pytest.raises(Conflict):
                    check_step(before, after)
    with pytest.raises(BadInput):
        check_step("sent", "lost")

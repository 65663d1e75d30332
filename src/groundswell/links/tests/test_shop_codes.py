"""One code for each creator, made in three kinds of shops over a real socket: once, whatever happens on the way."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.links.models import Code, ShopCode, ShopDiscount, Store
from groundswell.links.rules.discounts import Terms
from groundswell.links.services import (
    create_code,
    end_codes,
    make_codes,
    make_waiting_codes,
    retry_codes,
    start_discount,
)
from groundswell.links.tests.coupon_fixtures import KEYS, connected, shop
from groundswell.links.tests.fake_coupons import LOST, CouponShop

__all__ = ["shop"]

TEN = Terms(percent=Decimal(10))
FIVE = Terms(amount=Decimal("5.00"), currency="USD", minimum=Decimal(40), uses=100)
every_kind = pytest.mark.parametrize("kind", KEYS)


@pytest.fixture
def crowd(workspace: Workspace) -> list[Creator]:
    return [Creator.objects.create(workspace=workspace, name=name) for name in ("Ada Low", "Bo Ek", "Maya Brook")]


def wanted(store: Store, crowd: list[Creator], terms: Terms = TEN) -> ShopDiscount:
    discount, _ = start_discount(store=store, creators=crowd, campaign=None, terms=terms, pattern="")
    assert discount is not None
    return discount


def states(store: Store) -> dict[str, str]:
    return {row.code: row.state for row in ShopCode.objects.filter(store=store)}


MADE = {"ADA10": "made", "BO10": "made", "MAYA10": "made"}


@every_kind
def test_each_creator_gets_a_code_here_and_in_the_shop(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str
) -> None:
    store = connected(workspace, shop, kind)
    done = make_codes(discount=wanted(store, crowd))
    assert (done.error, states(store), sorted(shop.made)) == ("", MADE, ["ADA10", "BO10", "MAYA10"])
    mine = {code.code: (code.creator_id, code.discount) for code in Code.objects.all()}
    assert mine == {f"{one.name.split()[0].upper()}10": (one.pk, "10 % off") for one in crowd}
    again, plan = start_discount(store=store, creators=crowd, campaign=None, terms=TEN, pattern="")
    assert (again, {one.state for one in plan}) == (None, {"there"})
    writes = len(shop.writes)
    assert (make_codes(discount=done).error, make_waiting_codes(), len(shop.writes)) == ("", 0, writes)


@every_kind
@pytest.mark.parametrize("mood", [LOST, 502, 429])
def test_an_answer_that_is_lost_makes_no_second_code(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str, mood: int
) -> None:
    store = connected(workspace, shop, kind)
    shop.write_moods = [mood, 0, mood, 0]
    assert make_codes(discount=wanted(store, crowd)).error == ""
    assert (states(store), sorted(shop.made)) == (MADE, ["ADA10", "BO10", "MAYA10"])


@every_kind
def test_a_process_killed_after_the_shop_made_them_finds_them_again(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = connected(workspace, shop, kind)
    discount = wanted(store, crowd)
    with monkeypatch.context() as dying:
        dying.setattr("groundswell.links.services.making.ShopCode.objects.bulk_update", _die)
        with pytest.raises(SystemExit):
            make_codes(discount=discount)
    assert (shop.made != [], set(states(store).values())) == (True, {"wanted"})
    assert make_waiting_codes() == 0  # For all it knows, somebody is still at it.
    with clock.told(clock.now() + timedelta(minutes=6)):
        assert make_waiting_codes() == 1
    assert (states(store), sorted(shop.made)) == (MADE, ["ADA10", "BO10", "MAYA10"])


def _die(rows: list[Any], *_: Any) -> None:
    if rows:
        raise SystemExit


@every_kind
def test_somebody_elses_code_is_left_alone_and_the_creator_gets_another(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str
) -> None:
    store = connected(workspace, shop, kind)
    shop.theirs("ADA10")
    before = dict(shop.kept["ADA10"])
    make_codes(discount=wanted(store, crowd))
    row = ShopCode.objects.get(code="ADA10")
    assert (row.state, "not made here" in row.error, "gets another" in row.error) == ("refused", True, True)
    assert (shop.kept["ADA10"], sorted(shop.made)) == (before, ["BO10", "MAYA10"])
    assert Code.objects.get(code="ADA10").creator is None
    assert retry_codes(discount=ShopDiscount.objects.get()) == 0
    make_codes(discount=wanted(store, crowd))
    assert sorted(shop.made) == ["ADA10B", "BO10", "MAYA10"]
    assert Code.objects.get(code="ADA10B").creator == crowd[0]


@every_kind
def test_a_code_that_is_refused_says_why_and_can_be_tried_again(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str
) -> None:
    store = connected(workspace, shop, kind)
    shop.refuses = {"BO10": "Not this one"}
    discount = make_codes(discount=wanted(store, crowd))
    row = ShopCode.objects.get(code="BO10")
    assert (row.state, row.error.endswith("Not this one"), discount.error) == ("refused", True, "")
    assert states(store) == MADE | {"BO10": "refused"}
    shop.refuses, shop.known_requests = {}, {}
    assert retry_codes(discount=discount) == 1
    make_codes(discount=discount)
    assert (states(store), sorted(shop.made)) == (MADE, ["ADA10", "BO10", "MAYA10"])


@every_kind
def test_codes_that_ended_are_replaced_by_new_ones(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str
) -> None:
    store = connected(workspace, shop, kind)
    shop.refuses = {"BO10": "Not this one"}
    discount = make_codes(discount=wanted(store, crowd))
    ids = {row.code: row.remote_id for row in ShopCode.objects.exclude(remote_id="")}
    shop.readonly = True
    with pytest.raises(BadInput, match="may not"):
        end_codes(discount=discount)
    assert (shop.ended, ShopDiscount.objects.get().ends_at) == ([], None)
    shop.readonly = False
    end_codes(discount=discount)
    expected = {
        "woocommerce": [ids["ADA10"], ids["MAYA10"]],
        "shopify": [discount.remote_id],
        "stripe": [discount.mark],
    }
    assert (shop.ended, states(store)) == (expected[kind], {"ADA10": "made", "MAYA10": "made"})
    assert (discount.has_ended, make_waiting_codes()) == (True, 0)
    shop.refuses, shop.known_requests = {}, {}
    make_codes(discount=wanted(store, crowd))
    assert sorted(shop.made) == ["ADA10", "ADA10B", "BO10", "MAYA10", "MAYA10B"]


@every_kind
def test_a_key_that_may_only_read_makes_nothing_and_says_the_cure(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str
) -> None:
    store = connected(workspace, shop, kind)
    shop.readonly = True
    discount = make_codes(discount=wanted(store, crowd))
    assert discount.error.startswith("The key may not make codes in the shop. ")
    assert "store’s page" in discount.error
    assert (shop.made, set(states(store).values()), make_waiting_codes()) == ([], {"wanted"}, 0)
    shop.readonly = False
    retry_codes(discount=discount)
    make_codes(discount=discount)
    assert states(store) == MADE


def test_what_woocommerce_is_sent(workspace: Workspace, shop: CouponShop, crowd: list[Creator]) -> None:
    ends = datetime(2030, 12, 31, 23, 59, 59, tzinfo=UTC)
    terms = Terms(amount=Decimal(5), currency="usd", minimum=Decimal(40), ends_at=ends, uses=9, once_per_customer=True)
    discount = make_codes(discount=wanted(connected(workspace, shop, "woocommerce"), crowd[:1], terms))
    sent = shop.writes[0]["create"][0]
    assert sent == {
        "code": "ADA5", "discount_type": "fixed_cart", "amount": "5.00", "description": f"5 USD off ({discount.mark})",
        "meta_data": [{"key": "_groundswell", "value": discount.mark}], "minimum_amount": "40.00",
        "date_expires": "2030-12-31T23:59:59Z", "usage_limit": 9, "usage_limit_per_user": 1,
    }  # fmt: skip


def test_what_shopify_is_sent(workspace: Workspace, shop: CouponShop, crowd: list[Creator]) -> None:
    shop.looks_until_done = 3
    discount = make_codes(discount=wanted(connected(workspace, shop, "shopify"), crowd, FIVE))
    first, more = (one["variables"] for one in shop.writes)
    assert first["discount"] == {
        "title": f"5 USD off ({discount.mark})", "code": "ADA5", "startsAt": f"{discount.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "context": {"all": "ALL"}, "appliesOncePerCustomer": False, "usageLimit": 100,
        "customerGets": {"value": {"discountAmount": {"amount": "5.00", "appliesOnEachItem": False}}, "items": {"all": True}},
        "minimumRequirement": {"subtotal": {"greaterThanOrEqualToSubtotal": "40.00"}},
    }  # fmt: skip
    assert more == {"id": discount.remote_id, "codes": [{"code": "BO5"}, {"code": "MAYA5"}]}


def test_what_stripe_is_sent(workspace: Workspace, shop: CouponShop, crowd: list[Creator]) -> None:
    discount = make_codes(discount=wanted(connected(workspace, shop, "stripe"), crowd[:1], FIVE))
    assert shop.writes == [
        {"id": discount.mark, "name": "5 USD off", "duration": "once", "amount_off": "500", "currency": "usd"},
        {
            "code": "ADA5", "promotion[type]": "coupon", "promotion[coupon]": discount.mark, "max_redemptions": "100",
            "metadata[groundswell]": discount.mark, "restrictions[minimum_amount]": "4000",
            "restrictions[minimum_amount_currency]": "usd",
        },
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["woocommerce", "shopify"])
def test_an_amount_in_another_currency_than_the_shops_is_not_taken_for_its_own(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], kind: str
) -> None:
    shop.currency = "EUR"
    discount = make_codes(discount=wanted(connected(workspace, shop, kind), crowd, FIVE))
    assert discount.error.startswith("The shop sells in EUR, and the amounts are in USD.")
    assert (shop.made, shop.writes) == ([], [])


def test_a_shop_without_a_beginning_gets_the_codes_on_the_day(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator]
) -> None:
    start = clock.now() + timedelta(days=2)
    terms = Terms(percent=Decimal(10), starts_at=start)
    make_codes(discount=wanted(connected(workspace, shop, "woocommerce"), crowd, terms))
    assert (shop.asked, make_waiting_codes()) == ([], 0)
    with clock.told(start):
        assert make_waiting_codes() == 1
    assert len(shop.made) == 3


def test_a_creators_own_code_goes_into_the_shop_and_namesakes_get_a_letter(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator]
) -> None:
    create_code(workspace=workspace, code="GOAda", creator=crowd[0], discount="15 % off")
    crowd += [Creator.objects.create(workspace=workspace, name="Maya Chen")]
    make_codes(discount=wanted(connected(workspace, shop, "woocommerce"), crowd))
    assert sorted(shop.made) == ["BO10", "GOAda", "MAYA10", "MAYA10B"]
    assert Code.objects.get(code="GOAda").discount == "10 % off"


def test_sixty_codes_go_out_in_three_requests(workspace: Workspace, shop: CouponShop) -> None:
    crowd = [Creator.objects.create(workspace=workspace, name="Maya") for _ in range(60)]
    make_codes(discount=wanted(connected(workspace, shop, "woocommerce"), crowd))
    assert ([len(one["create"]) for one in shop.writes], len(set(shop.made))) == ([25, 25, 10], 60)


@pytest.mark.parametrize(
    ("terms", "where"),
    [
        (Terms(), "percent"), (Terms(percent=Decimal(10), amount=Decimal(5)), "percent"), (Terms(percent=Decimal(101)), "percent"),
        (Terms(amount=Decimal(5)), "currency"), (Terms(amount=Decimal("0.001"), currency="USD"), "amount"),
        (Terms(percent=Decimal(10), uses=0), "uses"), (Terms(percent=Decimal(10), once_per_customer=True), "once_per_customer"),
        (Terms(percent=Decimal(10), ends_at=datetime(2020, 1, 1, tzinfo=UTC)), "ends"),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_are_refused_before_anything_is_written(
    workspace: Workspace, shop: CouponShop, crowd: list[Creator], terms: Terms, where: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        wanted(connected(workspace, shop, "stripe"), crowd, terms)
    assert (refusal.value.where, Code.objects.count(), ShopDiscount.objects.count()) == (where, 0, 0)

"""Orders of the past over the three shops' APIs, page by page, against servers that speak their shapes."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.tests.fixtures import Result
from groundswell.links.models import Order, Refund, Store
from groundswell.links.rules.event_reading import document_of
from groundswell.links.rules.shopify import order_of
from groundswell.links.rules.shopify_graph import event_of
from groundswell.links.services import continue_backfill, create_store, set_api_access, start_backfill
from groundswell.links.tests import stripe_events as pay
from groundswell.links.tests import woocommerce_events as woo
from groundswell.links.tests.fake_shops import SHOPIFY_KEY, STRIPE_KEY, WOO_KEY, Shop, serving

SINCE = date(2026, 1, 1)
KEYS = {"woocommerce": WOO_KEY, "stripe": STRIPE_KEY, "shopify": SHOPIFY_KEY}


@pytest.fixture
def shop(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    settings.OFFLINE, settings.ALLOW_PRIVATE_ADDRESSES = False, True
    monkeypatch.setattr("groundswell.links.asking.wire.time.sleep", lambda _: None)
    with serving(Shop()) as shop:
        yield shop


def connected(workspace: Workspace, shop: Shop, kind: str, key: str = "") -> Store:
    store = create_store(workspace=workspace, name=kind, kind=kind, secret="whsec_made_up")
    return set_api_access(store=store, url=shop.url, key=key or KEYS[kind])


def filled(store: Store) -> tuple[int, int, int, str]:
    done = continue_backfill(backfill=start_backfill(store=store, since=SINCE))
    return done.created, done.updated, done.unchanged, done.error


def money(amount: str) -> dict[str, Any]:
    return {"shopMoney": {"amount": amount, "currencyCode": "USD"}}


def graph_order(number: int, **different: Any) -> dict[str, Any]:
    """119.00 of goods with 19.00 tax inside, 5.95 shipping with 0.95 tax; one shoe of 59.50 given back."""
    return {
        "legacyResourceId": str(9_007_199_254_740_993_000 + number), "name": f"#{number}", "createdAt": "2026-03-10T12:00:00Z",
        "processedAt": "2026-03-10T12:00:00Z", "updatedAt": "2026-03-12T12:00:00Z", "cancelledAt": None, "test": False,
        "taxesIncluded": True, "email": "buyer@example.com", "currencyCode": "USD", "discountCodes": ["MAYA10"],
        "subtotalPriceSet": money("119.0"), "totalPriceSet": money("124.95"), "totalDiscountsSet": money("0.0"),
        "totalTaxSet": money("19.95"), "totalShippingPriceSet": money("5.95"), "customAttributes": [],
        "customerJourneySummary": {"firstVisit": {"landingPage": "/?cid=Qk1Zb3xyz012"}, "lastVisit": None},
        "shippingLines": {"nodes": [{"taxLines": [{"priceSet": money("0.95")}]}]},
        "lineItems": {"nodes": [{"title": "Shoe", "sku": "S", "quantity": 2, "originalUnitPriceSet": money("59.5")}]},
        "refunds": [{
            "legacyResourceId": "77", "createdAt": "2026-03-12T12:00:00Z",
            "refundLineItems": {"pageInfo": {"hasNextPage": False},
                                "nodes": [{"quantity": 1, "subtotalSet": money("59.5"), "totalTaxSet": money("9.5")}]},
            "orderAdjustments": {"nodes": []},
            "transactions": {"nodes": [{"kind": "REFUND", "status": "SUCCESS", "amountSet": money("59.5")}]},
        }],
        **different,
    }  # fmt: skip


def test_woocommerce_page_by_page_and_again(workspace: Workspace, shop: Shop) -> None:
    shop.orders = [woo.order(id=number, number=str(number)) for number in range(1, 6)]
    shop.orders[2]["total"] = "lots"
    shop.orders[4] |= {"refunds": [woo.refund()]}
    store = connected(workspace, shop, "woocommerce")
    done = continue_backfill(backfill=start_backfill(store=store, since=SINCE))
    assert (done.created, done.refused) == (4, [{"order": "3", "reason": "“lots” is no amount."}])
    assert sum(Order.objects.values_list("subtotal", flat=True)) == Decimal("320.00")
    assert Order.objects.get(external_id="5").net == Decimal("40.40")
    assert len(shop.asked) == 3
    assert "modified_after=2026-01-01" in shop.asked[0]
    assert filled(store) == (0, 0, 4, "")


def test_a_back_fill_goes_on_where_it_stopped(workspace: Workspace, shop: Shop) -> None:
    shop.orders = [woo.order(id=number) for number in range(1, 6)]
    store = connected(workspace, shop, "woocommerce")
    half = continue_backfill(backfill=start_backfill(store=store, since=SINCE), pages=1)
    assert (half.created, half.finished_at, half.cursor) == (2, None, "2")
    shop.moods = [503] * 6
    broken = continue_backfill(backfill=start_backfill(store=store, since=SINCE))
    assert (broken.pk, broken.error) == (half.pk, "The shop answered 503 to /wp-json/wc/v3/orders.")
    shop.moods = [429, 502]
    done = continue_backfill(backfill=start_backfill(store=store, since=SINCE))
    assert (done.pk, done.created, done.error, done.finished_at is not None) == (half.pk, 5, "", True)


def test_stripe_checkouts_refunds_and_disputes(workspace: Workspace, shop: Shop) -> None:
    sessions = [pay.session(id=f"cs_{n}", payment_intent=f"pi_{n}") for n in range(3)]
    sessions.append(pay.session(
        id="cs_3", payment_intent=None, invoice="in_1", mode="subscription", currency="usd", amount_subtotal=1100,
        amount_total=1190, total_details={"amount_discount": 100, "amount_shipping": 0, "amount_tax": 190},
    ))  # fmt: skip
    shop.lists = {
        "/v1/promotion_codes": [pay.promotion_code()], "/v1/checkout/sessions": sessions, "/v1/invoices": [pay.invoice()],
        "/v1/refunds": [
            pay.refund("re_1", payment_intent="pi_1", charge={"id": "ch_1", "invoice": None}),
            pay.refund("re_2", 1190, payment_intent="pi_9", currency="usd", charge={"id": "ch_2", "invoice": "in_1"}),
        ],
        "/v1/disputes": [pay.dispute("lost", payment_intent="pi_2")],
    }  # fmt: skip
    store = connected(workspace, shop, "stripe")
    assert filled(store)[3] == ""
    nets = {row.external_id: row.net for row in Order.objects.all()}
    assert nets == {"pi_0": Decimal("85.00"), "pi_1": Decimal("66.48"), "pi_2": Decimal(0), "in_1": Decimal(0)}
    assert {tuple(row.codes) for row in Order.objects.exclude(external_id="in_1")} == {("MAYA15",)}
    created, updated, _, error = filled(store)
    assert (created, updated, error) == (0, 0, "")
    assert Refund.objects.count() == 3


def test_shopifys_graphql_is_read_like_its_events(workspace: Workspace, shop: Shop) -> None:
    shop.orders = [graph_order(1), graph_order(2, refunds=[]), graph_order(3, test=True)]
    store = connected(workspace, shop, "shopify")
    assert filled(store) == (3, 0, 0, "")
    first = Order.objects.get(number="#1")
    assert (first.external_id, first.subtotal, first.net) == (
        "9007199254740993001",
        Decimal("100.00"),
        Decimal("50.00"),
    )
    assert (first.codes, first.click_id) == (["MAYA10"], "Qk1Zb3xyz012")
    assert not Order.objects.get(number="#3").counts
    assert filled(store) == (0, 0, 3, "")


def test_more_refunded_lines_than_were_told_are_no_guess() -> None:
    order = graph_order(1)
    order["refunds"][0]["refundLineItems"]["pageInfo"]["hasNextPage"] = True
    with pytest.raises(BadInput, match="more than 50 lines"):
        order_of(document_of(json.dumps(event_of(order))))


def test_a_wrong_key_says_so_and_is_not_kept_in_the_clear(workspace: Workspace, shop: Shop) -> None:
    store = connected(workspace, shop, "stripe", key="rk_live_wrong1234")
    assert "does not accept the key" in filled(store)[3]
    assert "rk_live" not in store.api_key
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "url", ["http://shop.example", "https://u:p@shop.example", "https://shop.example/?a=1", "ftp://x", ""]
)
def test_a_key_goes_nowhere_but_over_https(workspace: Workspace, url: str) -> None:
    store = create_store(workspace=workspace, name="Mugs", kind="woocommerce", secret="whsec_made_up")
    with pytest.raises(BadInput):
        set_api_access(store=store, url=url, key=WOO_KEY)


def test_a_back_fill_needs_a_key_and_a_day_that_was(workspace: Workspace, shop: Shop) -> None:
    bare = create_store(workspace=workspace, name="Mugs", kind="woocommerce", secret="whsec_made_up")
    with pytest.raises(BadInput, match="cannot be asked yet"):
        start_backfill(store=bare, since=SINCE)
    with pytest.raises(BadInput, match="ahead"):
        start_backfill(store=connected(workspace, shop, "stripe"), since=date(clock.today().year + 1, 1, 1))


def test_on_the_command_line(cli: Callable[..., Result], workspace: Workspace, shop: Shop) -> None:
    shop.orders = [woo.order()]
    made = json.loads(cli("stores", "connect", "woocommerce", "Mugs", "--secret", "whsec_made_up", "--json").stdout)
    assert made["hook"].endswith(Store.objects.get().token)
    store = str(made["id"])
    assert cli("stores", "key", store, "--url", shop.url, "--key", WOO_KEY).exit_code == 0
    done = json.loads(cli("stores", "backfill", store, "--since", "2026-01-01", "--json").stdout)
    assert (done["created"], done["refused"], done["error"]) == (1, [], "")
    shop.moods = [401]
    failed = cli("stores", "backfill", store, "--since", "2026-01-01", "--json")
    assert (failed.exit_code, json.loads(failed.stderr)["error"]) == (2, "shop_refuses")

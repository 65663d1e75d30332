from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.runs import run_import
from groundswell.creators.models import Creator, CreatorKey, ImportRun
from groundswell.links.models import Attribution, Code, Order
from groundswell.links.rules.event_reading import document_of
from groundswell.links.rules.orders import goods_in_refund
from groundswell.links.rules.shopify import order_of
from groundswell.links.services import create_code, record_order
from groundswell.links.tests import shopify_events as events

# Header names are Shopify's own; the rows are made up. Order fields stand on an order's first row only.
SHOPIFY = """Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem fulfillment status,Notes,Note Attributes,Cancelled at,Refunded Amount,Id,Tags,Risk Level
#1001,ana@example.com,paid,2026-03-01 09:00:05 -0500,fulfilled,USD,90.00,5.00,8.00,103.00,maya10,10.00,2026-03-01 09:00:00 -0500,1,Trail shoe,60.00,TS,fulfilled,,"gift: yes
cid: Qk1Zb3xyz012",,0.00,6634244374859,vip,Low
#1001,ana@example.com,,,,,,,,,,,2026-03-01 09:00:00 -0500,2,Socks,20.00,SO,fulfilled,,,,,,,
#1002,bob@example.com,partially_refunded,2026-03-02 10:00:00 +0100,pending,USD,119.00,0.00,19.00,119.00,,0.00,2026-03-02 10:00:00 +0100,1,Jacket,119.00,JA,pending,,,,20.00,6634244374860,,Low
#1003,cy@example.com,voided,,,USD,40.00,0.00,0.00,40.00,MAYA10,0.00,2026-03-03 10:00:00 +0000,1,Cap,40.00,CA,,,,2026-03-03 11:00:00 +0000,0.00,6634244374861,,Low
"""
WEBTOFFEE = """order_id,order_number,order_date,paid_date,status,shipping_total,tax_total,discount_total,order_total,order_subtotal,order_currency,customer_email,coupon_items,refund_items,Product Item 1 Name,Product Item 1 SKU,Product Item 1 Quantity,Product Item 1 Total,Product Item 1 Subtotal,Product Item 2 Name,Product Item 2 Quantity
9001,9001,2026-03-02 09:00:00,2026-03-02 09:01:00,completed,5.00,0.00,10.00,95.00,100.00,INR,ana@example.com,code:maya10|amount:10.00,,Shoe,TS,2,72.00,80.00,Cap,1
9002,9002,2026-03-02 10:00:00,,refunded,0.00,0.00,0.00,50.00,50.00,INR,bob@example.com,,"amount:30.00|reason:late;amount:20.00",Shoe,TS,1,50.00,50.00,,
9003,9003,2026-03-03 09:00:00,,pending,0.00,0.00,0.00,10.00,10.00,INR,,,,Cap,CA,1,10.00,10.00,,
9004,9004,2026-03-03 09:00:00,,cancelled,0.00,0.00,0.00,10.00,10.00,INR,,,,Cap,CA,1,10.00,10.00,,
"""
ANALYTICS = """Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution
2026-03-05 08:00:00,501,$45.00,Completed,A. Buyer,new,Shoe,1,MAYA10,45.00,Organic
"""
GENERIC = """Bestellnummer;Bestelldatum;Zwischensumme;Versand;Gesamtbetrag;Währung;Gutscheincode;Influencer ID
77;05.03.2026;1.234,50;4,90;1.239,40;EUR;maya10;42
78;06.03.2026;10,00;0,00;10,00;EUR;;43
"""
DISCOUNTS = """Name,Value,Value Type,Type,Discount Class,Customer Selection,Times Used In Total,Usage Limit Per Code,Status,Start,End
MAYA10,-10.0,percentage,Amount Off,order,all,14,,Active,2026-01-01 00:00:00 -0500,
TOM5,-5.0,fixed_amount,Amount Off,order,all,0,,Active,2026-01-01 00:00:00 -0500,
"Buy 3, get 10 % off",-10.0,percentage,Amount Off,product,all,3,,Active,2026-01-01 00:00:00 -0500,
"""


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    person = Creator.objects.create(workspace=workspace, name="Maya Brook")
    CreatorKey.objects.create(workspace=workspace, creator=person, kind="id:file", value="42")
    create_code(workspace=workspace, code="MAYA10", creator=person)
    return person


def bring_in(workspace: Workspace, tmp_path: Path, text: str, kind: str) -> ImportRun:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    run = run_import(workspace=workspace, path=path)
    assert run.kind == kind
    return run


def counts(run: ImportRun) -> tuple[int, int, int, list[int]]:
    return run.created, run.updated, run.unchanged, [entry["row"] for entry in run.rejected]


def order(number: str) -> Order:
    return Order.objects.get(number=number)


def test_shopifys_export_one_order_over_several_rows(workspace: Workspace, maya: Creator, tmp_path: Path) -> None:
    assert counts(bring_in(workspace, tmp_path, SHOPIFY, "orders")) == (3, 0, 0, [])
    first = order("#1001")
    assert (first.source, first.external_id, first.currency) == ("shopify", "6634244374859", "USD")
    assert first.placed_at == datetime(2026, 3, 1, 14, tzinfo=UTC)
    assert (first.subtotal, first.discount, first.total, first.net) == (
        Decimal("90"),
        Decimal("10"),
        Decimal("103"),
        Decimal("90"),
    )
    assert first.codes == ["MAYA10"]
    assert first.click_id == "Qk1Zb3xyz012"
    assert [(line["title"], line["quantity"], line["price"]) for line in first.lines] == [
        ("Trail shoe", 1, "60.00"),
        ("Socks", 2, "20.00"),
    ]
    assert "ana@example.com" not in str(first.__dict__)
    # The tax is inside this order's prices: its total is goods and shipping alone. 20.00 × 100 / 119 of the refund is goods.
    assert (order("#1002").subtotal, order("#1002").refunded, order("#1002").net) == (
        Decimal("100"),
        Decimal("16.81"),
        Decimal("83.19"),
    )
    assert order("#1003").cancelled_at is not None
    assert [row.order.number for row in Attribution.objects.of(workspace)] == ["#1001"]


def test_the_same_file_again_changes_nothing(workspace: Workspace, maya: Creator, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, SHOPIFY, "orders")
    assert counts(bring_in(workspace, tmp_path, SHOPIFY, "orders")) == (0, 0, 3, [])
    later = SHOPIFY.replace(",,0.00,6634244374859", ",,45.00,6634244374859")
    assert counts(bring_in(workspace, tmp_path, later, "orders")) == (0, 1, 2, [])
    assert order("#1001").net == Decimal("48.67")  # 45.00 × 90 / 98: the goods among goods and their tax
    assert Attribution.objects.of(workspace).count() == 1


def test_an_order_of_the_webhook_and_of_the_file_is_one(workspace: Workspace, maya: Creator, tmp_path: Path) -> None:
    import json

    event = events.order(id=6634244374859, name="#1001", refunds=[events.refund()])
    record_order(workspace=workspace, facts=order_of(document_of(json.dumps(event))))
    bring_in(workspace, tmp_path, SHOPIFY, "orders")
    assert Order.objects.of(workspace).count() == 3
    assert (order("#1001").refunded, order("#1001").click_id) == (Decimal("45.00"), "Qk1Zb3xyz012")


def test_woocommerce_by_the_export_plug_in(workspace: Workspace, maya: Creator, tmp_path: Path) -> None:
    run = bring_in(workspace, tmp_path, WEBTOFFEE, "orders")
    assert counts(run) == (3, 0, 0, [3])
    assert "not a sale yet" in run.rejected[0]["reason"]
    first = order("9001")
    assert (first.source, first.currency, first.subtotal, first.codes) == (
        "woocommerce",
        "INR",
        Decimal("90.00"),
        ["MAYA10"],
    )
    assert [(line["title"], line["quantity"], line["price"]) for line in first.lines] == [
        ("Shoe", 2, "40.00"),
        ("Cap", 1, ""),
    ]
    assert (order("9002").refunded, order("9002").net) == (Decimal("50.00"), Decimal("0.00"))
    assert order("9004").counts is False
    assert Attribution.objects.of(workspace).get().order == first


def test_woocommerce_analytics(workspace: Workspace, maya: Creator, tmp_path: Path) -> None:
    bring_in(workspace, tmp_path, ANALYTICS, "orders")
    found = order("501")
    assert (found.source, found.currency, found.subtotal) == ("woocommerce", "USD", Decimal("45.00"))
    assert Attribution.objects.of(workspace).get().creator == maya


def test_any_table_by_the_meaning_of_its_columns(workspace: Workspace, maya: Creator, tmp_path: Path) -> None:
    run = bring_in(workspace, tmp_path, GENERIC, "orders")
    assert counts(run) == (1, 0, 0, [2])
    assert run.rejected[0]["reason"] == "There is no creator with the id 43: import the creators first."
    found = order("77")
    assert (found.source, found.subtotal, found.shipping, found.currency) == (
        "file",
        Decimal("1234.50"),
        Decimal("4.90"),
        "EUR",
    )
    assert found.placed_at == datetime(2026, 3, 5, tzinfo=UTC)
    assert (found.named_creator, Attribution.objects.of(workspace).get().method) == (maya, "code")


def test_codes_of_shopifys_discount_export(workspace: Workspace, tmp_path: Path) -> None:
    run = bring_in(workspace, tmp_path, DISCOUNTS, "discounts")
    assert counts(run) == (2, 0, 0, [3])
    assert "automatic discount" in run.rejected[0]["reason"]
    assert sorted(Code.objects.of(workspace).values_list("code", "discount")) == [
        ("MAYA10", "10 % off"),
        ("TOM5", "5.00 off"),
    ]
    assert counts(bring_in(workspace, tmp_path, DISCOUNTS, "discounts")) == (0, 0, 2, [3])
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("amount", "subtotal", "tax", "goods"),
    [
        ("54.00", "100.00", "8.00", "50.00"),  # half of the goods with half of their tax
        ("113.00", "100.00", "8.00", "100.00"),  # everything, 5.00 of shipping with it
        ("50.00", "100.00", "0.00", "50.00"),
        ("0.01", "100.00", "19.00", "0.01"),
        ("5.00", "0.00", "0.00", "0.00"),  # nothing but shipping was paid
        ("0.00", "100.00", "8.00", "0.00"),
    ],
)
def test_what_of_a_files_refund_was_for_goods(amount: str, subtotal: str, tax: str, goods: str) -> None:
    assert goods_in_refund(Decimal(amount), subtotal=Decimal(subtotal), tax=Decimal(tax)) == Decimal(goods)


@given(
    amounts=st.lists(st.decimals(0, 500, places=2), min_size=2, max_size=2),
    subtotal=st.decimals(0, 300, places=2),
    tax=st.decimals(0, 100, places=2),
)
def test_a_refund_takes_no_more_than_the_goods_and_more_money_never_less(
    amounts: list[Decimal], subtotal: Decimal, tax: Decimal
) -> None:
    less, more = (goods_in_refund(amount, subtotal=subtotal, tax=tax) for amount in sorted(amounts))
    assert 0 <= less <= more <= subtotal
    assert less <= min(amounts)
    assert goods_in_refund(subtotal + tax, subtotal=subtotal, tax=tax) == subtotal

"""One order of a file, its rows read together."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from groundswell.creators.imports.headers import fold_header
from groundswell.creators.imports.kinds import Record, Rejected, Row
from groundswell.kit.ids import digest
from groundswell.kit.money import ZERO, cents
from groundswell.links.rules.orders import OrderFacts, click_id_in, goods_in_refund, tax_inside

NOT_SOLD_YET = frozenset(
    {"pending", "pending payment", "on hold", "draft", "checkout draft", "auto draft", "ausstehend", "in wartestellung"}
)
NEVER_SOLD = frozenset(
    {"cancelled", "canceled", "failed", "trash", "voided", "expired", "storniert", "fehlgeschlagen", "annule"}
)
GIVEN_BACK = frozenset({"refunded", "ruckerstattet", "rembourse"})
OURS = "order_source"  # the column that only our own export has
SHOPIFY = frozenset({"lineitem name", "financial status"})
WOOCOMMERCE = ({"order id", "order total"}, {"n revenue formatted"}, {"order", "net sales", "attribution"})
_CODES = re.compile(r"[,;|]\s*")
_PIPED_CODE = re.compile(r"(?:^|[|;])\s*code:\s*([^|;]+)", re.I)
_PIPED_AMOUNT = re.compile(r"(?:^|[|;])\s*amount:\s*-?([\d.]+)", re.I)
_PIPED_ITEM = re.compile(r"product item (\d+) name")


def source_of(headers: Iterable[str]) -> str:
    """The shop system by the file's headers, named as its events name it, so that both sides meet in one order."""
    folded = {fold_header(header) for header in headers}
    if folded >= SHOPIFY:
        return "shopify"
    return "woocommerce" if any(folded >= marks for marks in WOOCOMMERCE) else "file"


def facts_of(record: Record, source: str, currency: str, creators: Mapping[str, int]) -> OrderFacts | Rejected:
    """The order, or why it is none. `currency` stands in where the file names none."""
    values = record.values
    status = fold_header(str(values.get("status", "")))
    number = str(values.get("number", ""))
    if status in NOT_SOLD_YET:
        return Rejected(f"Order {number or values.get('order_id', '')} is “{values['status']}”: not a sale yet.")
    amounts = _amounts(values)
    if amounts is None:
        return Rejected("The order has neither a total nor a subtotal.")
    placed = values.get("placed_at") or values.get("paid_at")
    if placed is None:
        return Rejected("The order has no date.")
    creator = values.get("own_id", values.get("file_id"))
    if creator is not None and creator not in creators:
        return Rejected(f"There is no creator with the id {creator}: import the creators first.")
    paid = fold_header(str(values.get("financial_status", "")))
    dead = status in NEVER_SOLD or paid in NEVER_SOLD
    subtotal, total, tax, with_tax = amounts
    ours = OURS in values
    return OrderFacts(
        source=values.get(OURS, source), external_id=str(values.get("order_id") or number), number=number, placed_at=placed,
        currency=values.get("currency", currency), subtotal=subtotal, total=total, tax=tax, prices_include_tax=with_tax,
        discount=abs(values.get("discount", ZERO)), shipping=abs(values.get("shipping", ZERO)),
        refunded=_refunded(values, subtotal, tax, everything=status in GIVEN_BACK),
        codes=_codes(values), click_id=click_id_in(_places(values)), lines=tuple(_lines(record)),
        customer=digest(values["buyer"].strip().lower()) if "buyer" in values else values.get("customer", ""),
        survey=values.get("survey", ""), order_count=values.get("order_count", 1) if ours else 1, channel=values.get("channel", "") if ours else "",
        is_test=ours and values.get("is_test", False),
        named_creator=creators[creator] if creator is not None else None,
        cancelled_at=values.get("cancelled_at") or (placed if dead else None),
    )  # fmt: skip


def _amounts(values: Mapping[str, Any]) -> tuple[Decimal, Decimal, Decimal, bool] | None:
    """(goods without tax, total, tax, whether the file's prices include the tax); None when nothing says how much."""
    tax, shipping = _money(values, "tax") or ZERO, _money(values, "shipping") or ZERO
    total, goods = _money(values, "total"), _money(values, "subtotal")
    if OURS in values and goods is not None and total is not None:
        return goods, total, tax, values.get("prices_include_tax", False)
    if goods is None and "items_total" in values:
        goods = max(values["items_total"] - abs(values.get("discount", ZERO)), ZERO)
    if goods is None:
        return None if total is None else (max(total - tax - shipping, ZERO), total, tax, False)
    if total is None:
        return goods, goods + tax + shipping, tax, False
    inside = tax_inside(subtotal=goods, shipping=shipping, tax=tax, total=total)
    return (max(goods - tax, ZERO) if inside else goods), total, tax, inside


def _refunded(values: Mapping[str, Any], subtotal: Decimal, tax: Decimal, *, everything: bool) -> Decimal | None:
    """Of the goods. A shop's file gives one sum of goods, tax and shipping; our own export the goods alone."""
    if "refunded" in values:
        given = abs(values["refunded"])
        return given if OURS in values else goods_in_refund(given, subtotal=subtotal, tax=tax)
    if "refund_items" in values:
        found = [_decimal(amount) for amount in _PIPED_AMOUNT.findall(values["refund_items"])]
        return goods_in_refund(sum(found, ZERO), subtotal=subtotal, tax=tax) if found else None
    return subtotal if everything else None


def _money(values: Mapping[str, Any], name: str) -> Decimal | None:
    amount: Decimal | None = values.get(name)
    return amount


def _decimal(digits: str) -> Decimal:
    try:
        return cents(Decimal(digits))
    except InvalidOperation:
        return ZERO


def _codes(values: Mapping[str, Any]) -> tuple[str, ...]:
    piped = _PIPED_CODE.findall(values.get("coupon_items", ""))
    plain = _CODES.split(values.get("codes", ""))
    return tuple(code.strip()[:64] for code in (*plain, *piped) if code.strip())


def _places(values: Mapping[str, Any]) -> list[str]:
    """Where a click id may stand; Shopify writes note attributes as `name: value`, one a line."""
    notes = [
        line.partition(":")[2].strip()
        for line in str(values.get("cart_attributes", "")).splitlines()
        if fold_header(line.partition(":")[0]) in ("cid", "click id")
    ]
    return [*notes, *(str(values[name]).strip() for name in ("click_id", "landing_page") if name in values)]


def _lines(record: Record) -> Iterable[dict[str, Any]]:
    for row in record.rows:
        values = row.values
        if "line_title" in values:
            quantity, price = values.get("line_quantity", 1), values.get("line_price")
            if price is None and "line_subtotal" in values and quantity:
                price = values["line_subtotal"] / quantity
            yield _line(values["line_title"], quantity, price, values.get("line_sku"))
        yield from _numbered_items(row)


def _numbered_items(row: Row) -> Iterable[dict[str, Any]]:
    """The export plug-in puts the second and further items into columns of their own; the first is mapped."""
    folded = {fold_header(header): cell for header, cell in row.raw.items()}
    numbers = [int(found.group(1)) for header in folded if (found := _PIPED_ITEM.fullmatch(header))]
    for number in sorted(number for number in numbers if number > 1):
        item = {part: folded.get(f"product item {number} {part}", "") for part in ("name", "quantity", "sku")}
        yield _line(item["name"], int(item["quantity"]) if item["quantity"].isdigit() else None, None, item["sku"])


def _line(title: str, quantity: int | None, price: Decimal | None, sku: str | None) -> dict[str, Any]:
    return {
        "title": title[:200],
        "sku": sku or "",
        "quantity": quantity if quantity is not None else 1,
        "price": str(cents(price)) if price is not None else "",
    }

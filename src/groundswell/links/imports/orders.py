"""Orders from a shop's export: Shopify (one order over several rows), WooCommerce, or any table by the meaning of its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.fields import Field, of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import ImportRun
from groundswell.creators.queries.keys import creators_by_file_id, creators_by_own_id
from groundswell.kit.errors import GroundswellError
from groundswell.links.imports.order_rows import facts_of, source_of
from groundswell.links.queries import owners_of_orders
from groundswell.links.rules.orders import OrderFacts, checked
from groundswell.links.services import record_orders

IDENTITY = (
    of_type("id", "number", "Order number", "order number", "order no", "order #", "order", "order name", "name", "bestellnummer", "bestellung", "numero de commande", "numero de pedido", "numero ordine", "ordernummer", "numero do pedido", weight=2.5),
    of_type("id", "order_id", "Order id", "order id", "id", "order key", "external id"),
    of_type("date", "placed_at", "Placed at", "created at", "order date", "date", "placed on", "ordered at", "purchase date", "bestelldatum", "date de commande", "fecha de pedido", "data ordine", "besteldatum", "data do pedido", weight=2),
    of_type("date", "paid_at", "Paid at", "paid date", "date paid", "payment date", weight=2),
    of_type("date", "cancelled_at", "Cancelled at", "canceled at", "cancelled date", weight=3),
    text("status", "Status", "order status", "status", "auftragsstatus", "statut", "estado", "stato", limit=40),
    # Named so that nobody takes them for the order's status; a parcel's way says nothing about the sale.
    text("fulfilment", "Fulfilment", "fulfillment status", "fulfilment status", limit=40),
    text("line_fulfilment", "Item's fulfilment", "lineitem fulfillment status", limit=40),
    text("financial_status", "Payment status", "financial status", "payment status", "zahlungsstatus", weight=3, limit=40),
    text("buyer", "Buyer's e-mail", "email", "customer email", "billing email", "e mail", "buyer email", limit=320),
)  # fmt: skip
AMOUNTS = (
    of_type("currency", "currency", "Currency", "order currency", "currency code", "wahrung", "devise", "moneda", "valuta"),
    of_type("money", "subtotal", "Goods after discount", "subtotal", "sub total", "net sales", "zwischensumme", "sous total", "subtotale", "subtotaal", weight=2),
    of_type("money", "items_total", "Goods before discount", "order subtotal", "items total", "gross sales", weight=2),
    of_type("money", "discount", "Discount", "discount amount", "discount total", "cart discount", "total discount", "discounts", "rabatt", "remise", "descuento", "sconto", "korting", weight=1.5),
    of_type("money", "shipping", "Shipping", "shipping total", "shipping amount", "shipping cost", "versand", "versandkosten", "livraison", "envio", "spedizione", "verzendkosten", weight=1.5),
    of_type("money", "tax", "Tax", "taxes", "tax total", "total tax", "vat", "mwst", "steuer", "tva", "impuestos", "iva", "btw", weight=1.5),
    of_type("money", "total", "Total", "order total", "grand total", "order amount", "total price", "amount", "n revenue", "gesamt", "gesamtsumme", "gesamtbetrag", "montant total", "importe total", "totale", "totaal", weight=2),
    of_type("money", "refunded", "Refunded", "refunded amount", "refund amount", "refund total", "total refunded", "amount refunded", "erstattet", "rembourse", "reembolsado", "rimborsato", weight=2),
)  # fmt: skip
TRAIL = (
    text("codes", "Discount codes", "discount code", "discount codes", "coupon code", "coupon codes", "coupons", "coupon s", "coupon", "promo code", "voucher", "voucher code", "gutscheincode", "rabattcode", "code promo", "cupon", "codice sconto", "kortingscode", weight=2, limit=500),
    text("coupon_items", "Coupons of the export plug-in", "coupon items", weight=4, limit=0),
    text("refund_items", "Refunds of the export plug-in", "refund items", weight=4, limit=0),
    text("click_id", "Click id", "cid", "gs click id", "click id", weight=2, limit=0),
    text("landing_page", "Landing page", "landing site", "landing page", "landing url", "first page", limit=0),
    text("cart_attributes", "Note attributes", "note attributes", "cart attributes", weight=3, limit=0),
    of_type("id", "file_id", "Creator's id in the file", "influencer id", "creator id", "affiliate id", "partner id"),
)  # fmt: skip
LINES = (
    text("line_title", "Item", "lineitem name", "line item name", "product item 1 name", "item name", "product name", "product", "products", "product s", "artikel", "produit", "producto", "prodotto", weight=2.5, limit=0),
    of_type("count", "line_quantity", "Quantity", "lineitem quantity", "line item quantity", "product item 1 quantity", "quantity", "items sold", "menge", weight=2.5),
    of_type("money", "line_price", "Item price", "lineitem price", "line item price", "item price", "unit price", weight=2.5),
    of_type("money", "line_subtotal", "Items' price", "product item 1 subtotal", "lineitem subtotal", "line subtotal", "line total"),
    text("line_sku", "SKU", "lineitem sku", "line item sku", "product item 1 sku", "sku", weight=1.5),
)  # fmt: skip
# Of our own export, whose amounts need no reading between the lines.
OWN = (
    text("order_source", "Shop system", "order source", weight=4, limit=40),
    of_type("id", "own_id", "Creator's id in Groundswell", "groundswell id"),
    of_type("flag", "prices_include_tax", "Prices include tax", "prices include tax"),
    of_type("count", "order_count", "Orders in the row", "order count"),
    text("channel", "Channel", "channel", limit=20),
    text(
        "survey",
        "Who sent you?",
        "survey",
        "who sent you",
        "how did you hear about us",
        "referred by",
        "hdyhau",
        limit=200,
    ),
    of_type("flag", "is_test", "Test order", "is test"),
    text("customer", "Buyer's digest", "customer digest", limit=64),
)
FIELDS: tuple[Field, ...] = (*IDENTITY, *AMOUNTS, *TRAIL, *LINES, *OWN)


def record_key(values: Mapping[str, Any]) -> str:
    """An order's rows share its number; its id stands on the first only."""
    return str(values.get("number") or values.get("order_id") or "")


class OrdersWriter:
    """Records each order once and attributes it."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace = workspace
        self.source = source_of(run.mapping)
        self.ids = str(run.options.get("ids", "id:file"))

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        named = {record.values["file_id"] for record in records if "file_id" in record.values}
        creators = creators_by_file_id(self.workspace, named, self.ids)
        exported = {record.values["own_id"] for record in records if "own_id" in record.values}
        creators |= creators_by_own_id(self.workspace, exported)
        read = without_the_obvious(self.workspace, [self._read(record, creators) for record in records])
        outcomes = iter(
            record_orders(workspace=self.workspace, facts=[one for one in read if isinstance(one, OrderFacts)])
        )
        return [one if isinstance(one, Rejected) else as_outcome(next(outcomes)) for one in read]

    def finish(self) -> None:
        """Nothing is left to do."""

    def _read(self, record: Record, creators: Mapping[str, int]) -> OrderFacts | Rejected:
        try:
            facts = facts_of(record, self.source, self.workspace.currency, creators)
            return checked(facts) if isinstance(facts, OrderFacts) else facts
        except GroundswellError as refusal:
            return Rejected(f"{refusal.message} {refusal.cure}".strip())


def without_the_obvious(workspace: Workspace, read: Sequence[OrderFacts | Rejected]) -> list[OrderFacts | Rejected]:
    """Whom a row names is evidence only where the order is not owed to that creator already, by a code or a click."""
    named = [one.external_id for one in read if isinstance(one, OrderFacts) and one.named_creator is not None]
    owed = owners_of_orders(workspace, named)
    return [
        replace(one, named_creator=None)
        if isinstance(one, OrderFacts) and owed.get((one.source, one.external_id)) == one.named_creator
        else one
        for one in read
    ]


def as_outcome(word: str) -> Outcome:
    """The service's word as the engine counts it."""
    return "created" if word == "created" else "updated" if word == "updated" else "unchanged"


KIND = Kind(
    name="orders",
    label="Orders",
    fields=FIELDS,
    required=(("number", "order_id"), ("placed_at", "paid_at"), ("total", "subtotal", "items_total")),
    order=50,
    writer=OrdersWriter,
    key=record_key,
    grouped=True,
)

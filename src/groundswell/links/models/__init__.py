"""From a link to an order: each order counted once."""

from groundswell.links.models.links import Click, Code, JournalPosition, Link
from groundswell.links.models.orders import Attribution, Order, Refund, Ruling, Store, WebhookDelivery

__all__ = [
    "Attribution",
    "Click",
    "Code",
    "JournalPosition",
    "Link",
    "Order",
    "Refund",
    "Ruling",
    "Store",
    "WebhookDelivery",
]

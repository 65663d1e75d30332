"""From a link to an order: each order counted once."""

from groundswell.links.models.claims import OrderClaim
from groundswell.links.models.counts import ClickDay, ClickHour
from groundswell.links.models.discounts import ShopDiscount
from groundswell.links.models.domains import Domain
from groundswell.links.models.links import Click, Code, JournalPosition, Link
from groundswell.links.models.orders import Attribution, LeakGuard, Order, Precedence, Refund, Ruling
from groundswell.links.models.rates import ExchangeRate
from groundswell.links.models.sites import Conversion, LandingTally, PageView, Site
from groundswell.links.models.stores import Backfill, ShopCode, Store, WebhookDelivery

__all__ = [
    "Attribution",
    "Backfill",
    "Click",
    "ClickDay",
    "ClickHour",
    "Code",
    "Conversion",
    "Domain",
    "ExchangeRate",
    "JournalPosition",
    "LandingTally",
    "LeakGuard",
    "Link",
    "Order",
    "OrderClaim",
    "PageView",
    "Precedence",
    "Refund",
    "Ruling",
    "ShopCode",
    "ShopDiscount",
    "Site",
    "Store",
    "WebhookDelivery",
]

"""Asking shops over their APIs: one module per system, each a page at a time."""

from collections.abc import Callable, Mapping

from groundswell.links.asking import shopify, stripe, woocommerce
from groundswell.links.asking.wire import Page, ShopRefuses, ShopWire

Ask = Callable[..., Page]
ASK: Mapping[str, Ask] = {"shopify": shopify.page, "woocommerce": woocommerce.page, "stripe": stripe.page}

__all__ = ["ASK", "Page", "ShopRefuses", "ShopWire"]

"""What a site tells of an order and of a page, read strictly. Pure."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from groundswell.kit.errors import BadInput
from groundswell.links.rules.event_reading import time_in
from groundswell.links.rules.orders import OrderFacts, amount, checked, click_id_in

EXACT = 2**53
UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content")


def site_key(random: str, secret_key: str) -> str:
    """`random` (12 characters) and 12 more that only this installation can make: a made-up key is known without a look."""
    mac = hashlib.blake2b(random.encode(), key=hashlib.sha256(secret_key.encode()).digest(), digest_size=9).digest()
    return random + base64.urlsafe_b64encode(mac).decode()


def is_site_key(key: str, secret_key: str) -> bool:
    return len(key) == 24 and key.isascii() and site_key(key[:12], secret_key) == key


def conversion_facts(told: Mapping[str, Any], *, source: str, at: datetime) -> OrderFacts:
    """The order in `order_id, amount, currency, code?, click_id?, placed_at?, refunded?`; `at` when it has no time.

    The amount is what the goods cost after discounts, as text. BadInput says what cannot be right.
    """
    paid = _amount(told, "amount")
    refunded = _amount(told, "refunded") if told.get("refunded") not in (None, "") else None
    code = _text(told, "code", 64)
    return checked(
        OrderFacts(
            source=source, external_id=_order_id(told.get("order_id")), placed_at=time_in(told, "placed_at") or at,
            currency=_currency(told), subtotal=paid, total=paid, refunded=refunded, codes=(code,) if code else (),
            click_id=click_id_in([told.get("click_id")]),
        )
    )  # fmt: skip


def page_of(address: object) -> str:
    """Host and path of a page, without query and fragment; empty for what is no web address."""
    try:
        parts = urlsplit(address.strip()) if isinstance(address, str) else None
        host = (parts.hostname or "").removeprefix("www.") if parts else ""
    except ValueError:
        return ""
    if parts is None or parts.scheme not in ("http", "https") or not host:
        return ""
    return f"{host}{parts.path or '/'}"[:500].replace("\0", "")


def utm_in(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(told[name])[:120].replace("\0", "") for name in UTM if told.get(name)}


def _order_id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > EXACT:
            raise BadInput(
                f"The order id {value} is a number beyond 2^53: a browser or JavaScript may have rounded it.",
                where="order_id", cure="Send it as text, in quotes.",
            )  # fmt: skip
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise BadInput("The order has no id.", where="order_id")
    return value.strip().replace("\0", "")


def _amount(told: Mapping[str, Any], name: str) -> Any:
    value = told.get(name)
    if value is None or value == "":
        raise BadInput(f"The order has no {name}.", where=name)
    found = amount(value, name)
    if found < 0:
        raise BadInput(f"{found} is below zero.", where=name, cure="Send what was given back as refunded.")
    return found


def _currency(told: Mapping[str, Any]) -> str:
    value = _text(told, "currency", 3)
    if not value:
        raise BadInput("The order has no currency.", where="currency", cure="Give its three letters: USD.")
    return value.upper()


def _text(told: Mapping[str, Any], name: str, most: int) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value.strip()) > most:
        raise BadInput(f"“{str(value)[:80]}” is no {name}.", where=name)
    return value.strip().replace("\0", "")

"""The shop systems whose signed events are understood."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.kit.errors import GroundswellError
from groundswell.links.rules import shopify, stripe, woocommerce
from groundswell.links.rules.event_reading import Document, document_of
from groundswell.links.rules.signatures import refusal, stripe_refusal
from groundswell.links.rules.told import Told


@dataclass(frozen=True, slots=True)
class System:
    """`refusal(body, secret, given, now)`: why the signature in `signed_by` is not right, empty when it is.

    `topic` and `event_id` name the headers that say what happened; without them both stand in the body.
    """

    label: str
    signed_by: str
    refusal: Callable[[bytes, str, str, datetime], str]
    told: Callable[[str, Document], Sequence[Told]]
    topic: str = ""
    event_id: tuple[str, ...] = ()

    def named(self, headers: Mapping[str, str], body: bytes) -> tuple[str, str]:
        """(topic, event id) of a request; empty where it does not say."""
        if self.topic:
            ids = (headers.get(name, "") for name in self.event_id)
            return headers.get(self.topic, ""), next((one for one in ids if one), "")
        try:
            event = document_of(body.decode("utf-8", "replace"))
        except GroundswellError:
            return "", ""
        kind, identity = event.get("type"), event.get("id")
        return kind if isinstance(kind, str) else "", identity if isinstance(identity, str) else ""


SYSTEMS: Mapping[str, System] = {
    "shopify": System(
        "Shopify", "X-Shopify-Hmac-Sha256", refusal, shopify.told, "X-Shopify-Topic",
        ("X-Shopify-Event-Id", "X-Shopify-Webhook-Id"),
    ),
    "woocommerce": System(
        "WooCommerce", "X-WC-Webhook-Signature", refusal, woocommerce.told, "X-WC-Webhook-Topic", ("X-WC-Webhook-Delivery-ID",)
    ),
    "stripe": System("Stripe", "Stripe-Signature", stripe_refusal, stripe.told),
}  # fmt: skip

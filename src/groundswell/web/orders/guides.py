"""How each shop system is connected, in the words of its own settings pages."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from groundswell.links.models import Store


class Guide(NamedTuple):
    """`events` as the shop's page names them; `steps` before and `after` the address is entered."""

    steps: Sequence[str]
    events: Sequence[str]
    after: Sequence[str]
    signed_with: str
    api_url: str
    api_key: str


GUIDES: Mapping[str, Guide] = {
    Store.Kind.SHOPIFY: Guide(
        steps=("Open Settings, Notifications, Webhooks.", "Choose “Create webhook” and make one for each event below, as JSON."),
        events=(
            "Order creation", "Order payment", "Order update", "Order cancellation", "Refund create", "Dispute create",
            "Dispute update",
        ),
        after=("Choose “Send test notification”. A test order appears below and never counts.",),
        signed_with="Shopify shows it under Settings, Notifications, Webhooks: “Your webhooks will be signed with …”.",
        api_url="The shop’s own address, such as https://acme.myshopify.com.",
        api_key="Of an app that you make under Settings, Apps, Develop apps, with the scopes read_orders and write_discounts.",
    ),
    Store.Kind.WOOCOMMERCE: Guide(
        steps=(
            "Open WooCommerce, Settings, Advanced, Webhooks.",
            "Add a webhook for each event below: status Active, the same secret as here, API version v3.",
        ),
        events=("Order created", "Order updated", "Order deleted", "Order restored"),
        after=("Saving sends a ping: this page then says when the shop last tried the address. Refunds come with “Order updated”.",),
        signed_with="A text you make up; enter the same one as Secret in each webhook.",
        api_url="The shop’s address, such as https://shop.example.",
        api_key="From WooCommerce, Settings, Advanced, REST API: both parts with a colon, ck_…:cs_…. Read for orders, Read/Write to make codes.",
    ),
    Store.Kind.STRIPE: Guide(
        steps=("Open Developers, Webhooks, Add destination.", "Choose the events below, and “Webhook endpoint”."),
        events=(
            "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
            "invoice.paid", "refund.created", "refund.updated", "refund.failed", "charge.dispute.created",
            "charge.dispute.updated", "charge.dispute.closed", "promotion_code.created", "promotion_code.updated",
        ),
        after=(
            "For the click to travel with the order, put the click id into client_reference_id: a link to a Payment Link does it by itself.",
        ),
        signed_with="Stripe shows it on the destination’s page: “Signing secret”, whsec_….",
        api_url="Leave it empty.",
        api_key="A restricted key (rk_live_…) that may read Checkout Sessions, Invoices, Refunds, Disputes and Promotion Codes.",
    ),
}  # fmt: skip

"""Products and what the brand owes, as scripts see them: one shape for the command line and the API."""

from typing import Any

from groundswell.campaigns.models import Product
from groundswell.campaigns.queries.owed import Owing


def product_document(row: Product) -> dict[str, Any]:
    """A product of the workspace's list."""
    names = ("id", "sku", "name", "price", "cost", "currency", "url", "active", "source")
    return {name: getattr(row, name) for name in names}


def owing_document(owing: Owing) -> dict[str, Any]:
    """One thing owed; `shipment` only for products."""
    row, parcel = owing.row, owing.shipment
    names = ("state", "carrier", "tracking_number", "tracking_url", "shipping_cost", "sent_on", "delivered_on")
    return {
        "id": row.pk,
        "campaign": row.participant.campaign.slug,
        "creator_id": row.participant.creator_id,
        "creator": row.participant.creator.name,
        "kind": row.kind,
        "what": row.what,
        "amount": row.amount,
        "currency": row.currency,
        "due_on": row.due_on,
        "standing": owing.standing,
        "settled_on": row.settled_on,
        "shipment": {"id": parcel.pk} | {name: getattr(parcel, name) for name in names} if parcel else None,
    }

"""Links, codes and orders as JSON documents: the same from the API and the command line."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from groundswell.links.models import Backfill, Code, Link, Order, OrderClaim, Store, WebhookDelivery
from groundswell.links.queries import Fit, address_of, hook_address
from groundswell.links.rules.guard import Guard


def link_document(link: Link) -> dict[str, Any]:
    """`clicks` are counted ones; `clicks_excluded` bots, previews, prefetches and repeats; null when not asked for."""
    return {
        "id": link.pk,
        "slug": link.slug,
        "url": address_of(link),
        "domain": link.domain.name if link.domain else None,
        "target_url": link.target_url,
        "platform_targets": link.platform_targets,
        "creator": link.creator_id,
        "campaign": link.campaign.slug if link.campaign else None,
        "utm": link.utm,
        "carries": link.carries or None,
        "active": link.active,
        "expires_at": link.expires_at.isoformat() if link.expires_at else None,
        "clicks": getattr(link, "counted", None),
        "clicks_excluded": getattr(link, "excluded", None),
        "created_at": link.created_at.isoformat(),
    }


def code_document(code: Code) -> dict[str, Any]:
    """`orders` is the number of orders owed because of the code; null when not asked for."""
    return {
        "id": code.pk,
        "code": code.code,
        "creator": code.creator_id,
        "campaign": code.campaign.slug if code.campaign else None,
        "discount": code.discount,
        "leaked": {"where": code.leaked_where, "since": code.leaked_at.isoformat()} if code.leaked_at else None,
        "orders": getattr(code, "orders", None),
    }


def order_document(order: Order) -> dict[str, Any]:
    """Amounts are strings in the order's currency; `attribution` is null when nobody is owed; while `held` names
    suspicions, the order is in no figure."""
    attribution = getattr(order, "attribution", None)
    amounts = {
        name: str(getattr(order, name))
        for name in ("subtotal", "discount", "shipping", "tax", "total", "refunded", "net")
    }
    return {
        "id": order.pk,
        "source": order.source,
        "external_id": order.external_id,
        "number": order.number,
        "placed_at": order.placed_at.isoformat(),
        "currency": order.currency,
        **amounts,
        "order_count": order.order_count,
        "channel": order.channel,
        "codes": order.codes,
        "click_id": order.click_id,
        "survey": order.survey,
        "is_test": order.is_test,
        "cancelled_at": order.cancelled_at.isoformat() if order.cancelled_at else None,
        "attribution": {
            "creator": attribution.creator_id,
            "campaign": attribution.campaign.slug if attribution.campaign else None,
            "method": attribution.method,
            "reason": attribution.reason,
            "held": attribution.suspicions,
        }
        if attribution
        else None,
    }


def order_claim_document(claim: OrderClaim, fits: Iterable[Fit] = ()) -> dict[str, Any]:
    """A creator's claim; `claims` in words, `fits` the orders it may mean with what speaks `against` each."""
    names = ("id", "state", "reason", "number", "placed_on", "currency", "note", "filed_at", "decided_at")
    return {name: getattr(claim, name) for name in names} | {
        "creator_id": claim.creator_id, "creator": claim.creator.name, "claims": str(claim),
        "campaign": claim.campaign.slug if claim.campaign else None, "order": claim.order_id,
        "amount": None if claim.amount is None else str(claim.amount), "names_buyer": bool(claim.buyer),
        "fits": [
            {
                "id": fit.order.pk, "order": str(fit.order), "agrees": list(fit.agrees), "differs": list(fit.differs),
                "against": list(fit.against),
            }
            for fit in fits
        ],
    }  # fmt: skip


def store_document(store: Store) -> dict[str, Any]:
    """Without the secrets; `hook` is where the shop sends its events. Counts are null when not asked for."""
    return {
        "id": store.pk,
        "kind": store.kind,
        "name": store.name,
        "source": store.source,
        "hook": hook_address(store),
        "api_url": store.api_url,
        "has_api_key": bool(store.api_key),
        "received": getattr(store, "received", None),
        "failed": getattr(store, "failed", None),
    }


def delivery_document(delivery: WebhookDelivery) -> dict[str, Any]:
    return {
        "id": delivery.pk,
        "topic": delivery.topic,
        "received_at": delivery.received_at.isoformat(),
        "processed_at": delivery.processed_at.isoformat() if delivery.processed_at else None,
        "error": delivery.error,
    }


def backfill_document(backfill: Backfill) -> dict[str, Any]:
    """`refused` names the first 100 orders that could not be used, with the reason."""
    return {
        "id": backfill.pk,
        "store": backfill.store_id,
        "since": backfill.since.isoformat(),
        **{name: getattr(backfill, name) for name in ("created", "updated", "unchanged", "refused", "error")},
        "finished_at": backfill.finished_at.isoformat() if backfill.finished_at else None,
    }


def guard_document(guard: Guard) -> dict[str, Any]:
    """What is held apart, as it is set."""
    return asdict(guard) | {"coupon_sites": list(guard.coupon_sites)}

"""What of this room can be taken out as a table."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.exports import Export
from groundswell.links import queries
from groundswell.links.models import Click, Code
from groundswell.links.rules.platforms import PLATFORMS

LINK_COLUMNS = (
    "slug",
    "address",
    "target_url",
    "target_ios",
    "target_android",
    "carries",
    "creator",
    "campaign",
    "active",
    "expires_at",
    "clicks",
    "clicks_excluded",
    "created_at",
)
CLICK_COLUMNS = ("click_id", "slug", "at", "visitor", "referrer", "user_agent", "excluded")
OF_ORDER = (
    "external_id", "number", "placed_at", "currency", "subtotal", "discount", "shipping", "tax", "prices_include_tax", "total",
    "refunded", "net", "order_count", "channel", "click_id", "survey", "cancelled_at", "is_test",
)  # fmt: skip
ORDER_COLUMNS = (
    "order_source", *OF_ORDER, "codes", "customer_digest", "groundswell_id", "creator", "campaign", "method", "reason", "held",
)  # fmt: skip
CODE_COLUMNS = ("code", "code_gives", "groundswell_id", "creator", "campaign", "created_at")


def link_rows(workspace: Workspace) -> Iterable[Mapping[str, Any]]:
    for link in queries.links(workspace).iterator(chunk_size=2000):
        yield {
            "slug": link.slug, "address": queries.address_of(link), "target_url": link.target_url,
            **{f"target_{name}": link.platform_targets.get(name, "") for name in PLATFORMS}, "carries": link.carries,
            "creator": link.creator.name if link.creator else "", "campaign": link.campaign.slug if link.campaign else "",
            "active": link.active, "expires_at": link.expires_at, "clicks": getattr(link, "counted"),  # noqa: B009  # annotated
            "clicks_excluded": getattr(link, "excluded"), "created_at": link.created_at,  # noqa: B009
        }  # fmt: skip


def click_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    names = ("click_id", "link__slug", "at", "visitor", "referrer", "user_agent", "excluded")
    for values in Click.objects.of(workspace).order_by("pk").values_list(*names).iterator():
        yield dict(zip(CLICK_COLUMNS, values, strict=True))


def order_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    for order in queries.orders(workspace).iterator(chunk_size=2000):
        attribution = getattr(order, "attribution", None)
        row = {"order_source": order.source, **{name: getattr(order, name) for name in OF_ORDER}}
        row |= {"codes": ", ".join(order.codes), "customer_digest": order.customer}
        row |= {
            "groundswell_id": f"{workspace.slug}:{attribution.creator_id}" if attribution else "",
            "creator": attribution.creator.name if attribution else "",
            "campaign": attribution.campaign.slug if attribution and attribution.campaign else "",
            "method": attribution.method if attribution else "",
            "reason": attribution.reason if attribution else "",
            "held": "; ".join(one["why"] for one in attribution.suspicions) if attribution else "",
        }
        yield row


def code_rows(workspace: Workspace) -> Iterator[Mapping[str, Any]]:
    """Every purchase code and whose it is."""
    for code in Code.objects.of(workspace).select_related("creator", "campaign").order_by("pk").iterator():
        yield {
            "code": code.code, "code_gives": code.discount, "created_at": code.created_at,
            "groundswell_id": f"{workspace.slug}:{code.creator_id}" if code.creator_id else "",
            "creator": code.creator.name if code.creator else "", "campaign": code.campaign.slug if code.campaign else "",
        }  # fmt: skip


EXPORTS = (
    Export("links", LINK_COLUMNS, link_rows),
    Export("clicks", CLICK_COLUMNS, click_rows),
    Export("codes", CODE_COLUMNS, code_rows, in_archive=True),
    Export("orders", ORDER_COLUMNS, order_rows, in_archive=True),
)

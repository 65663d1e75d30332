"""Sites and what they told, as API and command line publish them."""

from typing import Any

from groundswell.links.models import Conversion, Site
from groundswell.links.queries.sites import pixel_address


def site_document(site: Site) -> dict[str, Any]:
    """Without the secret. Counts are null when not asked for."""
    pixel = pixel_address(site)
    return {
        "id": site.pk,
        "name": site.name,
        "script": f"{pixel}/p.js",
        "view": f"{pixel}/view.gif",
        "order": f"{pixel}/order.gif",
        "conversions": f"{pixel}/conversions",
        "pixel_seen_at": site.pixel_seen_at.isoformat() if site.pixel_seen_at else None,
        "server_seen_at": site.server_seen_at.isoformat() if site.server_seen_at else None,
        "views_kept_months": site.views_kept_months,
        "orders_told": getattr(site, "orders_told", None),
        "kept_aside": getattr(site, "kept_aside", None),
    }


def conversion_document(row: Conversion) -> dict[str, Any]:
    return {
        "id": row.pk,
        "via": row.via,
        "at": row.at.isoformat(),
        "told": row.told,
        "outcome": row.outcome,
        "reason": row.reason,
    }

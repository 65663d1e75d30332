"""Own domains as API and command line publish them."""

from typing import Any

from groundswell.links.models import Domain
from groundswell.links.queries.bases import base_of
from groundswell.links.queries.domains import trouble_of
from groundswell.links.rules.domains import PROOF


def domain_document(domain: Domain) -> dict[str, Any]:
    """`problem` is what the last check found, null when nothing; `links` are given away under it, null when not asked for."""
    trouble = trouble_of(domain)
    return {
        "id": domain.pk,
        "name": domain.name,
        "url": base_of(domain.name),
        "primary": domain.primary,
        "home_url": domain.home_url or None,
        "proof": f"{base_of(domain.name)}{PROOF}{domain.token}",
        "verified_at": domain.verified_at.isoformat() if domain.verified_at else None,
        "checked_at": domain.checked_at.isoformat() if domain.checked_at else None,
        "problem": {"code": domain.problem, **trouble._asdict()} if trouble else None,
        "links": getattr(domain, "given_away", None),
    }

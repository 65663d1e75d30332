"""A copy of everything known of a creator, for the creator."""

from collections.abc import Callable
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.consent.documents import consent_document
from groundswell.creators.consent.queries import Known, consents_of, known_of
from groundswell.creators.models import Creator
from groundswell.creators.own_record.queries import own_requests, request_document
from groundswell.kit import clock

Section = Callable[[Workspace, Creator], Any]
FACTS = (
    "name", "email", "phone", "gender", "country", "city", "language", "address", "topics", "created_at", "changed_at",
)  # fmt: skip
LEFT_OUT = [
    "Notes that the team wrote for itself; ask for them.",
    "Addresses of buyers: orders are told as sums.",
]
_sections: dict[str, Section] = {}


def add_section(name: str, section: Section) -> None:
    """Lets a room above add what it knows, as JSON."""
    _sections[name] = section


def record_of(creator: Creator) -> dict[str, Any]:
    """Everything, by section; `not_included` names what stands apart and why."""
    workspace = creator.workspace
    return {
        "brand": workspace.name,
        "as_of": clock.now(),
        "person": {name: getattr(creator, name) for name in FACTS},
        "accounts": [_account(one) for one in known_of(workspace, creator)],
        "consents": [consent_document(one) for one in consents_of(workspace, creator)],
        "requests": [request_document(row) for row in own_requests(creator)],
        **{name: section(workspace, creator) for name, section in sorted(_sections.items())},
        "not_included": LEFT_OUT,
    }


def _account(known: Known) -> dict[str, Any]:
    account = known.account
    names = ("platform", "handle", "url", "display_name", "bio", "followers", "source", "read_at")
    audience = {
        found.dimension: {
            "source": found.chosen.source,
            "observed_at": found.chosen.observed_at,
            "shares": [{"value": share.value, "share": share.share} for share in found.chosen.shares],
        }
        for found in known.audience
    }
    return {name: getattr(account, name) for name in names} | {"posts_kept": known.posts, "audience": audience}

"""Open calls and applications as scripts see them: one shape for the command line and the API."""

import json
from datetime import date
from typing import Any

from groundswell.campaigns.models import Application, OpenCall
from groundswell.campaigns.queries.open_calls import call_address
from groundswell.kit.errors import BadInput

CALL_FIELDS = (
    "headline", "intro", "gives", "colour", "questions", "platforms", "accounts_needed", "closes_on", "consent_text",
)  # fmt: skip


def call_document(call: OpenCall | None) -> dict[str, Any]:
    """An open call as the API and the command line show it."""
    if call is None:
        return {"address": None, "is_open": False, "takes_applications": False, "questions": []}
    facts = {name: getattr(call, name) for name in (*CALL_FIELDS, "is_open", "takes_applications", "consent_version")}
    return {"address": call_address(call), **facts}


def read_call_document(text: bytes) -> dict[str, Any]:
    """The facts of `call_document` out of a file; BadInput for anything else."""
    try:
        found = json.loads(text)
        unknown = set(found) - set(CALL_FIELDS)
        if found.get("closes_on"):
            found["closes_on"] = date.fromisoformat(found["closes_on"])
    except (ValueError, TypeError, AttributeError):
        raise BadInput("The file holds no open call.", where="--file", cure='Write {"headline": "…", …}.') from None
    if unknown:
        raise BadInput(f"An open call has no {', '.join(sorted(unknown))}.", where="--file")
    return dict(found)


def application_document(row: Application) -> dict[str, Any]:
    """An application as the API and the command line show it."""
    names = (
        "name", "email", "country", "accounts", "answers", "message", "state", "match", "creator_id", "suggestions", "reason",
        "consent_version", "consent_text", "at", "decided_at",
    )  # fmt: skip
    return {"id": row.pk, "campaign": row.call.campaign.slug} | {name: getattr(row, name) for name in names}

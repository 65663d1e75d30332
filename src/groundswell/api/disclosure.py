"""Disclosure by script: any text judged, and the ledger."""

import json
from typing import Any

from ninja import Router

from groundswell.api.auth import ApiRequest, Token
from groundswell.creators.queries import creator_of
from groundswell.disclosure import queries
from groundswell.disclosure.rules import check_line
from groundswell.disclosure.ties import strictest_tie
from groundswell.kit.errors import BadInput

router = Router()
MOST = 1000


@router.post("/disclosure/check", auth=Token("read"))
def check(request: ApiRequest, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Judges posts or drafts, at most 1,000: the same objects as `groundswell disclosure check` reads and writes,
    in the same order. One that cannot be read is answered with `{"id", "error"}`; nothing is kept."""
    if len(body) > MOST:
        raise BadInput(f"{len(body):,} posts are more than {MOST:,}.", where="body", cure="Send them in pieces.")
    return [check_line(json.dumps(post)) for post in body]


@router.get("/disclosure/checks")
def checks(request: ApiRequest, verdict: str = "", limit: int = 100, offset: int = 0) -> dict[str, Any]:
    """The ledger, newest first: who, which text, which rules, which verdict."""
    rows = queries.checks_with_creators(request.auth.workspace, verdict=verdict)
    start = max(offset, 0)
    page = rows[start : start + min(max(limit, 1), MOST)]
    return {"total": rows.count(), "results": [queries.ledger_row(row) for row in page]}


@router.get("/disclosure/ties/{creator_id}")
def ties(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """What ties a creator to the brand, and the kind that their posts are held to."""
    workspace = request.auth.workspace
    found = queries.ties_of(workspace, creator_of(workspace, creator_id))
    return {
        "held_to": strictest_tie(found),
        "ties": [{"kind": tie.kind, "evidence": tie.evidence, "since": tie.since} for tie in found],
    }

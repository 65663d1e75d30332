"""Disclosure by script: any text judged, and the ledger."""

import json
from typing import Any, Literal

from ninja import Router

from groundswell.api.auth import ApiRequest, Token
from groundswell.creators.queries import creator_of
from groundswell.disclosure import queries
from groundswell.disclosure.rules import answer_line, check_line, suspect
from groundswell.disclosure.ties import strictest_tie
from groundswell.kit.errors import BadInput

router = Router()
MOST = 1000


@router.post("/disclosure/check", auth=Token("read"))
def check(request: ApiRequest, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Judges posts or drafts, at most 1,000: the same objects as `groundswell disclosure check` reads and writes,
    in the same order. One that cannot be read is answered with `{"id", "error"}`; nothing is kept."""
    _limited(body)
    return [check_line(json.dumps(post)) for post in body]


@router.post("/disclosure/suspect", auth=Token("read"))
def suspicion(request: ApiRequest, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How likely each post promotes something, with reasons, at most 1,000: the same objects as
    `groundswell disclosure suspect`. Never a verdict; nothing is kept."""
    _limited(body)
    return [answer_line(json.dumps(post), suspect) for post in body]


@router.get("/disclosure/suspected")
def suspected(request: ApiRequest, least: float = 0.3, limit: int = 100) -> dict[str, Any]:
    """Posts of the workspace's creators, and of strangers whom its monitors met (`creator` null), that look like promotion and
    do not say so, likeliest first."""
    found = queries.suspected_posts(request.auth.workspace, least=least)
    rows = [
        {
            "url": row.post.url,
            "account": str(row.post.account),
            "creator": row.creator.name if row.creator else None,
            "verdict": row.verdict or None,
            **row.suspicion.as_dict(),
        }
        for row in found[: min(max(limit, 1), MOST)]
    ]
    return {"total": len(found), "results": rows}


@router.get("/disclosure/verify")
def verify(request: ApiRequest, head: str = "") -> dict[str, Any]:
    """Whether the ledger's chain is whole; with `head`, whether it still holds that hash."""
    return queries.verify_ledger(request.auth.workspace, head=head).as_dict()


@router.get("/disclosure/checks")
def checks(request: ApiRequest, verdict: str = "", limit: int = 100, offset: int = 0) -> dict[str, Any]:
    """The ledger, newest first: who, which text, which rules, which verdict."""
    rows = queries.checks_with_creators(request.auth.workspace, verdict=verdict)
    start = max(offset, 0)
    page = rows[start : start + min(max(limit, 1), MOST)]
    return {"total": rows.count(), "results": [queries.ledger_row(row) for row in page]}


@router.get("/disclosure/cases")
def cases(request: ApiRequest, state: Literal["", "open", "asked", "closed", "fine"] = "") -> list[dict[str, Any]]:
    """Each post's case: when it opened, a fix was asked for, and what closed it (mended, accepted, gone)."""
    return [queries.case_document(case) for case in queries.cases_of(request.auth.workspace, state=state)]


@router.get("/disclosure/ties/{creator_id}")
def ties(request: ApiRequest, creator_id: int) -> dict[str, Any]:
    """What ties a creator to the brand, and the kind that their posts are held to."""
    workspace = request.auth.workspace
    found = queries.ties_of(workspace, creator_of(workspace, creator_id))
    return {
        "held_to": strictest_tie(found),
        "ties": [{"kind": tie.kind, "evidence": tie.evidence, "since": tie.since} for tie in found],
    }


def _limited(body: list[dict[str, Any]]) -> None:
    if len(body) > MOST:
        raise BadInput(f"{len(body):,} posts are more than {MOST:,}.", where="body", cure="Send them in pieces.")

"""Reads of disclosure: the ties a creator has, and the ledger of verdicts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Cost, Offer, OfferResponse
from groundswell.creators.models import Creator, Post
from groundswell.disclosure.models import Connection, DisclosureCheck
from groundswell.disclosure.ties import Tie, kinds_of_offer, strictest_tie
from groundswell.kit.errors import NotFound
from groundswell.tracking.models import PostMatch

LEDGER_COLUMNS = {
    "checked_at": "Checked at (UTC)",
    "verdict": "Verdict",
    "creator": "Creator",
    "account": "Account",
    "url": "Post",
    "connection": "Tie",
    "jurisdictions": "Places",
    "rules": "Rules",
    "findings": "Findings",
    "sources": "Sources",
    "rules_version": "Rules version",
    "text_sha256": "SHA-256 of the text",
    "text": "Text judged",
    "fix_requested_at": "Fix asked for",
}

TIE_OF_COST = {
    Cost.Kind.FEE: "paid",
    Cost.Kind.PRODUCT: "gifted",
    Cost.Kind.SHIPPING: "gifted",
    Cost.Kind.COMMISSION: "affiliate",
}


def ties_of(workspace: Workspace, creator: Creator) -> list[Tie]:
    """Everything that ties a creator to the brand: recorded by people, and derived from accepted offers and costs."""
    recorded = [
        Tie(row.kind, row.evidence, row.since) for row in Connection.objects.of(workspace).filter(creator=creator)
    ]
    return [*recorded, *_from_offers(workspace, creator), *_from_costs(workspace, creator)]


def connection_of(workspace: Workspace, creator: Creator) -> str:
    """The kind that the creator's posts are held to: "paid", …, or "unknown"."""
    return strictest_tie(ties_of(workspace, creator))


def checks_of(workspace: Workspace) -> QuerySet[DisclosureCheck]:
    """The ledger: every verdict of the workspace, newest first."""
    return (
        DisclosureCheck.objects.of(workspace)
        .select_related("post__account", "workspace")
        .order_by("-checked_at", "-pk")
    )


def latest_check(workspace: Workspace, post: Post) -> DisclosureCheck | None:
    """The newest verdict on a post."""
    return checks_of(workspace).filter(post=post).first()


def check_of(workspace: Workspace, pk: int) -> DisclosureCheck:
    """One verdict; NotFound when this workspace has none of that id."""
    check = checks_of(workspace).filter(pk=pk).first()
    if check is None:
        raise NotFound("There is no such check.")
    return check


def checks_with_creators(workspace: Workspace, *, verdict: str = "") -> QuerySet[DisclosureCheck]:
    """The ledger with `creator_name` and `match_id` of whoever submitted the post; only one verdict if named."""
    match = PostMatch.objects.filter(post=OuterRef("post"), workspace=OuterRef("workspace")).order_by("pk")
    checks = checks_of(workspace).annotate(
        creator_name=Subquery(match.values("participant__creator__name")[:1]), match_id=Subquery(match.values("pk")[:1])
    )
    return checks.filter(verdict=verdict) if verdict else checks


def ledger_rows(workspace: Workspace, *, verdict: str = "") -> Iterator[dict[str, Any]]:
    """The ledger as rows of `LEDGER_COLUMNS`, for files."""
    for check in checks_with_creators(workspace, verdict=verdict).iterator(chunk_size=500):
        remarks = [finding for finding in check.findings if finding["severity"] != "info"] or check.findings
        yield {
            "checked_at": check.checked_at.strftime("%Y-%m-%d %H:%M:%S"),
            "verdict": check.verdict,
            "creator": check.creator_name or "",  # type: ignore[attr-defined]  # annotated
            "account": str(check.post.account),
            "url": check.post.url,
            "connection": check.connection,
            "jurisdictions": "; ".join(f"{place}: {verdict}" for place, verdict in check.jurisdictions.items()),
            "rules": "; ".join(dict.fromkeys(finding["rule"] for finding in remarks)),
            "findings": "; ".join(dict.fromkeys(finding["message"] for finding in remarks)),
            "sources": "; ".join(dict.fromkeys(finding["source"] for finding in remarks if finding["source"])),
            "rules_version": check.rules_version,
            "text_sha256": check.text_sha256,
            "text": check.text,
            "fix_requested_at": check.fix_requested_at.strftime("%Y-%m-%d %H:%M:%S") if check.fix_requested_at else "",
        }


def with_verdict(matches: QuerySet[PostMatch], *, verdict: str = "") -> QuerySet[PostMatch]:
    """Submitted posts with their newest verdict as `verdict` and its id as `check_id`; only those of one verdict if named."""
    newest = DisclosureCheck.objects.filter(post=OuterRef("post"), workspace=OuterRef("workspace")).order_by(
        "-checked_at", "-pk"
    )
    seen = matches.annotate(verdict=Subquery(newest.values("verdict")[:1]), check_id=Subquery(newest.values("pk")[:1]))
    return seen.filter(verdict=verdict) if verdict else seen


def findings_beside(
    workspace: Workspace, matches: QuerySet[PostMatch]
) -> list[tuple[PostMatch, list[dict[str, Any]]]]:
    """Each post of `with_verdict` with what its newest check found wrong or unsure, in two queries."""
    posts = list(matches)
    ids = [post.check_id for post in posts]  # type: ignore[attr-defined]  # annotated by with_verdict
    found = dict(DisclosureCheck.objects.of(workspace).filter(pk__in=ids).values_list("pk", "findings"))
    return [
        (post, [f for f in found.get(pk, []) if f["severity"] in ("fail", "review")])
        for post, pk in zip(posts, ids, strict=True)
    ]


def _from_offers(workspace: Workspace, creator: Creator) -> list[Tie]:
    accepted = OfferResponse.objects.of(workspace).filter(
        kind=OfferResponse.Kind.ACCEPTED, offer__participant__creator=creator
    )
    ties = []
    for response in accepted.select_related("offer__participant__campaign").order_by("at"):
        offer: Offer = response.offer
        kinds = kinds_of_offer(
            fee=bool(offer.fee),
            product=bool(offer.product),
            commission=bool(offer.commission_rate),
            must_post=bool(offer.deliverables),
        )
        evidence = f"Accepted an offer for {offer.participant.campaign.name}, version {offer.version}."
        ties += [Tie(kind, evidence, response.at.date()) for kind in sorted(kinds)]
    return ties


def _from_costs(workspace: Workspace, creator: Creator) -> list[Tie]:
    """Costs beside offers: payouts from a file, gifts sent. The oldest of each kind is the evidence."""
    costs = Cost.objects.of(workspace).filter(creator=creator, amount__gt=0).exclude(source="offer")
    first: dict[str, Tie] = {}
    for kind, source, on in costs.order_by("incurred_on", "pk").values_list("kind", "source", "incurred_on"):
        if (tie := TIE_OF_COST.get(kind)) is not None:
            day: date | None = on
            first.setdefault(tie, Tie(tie, f"{Cost.Kind(kind).label} on record ({source}).", day))
    return list(first.values())

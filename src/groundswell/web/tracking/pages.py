"""Posts of the programme: all of them, those that need somebody, and what never came."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.queries import campaign_of
from groundswell.creators.queries import captures
from groundswell.disclosure.queries import checks_of, ties_of, with_verdict
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.tracking.models import Draft
from groundswell.tracking.queries import (
    Curve,
    curve_of,
    drafts_of,
    edited_after_approval,
    late_deliverables,
    open_deliverables,
    post_match_of,
    posts_of,
)
from groundswell.tracking.rules.overdue import days_left, standing
from groundswell.web.components.charts import Line
from groundswell.web.disclosure.marking import marked
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50
SHOWS = ("all", "unmatched", "failed", "review", "late")
VERDICT_OF = {"failed": "fail", "review": "review"}


def posts(request: WorkspaceRequest) -> HttpResponse:
    """`?show=` all, unmatched, failed, review or late; `?campaign=` narrows it down."""
    show = request.GET.get("show", "all")
    if show not in SHOWS:
        raise NotFound(f"There is no view “{show}”.", where="show")
    slug = request.GET.get("campaign", "")
    campaign = campaign_of(request.workspace, slug) if slug else None
    context = {
        "show": {show: True},
        "campaigns": Campaign.objects.of(request.workspace).order_by("name"),
        "chosen": slug,
        "counts": _counts(request, campaign),
    }
    if show == "late":
        return render(request, "tracking/late.html", context | _late(request, campaign))
    rows = with_verdict(
        posts_of(request.workspace, campaign=campaign, unmatched=show == "unmatched"), verdict=VERDICT_OF.get(show, "")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    edited = edited_after_approval(request.workspace, list(page))
    return render(request, "tracking/posts.html", context | {"page": page, "edited": edited})


def post(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One post: what it says, whether it is disclosed, where it belongs and why."""
    found = post_match_of(request.workspace, pk)
    checks = list(checks_of(request.workspace).filter(post=found.post)[:20])
    newest = checks[0] if checks else None
    approved, pieces = edited_after_approval(request.workspace, [found]).get(found.pk, (None, []))
    context = {
        "match": found,
        "approved": approved,
        "pieces": pieces,
        **_curve(curve_of(request.workspace, found.post)),
        "capture": captures([found.post]).get(found.post_id),
        "check": newest,
        "checks": checks,
        "marked": marked(newest.text, newest.findings, newest.disclosure) if newest else found.post.caption,
        "places": open_deliverables(found),
        "ties": ties_of(request.workspace, found.participant.creator),
    }
    return render(request, "tracking/post.html", context)


def _curve(curve: Curve) -> dict[str, Any]:
    """The figures as lines over the moments at which any of them was read."""
    moments = sorted({at for rows in curve.series.values() for at, _ in rows})
    lines = [
        Line(name.capitalize(), [dict(rows).get(at) for at in moments]) for name, rows in sorted(curve.series.items())
    ]
    return {"curve": curve, "labels": [f"{at:%-d %b, %H:%M}" for at in moments], "lines": lines if moments else []}


def _counts(request: WorkspaceRequest, campaign: Campaign | None) -> dict[str, int]:
    everything = posts_of(request.workspace, campaign=campaign)
    return {
        "all": everything.count(),
        "unmatched": everything.filter(deliverable=None).count(),
        "failed": with_verdict(everything, verdict="fail").count(),
        "review": with_verdict(everything, verdict="review").count(),
        "late": late_deliverables(request.workspace, today=clock.today(), campaign=campaign).count(),
        "drafts": drafts_of(request.workspace, campaign=campaign, state=Draft.State.WAITING).count(),
    }


def _late(request: WorkspaceRequest, campaign: Campaign | None) -> dict[str, Any]:
    today, only = clock.today(), request.GET.get("only", "")
    kinds = {
        kind: late_deliverables(request.workspace, today=today, campaign=campaign, only=kind)
        for kind in ("", "late", "missed", "ghosted")
    }
    if only not in kinds:
        raise NotFound(f"There is no view “{only}”.", where="only")
    page = Paginator(kinds[only], PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [(row, standing(row.due_on, today), days_left(row.due_on, today)) for row in page],
        "kinds": [(kind, rows.count()) for kind, rows in kinds.items()],
        "only": only,
        "today": today,
    }

"""Campaigns, and one campaign with its tabs."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from groundswell.accounts.models import Workspace
from groundswell.campaigns import queries
from groundswell.campaigns.models import Campaign
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.disclosure.queries import with_verdict
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.relationships.models import CreatorList
from groundswell.reports.queries import guideline_report
from groundswell.tracking.queries import edited_after_approval, late_deliverables, posts_of
from groundswell.tracking.rules.overdue import standing
from groundswell.tracking.rules.states import MOVES, WAITING
from groundswell.web.campaigns.applications import applications_tab
from groundswell.web.campaigns.owed import owed_tab
from groundswell.web.http import WorkspaceRequest

Context = dict[str, Any]
PER_PAGE = 50


def campaigns(request: WorkspaceRequest) -> HttpResponse:
    """Every campaign as a card with its progress."""
    return render(request, "campaigns/campaigns.html", {"cards": queries.campaign_cards(request.workspace)})


def campaign(request: WorkspaceRequest, campaign: str) -> HttpResponse:
    """One campaign; `?tab=` chooses what of it."""
    tab = request.GET.get("tab", "overview")
    if tab not in TABS:
        raise NotFound(f"A campaign has no “{tab}”.", where="tab")
    found = queries.campaign_of(request.workspace, campaign)
    card = queries.campaign_cards(request.workspace, slug=campaign)[0]
    late = late_deliverables(request.workspace, today=clock.today(), campaign=found)
    context = {
        "campaign": found,
        "card": card,
        "agreed_note": f"of {card.posts_agreed} agreed",
        "active": {tab: True},
        "late_count": late.count(),
        "applications_new": queries.applications_of(request.workspace, campaign=found, state="new").count(),
    }
    return render(request, f"campaigns/tab_{tab}.html", context | TABS[tab](request, found))


def _overview(request: WorkspaceRequest, campaign: Campaign) -> Context:
    offers = queries.offers_of(campaign)
    answers = queries.answers_of(campaign)[:8]
    late = late_deliverables(request.workspace, today=clock.today(), campaign=campaign)[:8]
    posts = posts_of(request.workspace, campaign=campaign)
    return {
        "answers": answers,
        "late": [(row, standing(row.due_on, clock.today())) for row in late],
        "unmatched": posts.filter(deliverable=None).count(),
        "failed": with_verdict(posts, verdict="fail").count(),
        "waiting": offers.filter(state="sent").count(),
        "drafts": offers.filter(state="draft").count(),
        "places": [PLACES[code].name if code in PLACES else code for code in campaign.jurisdictions],
    }


def _participants(request: WorkspaceRequest, campaign: Campaign) -> Context:
    page = Paginator(queries.participants_of(campaign), PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lists": lists_of(request.workspace)}


def _deliverables(request: WorkspaceRequest, campaign: Campaign) -> Context:
    page = Paginator(queries.deliverables_of(campaign), PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    return {
        "page": page,
        "hours": range(24),
        "rows": [(row, _seen_state(row, standing(row.due_on, today)), MOVES.get(row.state, ())) for row in page],
    }


def _posts(request: WorkspaceRequest, campaign: Campaign) -> Context:
    posts = with_verdict(posts_of(request.workspace, campaign=campaign))
    page = Paginator(posts, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "edited": edited_after_approval(request.workspace, list(page))}


def _brief(request: WorkspaceRequest, campaign: Campaign) -> Context:
    return {
        "places": [PLACES[code].name if code in PLACES else code for code in campaign.jurisdictions],
        "versions": list(queries.guideline_versions(campaign)),
    }


def _kept(request: WorkspaceRequest, campaign: Campaign) -> Context:
    report = guideline_report(campaign, today=clock.today())
    if request.GET.get("show") == "broken":
        report = [one for one in report if one.broken]
    return {
        "page": Paginator(report, PER_PAGE).get_page(request.GET.get("page")),
        "only_broken": request.GET.get("show") == "broken",
        "version": queries.current_guidelines(campaign),
    }


def _seen_state(row: Any, when: str) -> str:
    """What no post has answered shows as late once its day is past."""
    return "late" if row.state in WAITING and row.state != "missed" and when != "open" else str(row.state)


def lists_of(workspace: Workspace) -> Any:
    return CreatorList.objects.of(workspace).order_by("name")


TABS: dict[str, Callable[[WorkspaceRequest, Campaign], Context]] = {
    "overview": _overview,
    "participants": _participants,
    "deliverables": _deliverables,
    "posts": _posts,
    "brief": _brief,
    "applications": applications_tab,
    "owed": owed_tab,
    "kept": _kept,
}

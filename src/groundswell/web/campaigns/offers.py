"""Offers as the team makes, changes and reads them."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from groundswell.campaigns.models import Campaign, Offer, Participant
from groundswell.campaigns.queries import (
    campaign_of,
    letter_of,
    offer_address,
    offer_of,
    page_of,
    proposal_of,
    proposals_of,
    record_text,
)
from groundswell.campaigns.queries.participants import without_offer
from groundswell.campaigns.rules.terms import OfferTerms
from groundswell.campaigns.services import create_offer, revise_offer
from groundswell.kit.errors import BadInput, NotFound
from groundswell.web.campaigns.forms.items import Picker
from groundswell.web.campaigns.forms.offer import OfferForm, PlannedPosts, first_terms, initial_of, planned_of
from groundswell.web.campaigns.offers_sending import LetterForm
from groundswell.web.campaigns.proposals import ProposalForm
from groundswell.web.http import WorkspaceRequest


def offers_new(request: WorkspaceRequest, campaign: str) -> HttpResponse:
    """One form, one offer for each chosen participant (`participant`, repeated); without a choice, for all
    who have none. They stay drafts until they are sent."""
    found = campaign_of(request.workspace, campaign)
    people = _chosen(request, found)
    form = OfferForm(request.POST or None, initial=first_terms(found))
    lines = PlannedPosts(request.POST or None, prefix="posts")
    picker = Picker(request.workspace, request.POST)
    if request.method == "POST" and form.is_valid() and lines.is_valid() and picker.is_valid():
        made = _make(request, found, people, form.terms(found.currency, planned_of(lines), picker.items()))
        messages.success(
            request, f"{len(made)} offer{'s' if len(made) != 1 else ''} drafted. Read it once more, then send."
        )
        if len(made) == 1:
            return redirect("offer", slug=request.workspace.slug, pk=made[0].pk)
        return redirect("offers_send", slug=request.workspace.slug, campaign=found.slug)
    context = {"form": form, "lines": lines, "items": picker.lines, "campaign": found, "people": people}
    return render(request, "campaigns/offer_form.html", context)


def offer(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One offer: its text, its link, how to send it, and what was answered."""
    found = offer_of(request.workspace, pk)
    versions = Offer.objects.of(request.workspace).filter(participant=found.participant).order_by("-version")
    context = {
        "offer": found,
        "page": page_of(found),
        "heading": f"Offer, version {found.version}",
        "address": offer_address(found),
        "versions": versions,
        "responses": found.responses.order_by("-at"),
        "letter": LetterForm(request.workspace),
        "mailed": letter_of(found),
        "proposal": proposal_of(found),
        "waiting": found.proposals.filter(state=Offer.State.PROPOSED).first(),
    }
    return render(request, "campaigns/offer.html", context)


def offer_edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Changes a draft; of a sent offer, drafts the next version. `?proposal=` starts with what the creator proposed."""
    found = offer_of(request.workspace, pk)
    proposed = found.proposals.filter(pk=_number(request.GET.get("proposal", ""))).first()
    terms, planned = initial_of(proposed or found)
    form = OfferForm(request.POST or None, initial=terms)
    lines = PlannedPosts(request.POST or None, initial=planned, prefix="posts")
    picker = Picker(request.workspace, request.POST, proposed or found)
    if request.method == "POST" and form.is_valid() and lines.is_valid() and picker.is_valid():
        try:
            wanted = form.terms(found.currency, planned_of(lines), picker.items())
            changed = revise_offer(offer=found, terms=wanted)
        except BadInput as error:
            form.add_error(None, error.message)
        else:
            new = changed.pk != found.pk
            messages.success(
                request, f"Version {changed.version} drafted: send it to replace the old one." if new else "Saved."
            )
            return redirect("offer", slug=request.workspace.slug, pk=changed.pk)
    context = {
        "form": form,
        "lines": lines,
        "items": picker.lines,
        "proposed": proposed,
        "campaign": found.participant.campaign,
        "people": [found.participant],
        "offer": found,
    }
    return render(request, "campaigns/offer_form.html", context)


def offer_preview(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The page exactly as the creator sees it; the buttons do nothing."""
    found = offer_of(request.workspace, pk)
    page = page_of(found)
    context = {"page": page, "offer": found, "workspace": request.workspace, "preview": True}
    context |= {"proposal_form": ProposalForm(page), "proposals": proposals_of(found)}
    return render(request, "campaigns/offer_public.html", context)


def offer_record(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The record of the final answer, as text."""
    return record_file(page_of(offer_of(request.workspace, pk)).answer)


def record_file(answer: Any) -> HttpResponse:
    """The copy that both sides keep, as a download; NotFound while nothing is final."""
    if answer is None:
        raise NotFound("This offer has no final answer yet.")
    response = HttpResponse(record_text(answer), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="offer-{answer.offer_id}-v{answer.offer_version}-{answer.kind}.txt"'
    )
    return response


def _chosen(request: HttpRequest, campaign: Campaign) -> list[Participant]:
    ids = request.POST.getlist("participant") or request.GET.getlist("participant")
    people: QuerySet[Participant] = (
        Participant.objects.of(campaign.workspace)
        .filter(campaign=campaign)
        .select_related("creator", "campaign__workspace")
    )
    people = people.filter(pk__in=[value for value in ids if value.isdigit()]) if ids else without_offer(people)
    chosen = list(people.order_by("creator__name"))
    if not chosen:
        raise BadInput("Nobody in this campaign waits for an offer.", where="participant", cure="Add creators first.")
    return chosen


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


@transaction.atomic
def _make(request: WorkspaceRequest, campaign: Campaign, people: list[Participant], terms: OfferTerms) -> list[Offer]:
    return [create_offer(workspace=request.workspace, participant=person, terms=terms) for person in people]

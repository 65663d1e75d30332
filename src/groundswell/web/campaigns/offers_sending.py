"""Offers go out, by mail or by a copied link, and are withdrawn."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Offer
from groundswell.campaigns.queries import campaign_of, offer_of, offers_of
from groundswell.campaigns.rules.letters import OFFER_BODY, OFFER_SUBJECT
from groundswell.campaigns.services import Outcome, mail_offers, send_offer, withdraw_offer
from groundswell.outreach.models import Mailbox
from groundswell.web.http import WorkspaceRequest


class LetterForm(forms.Form):
    """The mail that brings the offer."""

    mailbox = forms.ModelChoiceField(Mailbox.objects.none(), label="From", empty_label=None)
    subject = forms.CharField(max_length=255, initial=OFFER_SUBJECT)
    body = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 12}), initial=OFFER_BODY,
        help_text="Known: creator.name, creator.first_name, brand, campaign, sender, offer.link, offer.answer_by.",
    )  # fmt: skip

    def __init__(self, workspace: Workspace, data: Any = None) -> None:
        super().__init__(data)
        mailboxes = self.fields["mailbox"]
        assert isinstance(mailboxes, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        mailboxes.queryset = Mailbox.objects.of(workspace).order_by("pk")


def offers_send(request: WorkspaceRequest, campaign: str) -> HttpResponse:
    """The drafts of a campaign, to be sent together: `offer` (ids, repeated) and the letter."""
    found = campaign_of(request.workspace, campaign)
    drafts = offers_of(found).filter(state=Offer.State.DRAFT).order_by("participant__creator__name")
    form = LetterForm(request.workspace, request.POST or None)
    outcome: Outcome | None = None
    if request.method == "POST" and form.is_valid():
        ids = [value for value in request.POST.getlist("offer") if value.isdigit()]
        outcome = mail_offers(offers=list(drafts.filter(pk__in=ids)), user=request.user, **form.cleaned_data)
        messages.success(request, f"{outcome.sent} offer{'s' if outcome.sent != 1 else ''} queued.")
        if not outcome.refused:
            return redirect("campaign", slug=request.workspace.slug, campaign=found.slug)
    context = {"campaign": found, "drafts": drafts.all(), "form": form, "refused": outcome.refused if outcome else []}
    return render(request, "campaigns/offers_send.html", context)


@require_POST
def offer_open(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Sends one offer: by the letter, or (`by=link`) opens its page for a link that is given by hand."""
    found = offer_of(request.workspace, pk)
    if request.POST.get("by") == "link":
        send_offer(offer=found, user=request.user)
        messages.success(request, "The page is open. Copy the link into your message.")
        return redirect("offer", slug=request.workspace.slug, pk=pk)
    form = LetterForm(request.workspace, request.POST)
    if not form.is_valid():
        messages.error(request, "The mail needs a mailbox, a subject and a text.")
        return redirect("offer", slug=request.workspace.slug, pk=pk)
    outcome = mail_offers(offers=[found], user=request.user, **form.cleaned_data)
    for _, why in outcome.refused:
        messages.error(request, why)
    if outcome.sent:
        messages.success(request, "The offer is on its way.")
    return redirect("offer", slug=request.workspace.slug, pk=pk)


@require_POST
def offer_withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Closes an open offer; a draft is thrown away."""
    found = offer_of(request.workspace, pk)
    withdraw_offer(offer=found, user=request.user)
    messages.success(request, "The offer was withdrawn.")
    return redirect("campaign", slug=request.workspace.slug, campaign=found.participant.campaign.slug)

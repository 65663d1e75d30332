"""The creator's counter-offer on the public page, and the team's answer to it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.campaigns.queries import OfferPage, offer_of
from groundswell.campaigns.rules.proposals import Proposal
from groundswell.campaigns.services import Proposed, accept_proposal, decline_proposal, propose_terms
from groundswell.kit.errors import BadInput
from groundswell.web.campaigns.visitor import address_of
from groundswell.web.http import WorkspaceRequest

MONEY: dict[str, Any] = {"min_value": 0, "max_digits": 14, "decimal_places": 2, "required": False}


class ProposalForm(forms.Form):
    """What the creator would rather have, starting with the offer's own terms."""

    fee = forms.DecimalField(label="Fee", **MONEY)
    commission = forms.DecimalField(label="Commission", min_value=0, max_value=100, decimal_places=2, required=False)
    other = forms.CharField(label="Anything else you would like", max_length=300, required=False)
    usage_rights = forms.CharField(
        label="What the brand may do with your content", required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    message = forms.CharField(
        label="A word about it", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, page: OfferPage, data: Any = None) -> None:
        offer = page.offer
        rate = offer.commission_rate
        start = {"fee": offer.fee, "commission": None if rate is None else (rate * 100).normalize(),
                 "other": offer.other, "usage_rights": offer.usage_rights}  # fmt: skip
        super().__init__(data, initial=start, prefix="proposal", auto_id="proposal_%s")
        self.rows = len(offer.deliverables)
        for number, planned in enumerate(offer.deliverables, start=1):
            self.fields[f"quantity_{number}"] = forms.IntegerField(
                label="How many", min_value=0, max_value=50, required=False, initial=planned["quantity"]
            )
            self.fields[f"due_{number}"] = forms.DateField(
                label="By", required=False, initial=planned["due_on"], widget=forms.DateInput(attrs={"type": "date"})
            )

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"quantity_{number}"], self[f"due_{number}"]) for number in range(1, self.rows + 1)]

    def proposal(self) -> Proposal:
        data = self.cleaned_data
        return Proposal(
            fee=data["fee"], usage_rights=data["usage_rights"], other=data["other"],
            commission_rate=None if data["commission"] is None else data["commission"] / 100,
            posts=[(data[f"quantity_{n}"], data[f"due_{n}"]) for n in range(1, self.rows + 1)],
        )  # fmt: skip


def propose(request: HttpRequest, page: OfferPage) -> None:
    """The creator's proposal out of the request; BadInput and Conflict as `propose_terms` says."""
    form = ProposalForm(page, request.POST)
    if not form.is_valid():
        raise BadInput("Something in your proposal cannot be read.", where="proposal", cure=_first(form))
    posted = request.POST
    version = posted.get("version", "")
    proposed = Proposed(
        proposal=form.proposal(),
        version=int(version) if version.isdecimal() else 0,
        text_sha256=posted.get("text_sha256", ""),
        name=posted.get("name", "")[:200],
        message=form.cleaned_data["message"],
        agreed=posted.get("agree") == "yes",
        ip=address_of(request) or None,
        user_agent=request.headers.get("User-Agent", ""),
    )
    propose_terms(token=page.offer.token, proposed=proposed)


@require_POST
def proposal_answer(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`do`: accept, or decline with `reason`."""
    found = offer_of(request.workspace, pk)
    if request.POST.get("do") == "accept":
        accept_proposal(proposal=found, user=request.user)
        messages.success(request, f"Agreed: version {found.version} holds.")
    elif request.POST.get("do") == "decline":
        decline_proposal(proposal=found, reason=request.POST.get("reason", ""), user=request.user)
        messages.success(request, "Declined. Your own offer stays open.")
    else:
        raise BadInput("A proposal is accepted or declined.", where="do")
    return redirect("offer", slug=request.workspace.slug, pk=pk)


def _first(form: forms.Form) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {errors[0]}"

"""May we write? The lawful gate for one person, the footings that carry it, and the rules by country."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.accounts.rules import Need, may
from groundswell.creators.queries import creator_of
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.outreach import queries, services
from groundswell.outreach.contact_rules import contact_rules
from groundswell.relationships.models import ContactBasis
from groundswell.relationships.queries import bases_of, basis_of
from groundswell.relationships.services import record_basis, withdraw_basis
from groundswell.web.http import WorkspaceRequest

DECISIONS = 20
BY_HAND = [choice for choice in ContactBasis.Kind.choices if choice[0] != ContactBasis.Kind.OVERRIDE]


class FootingForm(forms.Form):
    kind = forms.ChoiceField(choices=BY_HAND, label="What makes it lawful")
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="In which words",
        help_text="Of the page, or of what they agreed to.",
    )
    url = forms.CharField(
        max_length=500, required=False, label="Page", help_text="Needed where they publish the address."
    )
    since = forms.DateField(required=False, label="Since", widget=forms.DateInput(attrs={"type": "date"}))


class OverrideForm(forms.Form):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), label="Why you take it on yourself")


@require_http_methods(["GET", "POST"])
def footing(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The verdict on mail and direct messages; POST records a footing."""
    form = FootingForm(request.POST or None, initial={"since": clock.now().date()})

    def record(facts: dict[str, Any]) -> None:
        creator = creator_of(request.workspace, pk)
        record_basis(workspace=request.workspace, creator=creator, user=request.user, **facts)

    return _answer(request, pk, form, record)


@require_POST
def override(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """An owner's decision against the gate, with a reason."""

    def take_on(facts: dict[str, Any]) -> None:
        creator = creator_of(request.workspace, pk)
        services.override_gate(workspace=request.workspace, creator=creator, user=request.user, **facts)

    return _answer(request, pk, OverrideForm(request.POST), take_on)


@require_POST
def withdraw(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A footing does not hold any more."""
    basis = basis_of(request.workspace, pk)
    withdraw_basis(workspace=request.workspace, basis=basis, user=request.user)
    messages.success(request, "It does not count any more; the record stays.")
    return redirect("footing", slug=request.workspace.slug, pk=basis.creator_id)


@require_GET
def rules(request: WorkspaceRequest) -> HttpResponse:
    """Every country's rule on a first message, with its source."""
    kinds = [*dict(ContactBasis.Kind.choices), "none"]
    rows = [
        (rule, [(kind, rule.clauses[kind]) for kind in kinds if kind in rule.clauses])
        for rule in contact_rules().values()
    ]
    return render(request, "outreach/contact_rules.html", {"rows": rows})


def _answer(
    request: WorkspaceRequest, pk: int, sent: FootingForm | OverrideForm, act: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    if request.method == "POST" and sent.is_valid():
        try:
            act(sent.cleaned_data)
        except GroundswellError as error:
            sent.add_error(error.where if error.where in sent.fields else None, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "Recorded, with the day and your name.")
            return redirect("footing", slug=request.workspace.slug, pk=pk)
    forms_shown = {"form": FootingForm(), "override_form": OverrideForm()}
    forms_shown["override_form" if isinstance(sent, OverrideForm) else "form"] = sent
    context = {**_context(request, pk), **forms_shown}
    return render(request, "creators/footing.html", context, status=422 if sent.errors else 200)


def _context(request: WorkspaceRequest, pk: int) -> dict[str, Any]:
    creator = creator_of(request.workspace, pk)
    return {
        "creator": creator,
        "mail": queries.may_write(request.workspace, [creator])[pk],
        "direct": queries.may_write(request.workspace, [creator], direct=True)[pk],
        "bases": bases_of(request.workspace, creator),
        "decisions": queries.gate_decisions(request.workspace, creator)[:DECISIONS],
        "editable": request.membership.may_write,
        "owner": may(request.membership.role, Need.OWN),
    }

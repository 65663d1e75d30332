"""Commissions: who earned what, what is due, and the batches in which it is paid."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from groundswell.campaigns import commissions as ledger
from groundswell.campaigns import statements as papers
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.kit.tables import write_table
from groundswell.web.http import WorkspaceRequest

YEAR_COLUMNS = ("year", "creator", "email", "country", "currency", "total")


class PaidForm(forms.Form):
    paid_on = forms.DateField(label="Paid on", widget=forms.DateInput(attrs={"type": "date"}))
    reference = forms.CharField(
        max_length=120, required=False, label="Reference", help_text="Of the bank or of PayPal."
    )


@require_GET
def commissions(request: WorkspaceRequest) -> HttpResponse:
    """Everybody's sums, and all batches."""
    found = ledger.balances(request.workspace)
    context = {
        "balances": found,
        "due": sorted({one.currency for one in found if one.due > 0}),
        "payouts": ledger.payouts(request.workspace)[:50],
        "years": [clock.today().year - n for n in range(3)],
        "editable": request.membership.may_write,
    }
    return render(request, "campaigns/commissions.html", context)


@require_POST
def pay(request: WorkspaceRequest) -> HttpResponse:
    """A batch of `creator` (ids, repeated) in `currency`."""
    chosen = [int(value) for value in request.POST.getlist("creator") if value.isdecimal()]
    try:
        if not chosen:
            raise BadInput("Nobody was chosen.", where="creator", cure="Tick who is to be paid.")
        made = ledger.make_payout(
            workspace=request.workspace, currency=request.POST.get("currency", ""), creators=chosen, user=request.user
        )
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
        return redirect("commissions", slug=request.workspace.slug)
    return redirect("payout", slug=request.workspace.slug, pk=made.pk)


@require_GET
def year(request: WorkspaceRequest) -> HttpResponse:
    """What each creator was paid in one `year`, as CSV."""
    asked = request.GET.get("year", "")
    rows = ledger.yearly_totals(
        request.workspace, int(asked) if asked.isdecimal() and len(asked) == 4 else clock.today().year
    )
    response = HttpResponse(write_table(rows, YEAR_COLUMNS, "csv"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="commissions-{asked or clock.today().year}.csv"'
    return response


@require_GET
def payout(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One batch: who gets how much, its files, and whether it was paid."""
    found = ledger.payout_of(request.workspace, pk)
    context = {
        "payout": found,
        "rows": ledger.payout_rows(found),
        "formats": ledger.FORMATS,
        "statements": papers.statements_of_payout(found) if found.state == "paid" else [],
        "lacking": papers.lacking(request.workspace),
        "form": PaidForm(initial={"paid_on": clock.today()}),
        "editable": request.membership.may_write,
    }
    return render(request, "campaigns/payout.html", context)


@require_GET
def file(request: WorkspaceRequest, pk: int, format: str) -> HttpResponse:
    """The batch as a payment service takes it."""
    content = ledger.payout_file(ledger.payout_of(request.workspace, pk), format)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="payout-{pk}-{format}.csv"'
    return response


@require_POST
def paid(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """The money went out."""
    form, found = PaidForm(request.POST), ledger.payout_of(request.workspace, pk)
    try:
        if not form.is_valid():
            raise BadInput("Say on which day it was paid.", where="paid_on")
        ledger.mark_paid(payout=found, user=request.user, **form.cleaned_data)
        messages.success(request, "Noted as paid.")
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("payout", slug=request.workspace.slug, pk=pk)


@require_POST
def cancel(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """It was not paid: everything in it is due again."""
    try:
        ledger.cancel_payout(payout=ledger.payout_of(request.workspace, pk), user=request.user)
        messages.success(request, "Cancelled. What was in it is due again.")
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("payout", slug=request.workspace.slug, pk=pk)

"""Statements of what was paid: the list, the files, and how brand and creators stand on them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from groundswell.campaigns import commissions as ledger
from groundswell.campaigns import statements as papers
from groundswell.creators.queries import creator_of
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.reports.statements import payout_zip, statement_name, statement_pdf, year_pdf
from groundswell.web.campaigns.forms.billing import AgreedForm, BrandBillingForm, SuppliedForm
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50


def statements(request: WorkspaceRequest) -> HttpResponse:
    """All papers, newest first, and how the brand stands on the next."""
    workspace = request.workspace
    form = (
        BrandBillingForm(request.POST)
        if request.method == "POST"
        else BrandBillingForm.of(papers.brand_billing(workspace))
    )
    if request.method == "POST" and form.is_valid():
        try:
            papers.save_brand_billing(workspace=workspace, user=request.user, **form.cleaned_data)
        except GroundswellError as error:
            refused(form, error)
        else:
            messages.success(request, "Saved. It stands on statements from now on.")
            return redirect("statements", slug=workspace.slug)
    context = {
        "page": Paginator(papers.statements(workspace), PER_PAGE).get_page(request.GET.get("page")),
        "form": form, "lacking": papers.lacking(workspace), "editable": request.membership.may_write,
    }  # fmt: skip
    return render(request, "campaigns/statements.html", context, status=422 if form.errors else 200)


def billing(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One creator's papers, what they supplied, and whether self-billing was agreed."""
    creator = creator_of(request.workspace, pk)
    row = papers.creator_billing(creator)
    supplied, agreed = SuppliedForm.of(row), AgreedForm.of(row)
    if request.method == "POST":
        try:
            if "agree" in request.POST:
                agreed = AgreedForm(request.POST)
                if agreed.is_valid():
                    papers.agree_self_billing(creator=creator, user=request.user, **agreed.cleaned_data)
            else:
                supplied = SuppliedForm(request.POST)
                if supplied.is_valid():
                    papers.supply_billing(creator=creator, user=request.user, **supplied.cleaned_data)
        except GroundswellError as error:
            refused(agreed if agreed.is_bound else supplied, error)
        if not (agreed.errors or supplied.errors):
            messages.success(request, "Saved. It stands on statements from now on.")
            return redirect("billing", slug=request.workspace.slug, pk=pk)
    context = {
        "creator": creator, "supplied": supplied, "agreed": agreed, "billing": row,
        "rows": papers.statements(request.workspace, creator), "years": [clock.today().year - n for n in range(3)],
        "lacking": papers.lacking(request.workspace, row), "editable": request.membership.may_write,
    }  # fmt: skip
    return render(request, "campaigns/billing.html", context, status=422 if agreed.errors or supplied.errors else 200)


@require_GET
def statement_file(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One paper as PDF."""
    row = papers.statement_of(request.workspace, pk)
    return download(statement_pdf(row), statement_name(row))


@require_GET
def year_file(request: WorkspaceRequest, pk: int, year: int) -> HttpResponse:
    """A creator's calendar year as PDF."""
    return download(year_pdf(request.workspace, creator_of(request.workspace, pk), year), f"statement-{year}.pdf")


@require_GET
def payout_files(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Everybody's paper of one payout."""
    return download(payout_zip(ledger.payout_of(request.workspace, pk)), f"payout-{pk}.zip", "application/zip")


def download(content: bytes, name: str, kind: str = "application/pdf") -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def refused(form: Form, error: GroundswellError) -> None:
    """The refusal beside the field it is about."""
    form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())

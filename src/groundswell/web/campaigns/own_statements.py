"""/c/TOKEN/statements/: a creator's own statements, and what stands on the next. Behind their address, and only theirs."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.campaigns import statements as papers
from groundswell.kit.errors import GroundswellError
from groundswell.kit.rate_limit import check_rate
from groundswell.reports.statements import statement_name, statement_pdf, year_pdf
from groundswell.web.campaigns.forms.billing import SuppliedForm
from groundswell.web.campaigns.statements import download, refused
from groundswell.web.campaigns.visitor import personal_page
from groundswell.web.creators.record_door import door_of


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def own_statements(request: HttpRequest, token: str) -> HttpResponse:
    """The list, and name, address and tax number as they give them."""
    door = door_of(token)
    form = (
        SuppliedForm(request.POST)
        if request.method == "POST"
        else SuppliedForm.of(papers.creator_billing(door.creator))
    )
    if request.method == "POST":
        check_rate(cache, f"own-record:{door.creator.pk}", "20/h")
        if form.is_valid():
            try:
                papers.supply_billing(creator=door.creator, by_creator=True, **form.cleaned_data)
            except GroundswellError as error:
                refused(form, error)
            else:
                return redirect(f"{door.page}statements/?done=saved")
    rows = list(papers.statements(door.workspace, door.creator))
    context = {
        "door": door, "token": token, "creator": door.creator, "workspace": door.workspace, "form": form, "rows": rows,
        "years": sorted({papers.day_of(row).year for row in rows}, reverse=True), "saved": "done" in request.GET,
    }  # fmt: skip
    return render(request, "campaigns/own_statements.html", context, status=422 if form.errors else 200)


@require_safe
@personal_page
def own_statement_file(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """One of theirs as PDF."""
    door = door_of(token)
    row = papers.statement_of(door.workspace, pk, door.creator)
    return download(statement_pdf(row), statement_name(row))


@require_safe
@personal_page
def own_year_file(request: HttpRequest, token: str, year: int) -> HttpResponse:
    """Their calendar year as PDF."""
    door = door_of(token)
    return download(year_pdf(door.workspace, door.creator, year), f"statement-{year}.pdf")

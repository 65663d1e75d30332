"""What the reader of a shared report sees: no sign-in, nothing to change, nothing that leads further in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groundswell.reports import files, sentences
from groundswell.reports.queries import sharing
from groundswell.reports.queries.signs import beside
from groundswell.web.http import rate_limited
from groundswell.web.reports.cohorts import customer_context
from groundswell.web.reports.views import daily_chart


@require_safe
@rate_limited("60/m")
def shared_report(request: HttpRequest, token: str) -> HttpResponse:
    """The figures of the fixed days as they are known now."""
    shared = sharing.share_opened_by(token)
    report = sharing.report_of_share(shared)
    context = {
        "workspace": shared.workspace,
        "shared": shared,
        "token": token,
        "report": report,
        "currency": report.currency,
        "daily": daily_chart(report),
        "basis": sentences.basis_sentence(report.totals),
        "method": sentences.METHOD,
        **customer_context(report),
    }
    return unlisted(render(request, "reports/shared.html", context))


@require_safe
@rate_limited("20/m")
def shared_signs(request: HttpRequest, token: str) -> HttpResponse:
    """What stands beside the money, asked for by the page once it is there: it takes a moment."""
    shared = sharing.share_opened_by(token)
    told = beside(sharing.report_of_share(shared), shared.workspace, shared.campaign)
    return unlisted(render(request, "reports/signs.html", {"signs": told.signs}))


@require_safe
@rate_limited("20/m")
def shared_report_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a PDF."""
    shared = sharing.share_opened_by(token)
    report = sharing.report_of_share(shared)
    told = beside(report, shared.workspace, shared.campaign)
    response = HttpResponse(files.write_report(report, "pdf", told), content_type=files.CONTENT_TYPES["pdf"])
    response["Content-Disposition"] = 'attachment; filename="report.pdf"'
    return unlisted(response)


def unlisted(response: HttpResponse) -> HttpResponse:
    """No search engine keeps it, no cache, and no page it leads to learns the address."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response

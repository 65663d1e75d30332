"""The disclosure ledger: every verdict, with its rule, time and evidence."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from groundswell.disclosure.queries import (
    LEDGER_COLUMNS,
    STATES,
    cases_of,
    checks_with_creators,
    ledger_rows,
    suspected_posts,
    verify_ledger,
)
from groundswell.disclosure.rules.suspicion import suspicion_model
from groundswell.kit.errors import NotFound
from groundswell.kit.tables import CONTENT_TYPES, write_table
from groundswell.reports.counsel import CONTENT_TYPES as COUNSEL_TYPES
from groundswell.reports.counsel import counsel_report, write_counsel_report
from groundswell.web.http import WorkspaceRequest

PER_PAGE = 50
VERDICTS = ("", "fail", "review", "pass")


def disclosure(request: WorkspaceRequest) -> HttpResponse:
    """`?verdict=` narrows it down."""
    verdict = _verdict(request)
    page = Paginator(checks_with_creators(request.workspace, verdict=verdict), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "disclosure/ledger.html",
        {
            "page": page,
            "verdict": verdict,
            "active": {verdict or "all": True},
            "chain": verify_ledger(request.workspace),
        },
    )


def cases(request: WorkspaceRequest) -> HttpResponse:
    """Posts that were ever wrong or unsure, from the fault to the day it was put right; `?state=` open, asked or closed."""
    state = request.GET.get("state", "")
    if state not in ("", *STATES):
        raise NotFound(f"There is no state “{state}”.", where="state")
    every = [case for case in cases_of(request.workspace) if case.state != "fine"]
    counts = {name: sum(case.state == name for case in every) for name in STATES}
    chosen = [case for case in every if state in ("", case.state)]
    context = {"page": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")), "counts": counts}
    return render(request, "disclosure/cases.html", context | {"total": len(every), "active": {state or "all": True}})


def counsel(request: WorkspaceRequest, format: str) -> HttpResponse:  # the address's own word
    """The report for counsel: pdf or csv."""
    if format not in COUNSEL_TYPES:
        raise NotFound(f"There is no report as {format}.", where="format", cure=f"One of: {', '.join(COUNSEL_TYPES)}.")
    content = write_counsel_report(counsel_report(request.workspace), format)
    response = HttpResponse(content, content_type=COUNSEL_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="disclosure-{request.workspace.slug}.{format}"'
    return response


def suspected(request: WorkspaceRequest) -> HttpResponse:
    """Posts that look like promotion and do not say so, likeliest first."""
    page = Paginator(suspected_posts(request.workspace), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "disclosure/suspected.html", {"page": page, "model": suspicion_model().version})


def download(request: WorkspaceRequest, format: str) -> HttpResponse:  # the address's own word
    """The ledger as a file: csv, xlsx or jsonl."""
    if format not in CONTENT_TYPES:
        raise NotFound(f"There is no ledger as {format}.", where="format", cure=f"One of: {', '.join(CONTENT_TYPES)}.")
    rows = ledger_rows(request.workspace, verdict=_verdict(request))
    response = HttpResponse(write_table(rows, LEDGER_COLUMNS, format), content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="disclosure-ledger-{request.workspace.slug}.{format}"'
    return response


def _verdict(request: WorkspaceRequest) -> str:
    verdict = request.GET.get("verdict", "")
    if verdict not in VERDICTS:
        raise NotFound(f"There is no verdict “{verdict}”.", where="verdict")
    return verdict

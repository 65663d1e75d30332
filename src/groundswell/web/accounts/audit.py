"""Who changed what."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from groundswell.accounts import queries
from groundswell.web.http import WorkspaceRequest, owners_only


@owners_only
def audit(request: WorkspaceRequest) -> HttpResponse:
    text = request.GET.get("text", "").strip()
    pages = Paginator(queries.audit_trail(request.workspace, text=text), 50)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "settings/audit.html", {"page": page, "text": text})

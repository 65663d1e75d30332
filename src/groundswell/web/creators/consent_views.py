"""The marketer's side of a creator's own page: its link, what was given, and the screenshots."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from groundswell.creators.consent import make_link, revoke_link
from groundswell.creators.consent.evidence import TYPES
from groundswell.creators.consent.queries import figures_of
from groundswell.creators.models import Consent
from groundswell.creators.queries import creator_of
from groundswell.kit.errors import NotFound
from groundswell.web.http import WorkspaceRequest

SANDBOX = "default-src 'none'; sandbox"


@require_POST
def own_page_link(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Makes the link (`do=make`), a new one in its place (`anew`), or closes the page (`revoke`)."""
    found = creator_of(request.workspace, pk)
    wanted = request.POST.get("do", "make")
    if wanted == "revoke":
        revoke_link(workspace=request.workspace, creator=found, user=request.user)
        messages.success(request, "The page is closed. What was given stays.")
    else:
        make_link(workspace=request.workspace, creator=found, user=request.user, anew=wanted == "anew")
        messages.success(request, "The page is open. Copy the link into your message.")
    return redirect("creator", slug=request.workspace.slug, pk=pk)


@require_GET
def evidence(request: WorkspaceRequest, pk: int, consent: int) -> HttpResponse:
    """The screenshot that came with uploaded insights, as a picture and as nothing else."""
    found = creator_of(request.workspace, pk)
    row = Consent.objects.of(request.workspace).filter(creator=found, pk=consent).first()
    figure = figures_of(request.workspace, row).exclude(evidence=None).exclude(evidence="").first() if row else None
    name = (figure.evidence.name or "") if figure else ""
    kind = TYPES.get(name.rpartition(".")[2])
    if figure is None or kind is None:
        raise NotFound("There is no screenshot.", where="consent")
    with figure.evidence.open("rb") as file:
        response = HttpResponse(file.read(), content_type=kind)
    response["Content-Disposition"] = f'inline; filename="insights-{consent}.{kind[6:]}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

"""The programme at a glance, and whether it comes by mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.accounts.mail import can_send
from groundswell.kit import clock
from groundswell.reports.glance import digest, glance
from groundswell.reports.models import DigestReader
from groundswell.web.http import WorkspaceRequest, reads_only

SPANS = {"1": "Today", "7": "7 days", "30": "30 days"}


@require_safe
def glance_page(request: WorkspaceRequest) -> HttpResponse:
    """`?days=` 1, 7 or 30: how far back posts are listed."""
    days = request.GET.get("days", "1")
    chosen = days if days in SPANS else "1"
    context = {
        "seen": glance(request.workspace, today=clock.today(), days=int(chosen)),
        "spans": SPANS.items(),
        "chosen": chosen,
        "mailed": DigestReader.objects.of(request.workspace).filter(user=request.user).exists(),
        "can_send": can_send(),
    }
    return render(request, "reports/glance.html", context)


@reads_only
@require_POST
def digest_wish(request: WorkspaceRequest) -> HttpResponse:
    """The member wants the glance by mail (`wanted`), or no more."""
    wanted = bool(request.POST.get("wanted"))
    digest.set_digest(workspace=request.workspace, user=request.user, wanted=wanted)
    messages.success(request, "You get it every Monday morning." if wanted else "You get it by mail no more.")
    return redirect("glance", slug=request.workspace.slug)

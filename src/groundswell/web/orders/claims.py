"""Creators' claims to orders: what each may mean, what speaks against it, and the decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.web.http import WorkspaceRequest

PER_PAGE, ANSWERED = 50, 20


@require_safe
def order_claims(request: WorkspaceRequest) -> HttpResponse:
    """Those that wait, oldest first, and the newest that were decided."""
    waiting = queries.order_claims(request.workspace, "waiting")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    fits = queries.fits_of(request.workspace, rows)
    context = {
        "page": page, "rows": [(row, fits[row.pk]) for row in rows], "editable": request.membership.may_write,
        "answered": queries.order_claims(request.workspace).exclude(state="waiting").order_by("-decided_at")[:ANSWERED],
        "counts": "claim" in queries.precedence_of(request.workspace),
    }  # fmt: skip
    return render(request, "orders/claims.html", context)


@require_POST
def order_claim_decide(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`do`: accept (for `order`) or refuse (with `reason`)."""
    claim, chosen = queries.order_claim_of(request.workspace, pk), request.POST.get("order", "")
    try:
        if request.POST.get("do") == "accept":
            order = (
                queries.order_of(request.workspace, int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
            )
            services.accept_claim(claim=claim, order=order, user=request.user)
            messages.success(request, "Accepted. The order counts for the creator now.")
        else:
            services.refuse_claim(claim=claim, reason=request.POST.get("reason", ""), user=request.user)
            messages.success(request, "Refused. The creator reads why.")
    except GroundswellError as error:
        messages.error(request, f"{error.message} {error.cure}".strip())
    return redirect("order_claims", slug=request.workspace.slug)

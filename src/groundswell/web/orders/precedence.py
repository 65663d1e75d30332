"""By which signs orders are attributed, and in which order they speak."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundswell.kit.errors import GroundswellError
from groundswell.links import queries, services
from groundswell.links.rules.attribution import PRECEDENCE
from groundswell.links.tasks import attribute_workspace
from groundswell.web.http import WorkspaceRequest

SIGNS = {
    "code": ("Purchase code", "The buyer typed a creator’s code."),
    "link": ("Link click", "The order carries a click on a creator’s link."),
    "survey": ("Buyer’s answer", "Asked who sent them, the buyer named the creator."),
    "report": ("Named in the file", "The imported file or the sending system names the creator."),
    "claim": ("Creator’s claim", "The creator says that the order came from them, and a person accepted it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def precedence(request: WorkspaceRequest) -> HttpResponse:
    """`rank-SIGN` is a place from 1, or empty for a sign that decides nothing."""
    if request.method == "POST":
        ranks = {name: request.POST.get(f"rank-{name}", "") for name in PRECEDENCE}
        order = sorted((name for name in PRECEDENCE if ranks[name].isdecimal()), key=lambda name: int(ranks[name][:2]))
        try:
            services.set_precedence(workspace=request.workspace, order=order, user=request.user)
        except GroundswellError as error:
            messages.error(request, f"{error.message} {error.cure}".strip())
        else:
            attribute_workspace.enqueue(request.workspace.pk)
            messages.success(request, "Saved. Every order is looked at again; this takes a moment.")
        return redirect("precedence", slug=request.workspace.slug)
    now = list(queries.precedence_of(request.workspace))
    rows = [
        (name, *SIGNS[name], now.index(name) + 1 if name in now else None)
        for name in [*now, *(name for name in PRECEDENCE if name not in now)]
    ]
    context = {"rows": rows, "places": range(1, len(PRECEDENCE) + 1), "editable": request.membership.may_write}
    return render(request, "orders/precedence.html", context)

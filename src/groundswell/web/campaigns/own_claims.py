"""/c/TOKEN/claims/: "this order came from me". The answer is the same whether there is such an order or not."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundswell.campaigns.queries import participant_of_token
from groundswell.kit.errors import GroundswellError
from groundswell.kit.rate_limit import check_rate
from groundswell.links.queries import order_claims
from groundswell.links.services import file_claim
from groundswell.web.campaigns.forms.claim import ClaimForm
from groundswell.web.campaigns.statements import refused
from groundswell.web.campaigns.visitor import personal_page

MOST = "30/h"
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def own_claims(request: HttpRequest, token: str) -> HttpResponse:
    """The form, and what became of earlier claims."""
    participant = participant_of_token(token)
    form = ClaimForm(request.POST) if request.method == "POST" else ClaimForm()
    if request.method == "POST":
        check_rate(cache, f"claims:{participant.creator_id}", MOST)
        if form.is_valid():
            try:
                file_claim(creator=participant.creator, facts=form.facts(), campaign=participant.campaign_id)
            except GroundswellError as error:
                refused(form, error)
            else:
                return redirect(f"/c/{token}/claims/?done=yes")
    context = {
        "participant": participant, "creator": participant.creator, "workspace": participant.workspace, "form": form,
        "rows": order_claims(participant.workspace, creator=participant.creator)[:SHOWN], "done": "done" in request.GET,
    }  # fmt: skip
    return render(request, "campaigns/own_claims.html", context, status=422 if form.errors else 200)

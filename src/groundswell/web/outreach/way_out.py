"""/u/TOKEN: looking changes nothing, posting unsubscribes (RFC 8058: mail programs post without a cookie)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from groundswell.accounts.models import Workspace
from groundswell.outreach import services
from groundswell.outreach.mail import read_way_out
from groundswell.web.http import rate_limited


@csrf_exempt  # the token is the proof, and a mail program has no cookie to protect
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("60/m")
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The question, or with POST the answer."""
    way_out = read_way_out(token)
    workspace = Workspace.objects.filter(pk=way_out.workspace_id).first() if way_out else None
    if way_out is None or workspace is None:
        raise Http404("No such link")
    done = request.method == "POST" and services.unsubscribe(way_out=way_out)
    return render(request, "outreach/unsubscribe.html", {"workspace": workspace, "done": done})

"""For which own domains a proxy may get a certificate."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.links.queries.domains import is_own_domain
from groundswell.web.http import rate_limited


@require_safe
@rate_limited("600/m")
def may_have_certificate(request: HttpRequest) -> HttpResponse:
    """200 for a domain that was found to lead here, else 404: what Caddy asks before it gets a certificate."""
    known = is_own_domain(request.GET.get("domain", "").lower().removesuffix("."))
    return HttpResponse(status=200 if known else 404, content_type="text/plain")

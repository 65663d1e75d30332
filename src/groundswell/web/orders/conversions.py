"""Where a site's server sends its signed orders."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.links.models import Site
from groundswell.links.rules.sites import is_site_key
from groundswell.links.services import receive_conversion
from groundswell.links.services.conversions import SIGNED_BY
from groundswell.web.http import is_larger

LARGEST = 64 * 1024


@csrf_exempt
@require_POST
def conversion(request: HttpRequest, key: str) -> JsonResponse:
    """`{"outcome", "order_id"}`, or the refusal with its reason: 401 forged, 409 replayed or outdated, 413, 422."""
    known = Site.objects.select_related("workspace").filter(key=key) if is_site_key(key, settings.SECRET_KEY) else None
    site = known.first() if known is not None else None
    if site is None:
        raise Http404("No such site")
    if is_larger(request, LARGEST):
        return JsonResponse(
            {"error": "too_large", "message": "An order is at most 64 KB.", "where": "body"}, status=413
        )
    try:
        row = receive_conversion(site=site, body=request.body, signature=request.headers.get(SIGNED_BY, ""))
    except GroundswellError as refusal:
        return JsonResponse(refusal.as_dict(), status=refusal.status)
    return JsonResponse({"outcome": row.outcome, "order_id": row.told["order_id"]})

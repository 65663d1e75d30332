"""Where networks send events by themselves, and ask whether the address is ours."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from groundswell.kit.errors import GroundswellError
from groundswell.platforms.services.hooks import answer_challenge, receive_event
from groundswell.web.http import is_larger

LARGEST = 1024 * 1024


@csrf_exempt
@require_http_methods(["GET", "POST"])
def network_hook(request: HttpRequest, connector: str, token: str) -> HttpResponse:
    """GET answers the network's challenge. POST is 200 once what is worth it is kept; 401 for a bad signature, 413 for
    one that no network sends."""
    try:
        if request.method == "GET":
            told = answer_challenge(connector=connector, token=token, params=request.GET.dict())
            return HttpResponse(told, content_type="text/plain")
        if is_larger(request, LARGEST):
            return JsonResponse(
                {"error": "too_large", "message": "Events are at most 1 MB.", "where": "body"}, status=413
            )
        receive_event(connector=connector, token=token, body=request.body, headers=request.headers)
    except GroundswellError as refusal:
        return JsonResponse(refusal.as_dict(), status=refusal.status)
    return HttpResponse(status=200)

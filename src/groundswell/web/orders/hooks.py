"""Where shops send their signed events, as far as the fast path in front leaves them to Django."""

import re

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.links.models import Store
from groundswell.links.rules.systems import SYSTEMS
from groundswell.links.services import note_ping, receive_event
from groundswell.links.services.webhooks import Event
from groundswell.web.http import is_larger

LARGEST = 2 * 1024 * 1024
_PING = re.compile(rb"webhook_id=\d{1,19}\s*")


@csrf_exempt
@require_POST
def store_hook(request: HttpRequest, kind: str, token: str) -> HttpResponse:
    """200 once the event is kept; 401 for a bad signature, 413 for one that no shop sends. The worker processes it after."""
    store = Store.objects.select_related("workspace").filter(kind=kind, token=token).first()
    if store is None:
        raise Http404("No such store")
    if is_larger(request, LARGEST):
        return JsonResponse({"error": "too_large", "message": "Events are at most 2 MB.", "where": "body"}, status=413)
    if kind == "woocommerce" and _PING.fullmatch(request.body):
        # Unsigned, and the webhook is switched off when it is not answered well.
        note_ping(store=store)
        return HttpResponse(status=200)
    system = SYSTEMS[kind]
    topic, event_id = system.named(request.headers, request.body)
    event = Event(request.body, request.headers.get(system.signed_by, ""), topic, event_id)
    try:
        receive_event(store=store, event=event)
    except GroundswellError as refusal:
        return JsonResponse(refusal.as_dict(), status=refusal.status)
    return HttpResponse(status=200)

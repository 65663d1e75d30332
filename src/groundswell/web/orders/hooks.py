"""Where shops send their signed events."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from groundswell.kit.errors import GroundswellError
from groundswell.links.models import Store
from groundswell.links.services import receive_event
from groundswell.links.services.webhooks import Event
from groundswell.links.tasks import process_webhook
from groundswell.web.http import is_larger

LARGEST = 2 * 1024 * 1024


@csrf_exempt
@require_POST
def shopify_hook(request: HttpRequest, token: str) -> HttpResponse:
    """200 once the event is kept; 401 for a bad signature, 413 for one that no shop sends. Processing comes after."""
    store = Store.objects.select_related("workspace").filter(kind="shopify", token=token).first()
    if store is None:
        raise Http404("No such store")
    if is_larger(request, LARGEST):
        return JsonResponse({"error": "too_large", "message": "Events are at most 2 MB.", "where": "body"}, status=413)
    event = Event(
        body=request.body,
        signature=request.headers.get("X-Shopify-Hmac-Sha256", ""),
        topic=request.headers.get("X-Shopify-Topic", ""),
        event_id=request.headers.get("X-Shopify-Event-Id") or request.headers.get("X-Shopify-Webhook-Id", ""),
    )
    try:
        delivery, new = receive_event(store=store, event=event)
    except GroundswellError as refusal:
        return JsonResponse(refusal.as_dict(), status=refusal.status)
    if new:
        process_webhook.enqueue(delivery.pk)
    return HttpResponse(status=200)

"""Short links that the fast path does not know: brand-new, mistyped, expired; and servers without a fast path."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundswell.links.redirect import Visit, door
from groundswell.links.redirect.door import HEADERS


@require_safe
def short_link(request: HttpRequest, slug: str) -> HttpResponse:
    """302 with the click written down, or the page that says the link is not here."""
    headers = {name.lower().encode(): value.encode("latin-1", "replace") for name, value in request.headers.items()}
    visit = Visit(request.method or "GET", headers, str(request.META.get("REMOTE_ADDR", "")).encode())
    location = door.location(door.table.look_up(slug.lower()), visit)
    if location is None:
        raise Http404("No such link")
    answer = HttpResponse(status=302, headers={name.decode(): value.decode() for name, value in HEADERS})
    answer["Location"] = location.decode()
    return answer

"""A draft's picture as an answer."""

from django.http import HttpResponse

from groundswell.creators.consent.evidence import TYPES
from groundswell.kit.errors import NotFound
from groundswell.tracking.models import Draft

SANDBOX = "default-src 'none'; sandbox"


def picture_of(draft: Draft) -> HttpResponse:
    """The picture with headers that keep it from being anything else; NotFound where there is none."""
    kind = TYPES.get((draft.picture.name or "").rpartition(".")[2]) if draft.picture else None
    if kind is None:
        raise NotFound("There is no picture.", where="draft")
    with draft.picture.open("rb") as file:
        response = HttpResponse(file.read(), content_type=kind)
    response["Content-Disposition"] = f'inline; filename="draft-{draft.pk}.{kind[6:]}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

"""Screenshots that creators send as evidence: known by their first bytes, kept under a name nobody can guess."""

from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from groundswell.creators.models import AudienceFigure
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import new_token

MOST_BYTES = 8 * 1024 * 1024
STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def kind_of(data: bytes) -> str:
    """png, jpg or webp, whatever the file calls itself; empty for everything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for kind, start in STARTS.items() if data.startswith(start)), "")


def screenshot_of(data: bytes) -> File[bytes]:
    """The picture ready to be kept; `BadInput` for what is none, or too large. The sender's file name is not kept."""
    if len(data) > MOST_BYTES:
        raise BadInput("The screenshot is larger than 8 MB.", where="screenshot")
    kind = kind_of(data)
    if not kind:
        raise BadInput("The screenshot is no PNG, JPEG or WebP picture.", where="screenshot")
    return ContentFile(data, name=f"{new_token()}.{kind}")


def names_in(figures: QuerySet[AudienceFigure]) -> set[str]:
    """The files that stand beside these figures."""
    return set(filter(None, figures.values_list("evidence", flat=True)))


def drop_unused(names: Iterable[str]) -> None:
    """Removes the files that no figure names any more, once the database is sure of it."""
    for name in names:
        if not AudienceFigure.objects.filter(evidence=name).exists():
            transaction.on_commit(partial(default_storage.delete, name))

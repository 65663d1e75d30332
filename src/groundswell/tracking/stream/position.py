"""Which process reads the live stream, and why none does."""

from datetime import timedelta

import structlog
from django.db.models import Q

from groundswell.kit import clock
from groundswell.tracking.models import StreamPosition
from groundswell.tracking.stream.watched import NETWORK

HOLD = timedelta(seconds=60)
log = structlog.get_logger("groundswell.stream")


def hold(holder: str) -> bool:
    """Takes or keeps the right to read the stream; it passes to others when its holder was silent for a minute."""
    row, _ = StreamPosition.objects.get_or_create(connector=NETWORK)
    free = Q(holder=holder) | Q(held_at=None) | Q(held_at__lt=clock.now() - HOLD)
    return bool(StreamPosition.objects.filter(free, pk=row.pk).update(holder=holder, held_at=clock.now()))


def note(message: str) -> None:
    """Why the stream is not read, for who looks after the installation."""
    if message:
        log.warning("stream.broke", message=message)
        StreamPosition.objects.filter(connector=NETWORK).update(message=message[:300])

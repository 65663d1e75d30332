"""The stores in memory with their signing secrets, looked at anew every second. Never logged, never written down."""

import threading
from collections.abc import Mapping
from typing import NamedTuple

import structlog
from django.conf import settings
from django.db import close_old_connections

from groundswell.kit.errors import GroundswellError
from groundswell.kit.secret_box import SecretBox
from groundswell.links.models import Store

log = structlog.get_logger(__name__)
LOOK_EVERY = 1.0


class KnownStore(NamedTuple):
    """`sealed` is the secret as the database has it."""

    pk: int
    sealed: str
    secret: str

    def __repr__(self) -> str:
        return f"KnownStore({self.pk})"


class Stores:
    """(kind, token) to store."""

    def __init__(self) -> None:
        self.entries: Mapping[tuple[str, str], KnownStore] = {}
        self._watcher: threading.Thread | None = None

    def watch(self) -> None:
        """Starts the one thread that keeps this process's table fresh."""
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch_for_ever, name="stores", daemon=True)
            self._watcher.start()

    def refresh(self) -> None:
        """As the database has them now; a secret is only opened when it changed."""
        box, before = SecretBox(settings.SECRET_KEY), self.entries
        found = {}
        for kind, token, pk, sealed in Store.objects.values_list("kind", "token", "pk", "secret"):
            known = before.get((kind, token))
            try:
                fresh = known if known and known.sealed == sealed else KnownStore(pk, sealed, box.open(sealed))
            except GroundswellError:  # sealed under another key: Django's view tells what to do about it
                continue
            found[kind, token] = fresh
        self.entries = found

    def _watch_for_ever(self) -> None:
        pause = threading.Event()
        while True:
            try:
                close_old_connections()
                self.refresh()
            except Exception:  # the database may be away for a while: the old table still serves
                log.exception("stores.refresh_failed")
            pause.wait(LOOK_EVERY)

"""One event of a shop: its signature checked, written down."""

from collections.abc import Iterable
from functools import cached_property

from django.conf import settings

from groundswell.kit import clock
from groundswell.links.hooks.table import KnownStore, Stores
from groundswell.links.redirect.journal import Journal
from groundswell.links.rules.event_lines import event_line
from groundswell.links.rules.systems import SYSTEMS

FOLDER = "events"
Headers = Iterable[tuple[bytes, bytes]]
# What an event is signed by and called, by the lower-case name that ASGI gives.
_WANTED = {
    kind: {name.lower().encode(): name for name in (system.signed_by, system.topic, *system.event_id) if name}
    for kind, system in SYSTEMS.items()
}


class HookDoor:
    """The stores in memory and this process's journal of events."""

    def __init__(self) -> None:
        self.stores = Stores()

    @cached_property
    def journal(self) -> Journal:
        return Journal(settings.HOME / FOLDER)

    def find(self, kind: str, token: str) -> KnownStore | None:
        return self.stores.entries.get((kind, token))

    def take(self, kind: str, store: KnownStore, headers: Headers, body: bytes) -> bool:
        """Whether it is in the journal; False for what is not rightly signed, and when the disk refused."""
        system, wanted = SYSTEMS[kind], _WANTED[kind]
        told = {wanted[name]: value.decode("latin-1") for name, value in headers if name in wanted}
        now = clock.now()
        if system.refusal(body, store.secret, told.pop(system.signed_by, ""), now):
            return False
        return self.journal.append(event_line(store.pk, now, told, body))


hook_door = HookDoor()

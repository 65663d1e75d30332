"""One thing that a page told: recognised, counted against the limit, written down."""

from datetime import UTC, datetime
from functools import cached_property

from django.conf import settings

from groundswell.kit import clock
from groundswell.kit.ids import new_click_id
from groundswell.links.redirect.door import Visit, known_agent, purpose
from groundswell.links.redirect.journal import Journal
from groundswell.links.redirect.visitors import VisitorKey
from groundswell.links.rules.sightings import Sighting, parameters, sighting_line
from groundswell.links.rules.sites import is_site_key

PER_MINUTE = 120  # of one visitor in one process; nobody reads two pages a second for long
MOST_VISITORS = 200_000


class PixelDoor:
    """This process's journal of sightings and how often each visitor knocked in this minute."""

    def __init__(self) -> None:
        self.minute = 0
        self.knocks: dict[str, int] = {}

    @cached_property
    def journal(self) -> Journal:
        return Journal(settings.HOME / "sightings")

    @cached_property
    def visitors(self) -> VisitorKey:
        return VisitorKey(settings.HOME / "sightings")

    def take(self, what: str, key: str, query: bytes, visit: Visit) -> int:
        """200 with it in the journal, 404 for a key that this installation never gave, 429 above the limit, 503 when the disk refused."""
        if not is_site_key(key, settings.SECRET_KEY):
            return 404
        now = int(clock.now().timestamp() * 1000)
        headers, address = visit.headers, visit.address
        if settings.BEHIND_PROXY:
            address = headers.get(b"x-forwarded-for", address).rpartition(b",")[2].strip()
        user_agent = headers.get(b"user-agent", b"")
        visitor = self.visitors.visitor(now, address, user_agent)
        if not self._within_limit(self.visitors.visitor(now, address, b""), now):
            return 429
        preview, agent = known_agent(user_agent)
        told = parameters(query)
        told.setdefault("page", headers.get(b"referer", b"")[:2000].decode("utf-8", "replace"))
        flag = (purpose(visit) or preview).decode()
        at = datetime.fromtimestamp(now / 1000, UTC)
        line = sighting_line(
            Sighting(new_click_id(), key, at, visitor, flag, agent.decode("utf-8", "replace"), what, told)
        )
        return 200 if self.journal.append(line) else 503

    def _within_limit(self, visitor: str, milliseconds: int) -> bool:
        minute = milliseconds // 60_000
        if minute != self.minute or len(self.knocks) > MOST_VISITORS:
            self.minute, self.knocks = minute, {}
        self.knocks[visitor] = count = self.knocks.get(visitor, 0) + 1
        return count <= PER_MINUTE


pixel_door = PixelDoor()

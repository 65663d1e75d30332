"""Which clicks are the same visitor's on the same link within the workspace's window of one that counted."""

from collections.abc import Collection

from groundswell.creators.imports.writing import bulk
from groundswell.links.rules.journal import JournalClick
from groundswell.links.rules.moments import DAY, milliseconds_of

COUNTED = "SELECT visitor, link_id, at FROM links_click WHERE excluded = '' AND visitor {wanted}"


class Repeats:
    """Knows the clicks that counted of everybody among `clicks`: a visitor's name lives one day, so these are few.

    It looks both ways in time: two journals may be loaded in either order.
    """

    def __init__(self, clicks: Collection[JournalClick]) -> None:
        self.counted: dict[tuple[str, int], list[int]] = {}
        for visitor, link, at in bulk.select(COUNTED, [], {click.visitor for click in clicks}):
            self.counted.setdefault((visitor, link), []).append(milliseconds_of(at))

    def judge(self, click: JournalClick, window: int) -> tuple[str, bool]:
        """(`repeat`, or empty for a click that counts, which is then known; whether the visitor is new to the link that day).
        `window` in milliseconds."""
        key, moment = (click.visitor, click.link_id), click.milliseconds
        times = self.counted.get(key)
        if times is None:
            self.counted[key] = [moment]
            return "", True
        if any(abs(moment - at) < window for at in times):
            return "repeat", False
        new = all(at // DAY != moment // DAY for at in times)
        times.append(moment)
        return "", new

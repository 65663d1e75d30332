"""What a workspace watches for, and how it goes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.platforms.queries import Standing, standings
from groundswell.tracking.models import Monitor, MonitorScan
from groundswell.tracking.monitors.running import every
from groundswell.tracking.monitors.scanning import OPERATION, query_for


@dataclass(frozen=True, slots=True)
class Search:
    """One network as one monitor is searched for there; `why_not` where it is not, `problem` where it failed last."""

    label: str
    connector: str
    why_not: str = ""
    problem: str = ""
    read_at: datetime | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MonitorState:
    """A monitor, what it found, and where it is searched for."""

    monitor: Monitor
    mentions: int
    unasked: int
    newest: datetime | None
    searches: tuple[Search, ...]

    @property
    def unsearched(self) -> list[Search]:
        """Networks that are not searched for it; each says why."""
        return [one for one in self.searches if one.why_not]


def monitor_of(workspace: Workspace, pk: int) -> Monitor:
    """The monitor of that id; `NotFound` when this workspace has none."""
    found: Monitor | None = Monitor.objects.of(workspace).select_related("workspace").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such monitor.", where=f"monitor {pk}")
    return found


def monitor_states(workspace: Workspace) -> list[MonitorState]:
    """All monitors in the order they were made."""
    counted = Monitor.objects.of(workspace).annotate(
        found=Count("mentions"),
        unasked=Count("mentions", filter=Q(mentions__asked=False)),
        newest=Max("mentions__found_at"),
    )
    rows = list(counted.order_by("pk"))
    scans: dict[int, dict[str, MonitorScan]] = defaultdict(dict)
    for scan in MonitorScan.objects.filter(monitor__in=rows):
        scans[scan.monitor_id][scan.connector] = scan
    networks = standings() if rows else []
    return [
        MonitorState(row, row.found, row.unasked, row.newest, tuple(_searches(row, networks, scans[row.pk])))
        for row in rows
    ]


def _searches(monitor: Monitor, networks: list[Standing], scans: Mapping[str, MonitorScan]) -> list[Search]:
    return [
        _search(monitor, one, scans.get(one.plugin.name))
        for one in networks
        if query_for(monitor, one.plugin) is not None
    ]


def _search(monitor: Monitor, one: Standing, scan: MonitorScan | None) -> Search:
    label, name, operation = one.plugin.label, one.plugin.name, OPERATION[monitor.kind]
    if operation not in one.capabilities.can:
        return Search(label, name, why_not=one.cannot[operation])
    if not one.ready:
        return Search(label, name, why_not="It needs keys." if one.missing else "It is not asked at the moment.")
    if scan is None:
        return Search(label, name, next_at=clock.now())
    due = scan.read_at + every(one.plugin) if scan.read_at else clock.now()
    return Search(label, name, "", scan.message, scan.read_at, max(filter(None, (due, scan.wait_until))))

"""Monitors whose turn it is, within the budgets of the networks."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.errors import BudgetSpent, Paused, SignInRefused
from groundswell.platforms.port import Plugin
from groundswell.platforms.queries import standings
from groundswell.platforms.services import Opened, open_connector
from groundswell.tracking.models import Monitor, MonitorScan
from groundswell.tracking.monitors.scanning import OPERATION, query_for, scan_monitor

STOPS = (BudgetSpent, SignInRefused, Paused)
FREELY, SPARINGLY, PAID = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
log = structlog.get_logger("groundswell.tracking")


@dataclass(slots=True)
class MonitorRun:
    """What one run did: searches made, mentions that are new, errors by code."""

    searches: int = 0
    mentions: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, object]:
        return {"searches": self.searches, "new_mentions": self.mentions, "errors": dict(self.errors)}


def every(plugin: Plugin) -> timedelta:
    """How often one monitor is searched for there: daily where posts cost money, hourly where calls are counted."""
    if plugin.monthly_money is not None:
        return PAID
    return SPARINGLY if plugin.daily_units is not None else FREELY


def run_monitors(*, seconds: float, workspace: Workspace | None = None, now: bool = False) -> MonitorRun:
    """Searches for what is due until `seconds` have passed; of one workspace when given, and all of it with `now`."""
    until, run, stopped = time.monotonic() + seconds, MonitorRun(), set[str]()
    with ExitStack() as stack:
        opened: dict[str, Opened] = {}
        for monitor, plugin in _due(workspace, clock.now(), whenever=now):
            if time.monotonic() > until:
                break
            if plugin.name in stopped:
                continue
            try:
                if plugin.name not in opened:
                    opened[plugin.name] = stack.enter_context(open_connector(plugin.name))
                run.mentions += scan_monitor(opened[plugin.name], monitor)
                run.searches += 1
            except GroundswellError as error:
                run.errors[error.code] += 1
                if isinstance(error, STOPS):
                    stopped.add(plugin.name)
    if run.searches or run.errors:
        log.info("monitors.searched", **run.as_dict())
    return run


def _due(workspace: Workspace | None, now: datetime, *, whenever: bool) -> Iterator[tuple[Monitor, Plugin]]:
    """The longest unsearched first."""
    active = Monitor.objects.filter(paused_at=None)
    active = active if workspace is None else active.filter(workspace=workspace)
    ready = [one for one in standings() if one.ready] if active.exists() else []
    scans = {(scan.monitor_id, scan.connector): scan for scan in MonitorScan.objects.filter(monitor__in=active)}
    waiting = []
    for monitor in active.order_by("pk"):
        for one in ready:
            plugin, scan = one.plugin, scans.get((monitor.pk, one.plugin.name))
            asks = OPERATION[monitor.kind] in one.capabilities.can and query_for(monitor, plugin) is not None
            if asks and (whenever or _is_due(scan, plugin, now)):
                waiting.append((scan.read_at if scan else None, monitor, plugin))
    waiting.sort(key=lambda one: (one[0] is not None, one[0] or now, one[1].pk))
    yield from ((monitor, plugin) for _, monitor, plugin in waiting)


def _is_due(scan: MonitorScan | None, plugin: Plugin, now: datetime) -> bool:
    if scan is None:
        return True
    if scan.wait_until is not None and scan.wait_until > now:
        return False
    return scan.started_at is not None or scan.read_at is None or scan.read_at <= now - every(plugin)

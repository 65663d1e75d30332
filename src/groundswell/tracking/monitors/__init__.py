"""Watching the networks: what for, how far each was read, what was found and whom."""

from groundswell.tracking.monitors.asked import asked_before, on_asking
from groundswell.tracking.monitors.found import finding, note_mentions
from groundswell.tracking.monitors.kept import look_through_kept
from groundswell.tracking.monitors.lists import Lookup, WatchList
from groundswell.tracking.monitors.people import authors_of
from groundswell.tracking.monitors.running import MonitorRun, run_monitors
from groundswell.tracking.monitors.scanning import keep_found, scan_monitor

__all__ = [
    "Lookup",
    "MonitorRun",
    "WatchList",
    "asked_before",
    "authors_of",
    "finding",
    "keep_found",
    "look_through_kept",
    "note_mentions",
    "on_asking",
    "run_monitors",
    "scan_monitor",
]

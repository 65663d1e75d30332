"""Everything that reports keep."""

from groundswell.reports.services.assuming import assume
from groundswell.reports.services.lifts import keep_lift
from groundswell.reports.services.schedules import schedule_report, stop_schedule
from groundswell.reports.services.sharing import revoke_share, share_report
from groundswell.reports.services.traffic_reading import read_traffic
from groundswell.reports.services.traffic_sources import (
    connect_traffic,
    disconnect_traffic,
    pause_traffic,
    reread_traffic,
)

__all__ = [
    "assume",
    "connect_traffic",
    "disconnect_traffic",
    "keep_lift",
    "pause_traffic",
    "read_traffic",
    "reread_traffic",
    "revoke_share",
    "schedule_report",
    "share_report",
    "stop_schedule",
]

"""Everything that reports keep."""

from groundswell.reports.services.assuming import assume
from groundswell.reports.services.lifts import keep_lift
from groundswell.reports.services.schedules import schedule_report, stop_schedule
from groundswell.reports.services.sharing import revoke_share, share_report

__all__ = ["assume", "keep_lift", "revoke_share", "schedule_report", "share_report", "stop_schedule"]

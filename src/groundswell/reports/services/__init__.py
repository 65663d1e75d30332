"""Everything that reports keep."""

from groundswell.reports.services.lifts import keep_lift

__all__ = ["keep_lift"]

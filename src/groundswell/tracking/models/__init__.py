"""Which post answers which deliverable, the drafts before it, what is watched for, and who was found."""

from groundswell.tracking.models.calendars import CalendarFeed, ReminderSetting
from groundswell.tracking.models.drafts import Draft, DraftComment
from groundswell.tracking.models.matches import PostMatch
from groundswell.tracking.models.monitors import Mention, Monitor, MonitorScan, MutedAccount, StreamPosition

__all__ = [
    "CalendarFeed",
    "Draft",
    "DraftComment",
    "Mention",
    "Monitor",
    "MonitorScan",
    "MutedAccount",
    "PostMatch",
    "ReminderSetting",
    "StreamPosition",
]

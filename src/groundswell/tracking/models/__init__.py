"""Which post answers which deliverable, what is watched for, and who was found."""

from groundswell.tracking.models.matches import PostMatch
from groundswell.tracking.models.monitors import Mention, Monitor, MonitorScan, MutedAccount, StreamPosition

__all__ = ["Mention", "Monitor", "MonitorScan", "MutedAccount", "PostMatch", "StreamPosition"]

"""Writes of tracking: posts come in, are placed, and what never came is marked."""

from groundswell.tracking.services.advocates import take_advocate
from groundswell.tracking.services.calendar import open_feed, set_reminders
from groundswell.tracking.services.draft_mail import mail_decision
from groundswell.tracking.services.drafts import DraftContent, comment_draft, decide_draft, keep_draft
from groundswell.tracking.services.monitors import change_monitor, create_monitor, delete_monitor, mute_account
from groundswell.tracking.services.network_posts import take_network_post
from groundswell.tracking.services.overdue import mark_overdue
from groundswell.tracking.services.placing import place_post, remove_post, verify_deliverable
from groundswell.tracking.services.reminders import remind_creators
from groundswell.tracking.services.steps import extend_deliverable, move_deliverable, set_launch_hour
from groundswell.tracking.services.submission import submit_post

__all__ = [
    "DraftContent",
    "change_monitor",
    "comment_draft",
    "create_monitor",
    "decide_draft",
    "delete_monitor",
    "extend_deliverable",
    "keep_draft",
    "mail_decision",
    "mark_overdue",
    "move_deliverable",
    "mute_account",
    "open_feed",
    "place_post",
    "remind_creators",
    "remove_post",
    "set_launch_hour",
    "set_reminders",
    "submit_post",
    "take_advocate",
    "take_network_post",
    "verify_deliverable",
]

"""Reads of tracking: posts of a programme, what is late, what is watched for, and who was found."""

from groundswell.tracking.queries.advocates import (
    Advocate,
    Proof,
    advocates_in,
    natural_advocates,
    ranked_advocates,
)
from groundswell.tracking.queries.calendar import (
    Entry,
    calendar_entries,
    calendar_file,
    feed_of_token,
    undated_deliverables,
    week_address,
)
from groundswell.tracking.queries.curves import Curve, curve_document, curve_of
from groundswell.tracking.queries.drafts import (
    conversation,
    draft_of,
    drafts_of,
    edited_after_approval,
    newest_drafts,
)
from groundswell.tracking.queries.mentions import mentions_of
from groundswell.tracking.queries.monitors import MonitorState, Search, monitor_of, monitor_states
from groundswell.tracking.queries.posts import (
    deliverable_of,
    late_deliverables,
    open_deliverables,
    post_match_of,
    posts_of,
    posts_of_participant,
)
from groundswell.tracking.queries.steps import Owed, steps_of

__all__ = [
    "Advocate",
    "Curve",
    "Entry",
    "MonitorState",
    "Owed",
    "Proof",
    "Search",
    "advocates_in",
    "calendar_entries",
    "calendar_file",
    "conversation",
    "curve_document",
    "curve_of",
    "deliverable_of",
    "draft_of",
    "drafts_of",
    "edited_after_approval",
    "feed_of_token",
    "late_deliverables",
    "mentions_of",
    "monitor_of",
    "monitor_states",
    "natural_advocates",
    "newest_drafts",
    "open_deliverables",
    "post_match_of",
    "posts_of",
    "posts_of_participant",
    "ranked_advocates",
    "steps_of",
    "undated_deliverables",
    "week_address",
]

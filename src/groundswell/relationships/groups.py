"""The parts of a timeline, and which part an event belongs to. Pure."""

GROUPS = {
    "notes": "Notes",
    "board": "Board",
    "messages": "Messages",
    "campaigns": "Campaigns",
    "posts": "Posts",
    "money": "Money",
}
STARTS = {
    "messages": ("mail_", "dm_", "warm_up", "unsubscribed", "own_page_message", "gate_"),
    "campaigns": ("offer_", "campaign_", "application_", "applied", "owed", "shipment"),
    "posts": ("post_", "draft_", "deliverable_", "fix_requested", "connection", "verdict_", "link_"),
    "money": ("orders", "cost", "paid"),
}


def group_of(kind: str) -> str:
    """The group of an event's kind; what no group claims happened on the board."""
    return next((group for group, starts in STARTS.items() if kind.startswith(starts)), "board")

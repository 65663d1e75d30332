"""Writes of tracking: posts come in, are placed, and what never came is marked."""

from groundswell.tracking.services.overdue import mark_overdue
from groundswell.tracking.services.placing import place_post, remove_post, verify_deliverable
from groundswell.tracking.services.submission import submit_post

__all__ = ["mark_overdue", "place_post", "remove_post", "submit_post", "verify_deliverable"]

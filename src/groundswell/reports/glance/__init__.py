"""A programme at a glance: what was posted, what is late, what was broken, what it costs, what does best."""

from groundswell.reports.glance.document import glance_dict
from groundswell.reports.glance.looking import Glance, PostSeen, glance
from groundswell.reports.glance.words import glance_text

__all__ = ["Glance", "PostSeen", "glance", "glance_dict", "glance_text"]

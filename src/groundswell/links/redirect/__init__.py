"""The way through a short link: looked up in memory, written to a journal, sent on. Nothing here touches a page."""

from groundswell.links.redirect.door import Door, Visit, door
from groundswell.links.redirect.path import ShortLinks

__all__ = ["Door", "ShortLinks", "Visit", "door"]

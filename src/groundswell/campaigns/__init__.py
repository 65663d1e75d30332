"""Briefs, participants, offers, deliverables and what they cost."""

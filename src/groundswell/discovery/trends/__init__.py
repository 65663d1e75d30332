"""Hashtags: who uses them, how often, and which are taken up."""

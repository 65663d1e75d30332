"""Searches that are kept, and the news of those that are watched."""

"""Accounts beside each other: compared, and those whose audience is alike."""

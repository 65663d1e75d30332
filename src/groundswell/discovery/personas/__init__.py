"""Buyer personas: what they are made of, the search they become, and how well a creator fits one."""

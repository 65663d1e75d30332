"""Visits beside the money: a sign, never a sum."""

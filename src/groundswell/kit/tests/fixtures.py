"""Fixtures every room's tests use."""

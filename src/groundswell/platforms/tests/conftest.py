"""Fixtures of the connectors' tests."""

from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors"]

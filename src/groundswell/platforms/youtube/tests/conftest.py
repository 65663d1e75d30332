"""The faulty server, for this connector's tests."""

from groundswell.platforms.tests.faults import faulty

__all__ = ["faulty"]

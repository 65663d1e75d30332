"""The data folder that two processes share."""

from groundswell.outreach.tests.conftest import shared_home

__all__ = ["shared_home"]

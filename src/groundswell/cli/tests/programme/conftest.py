"""Fixtures of a running campaign."""

from groundswell.campaigns.tests.fixtures import *  # noqa: F403

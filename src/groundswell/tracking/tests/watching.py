"""A toy network that can be searched, and what tests of monitors share."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.platforms.tests.toy import SearchingToy, connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server
from groundswell.tracking.models import Mention, Monitor
from groundswell.tracking.monitors import MonitorRun, run_monitors
from groundswell.tracking.services import create_monitor
from groundswell.tracking.tests.refreshing import install

__all__ = ["connectors", "toy", "toy_server"]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer) -> ToyServer:
    """The searchable toy stands in for Bluesky."""
    install(connectors, toy_server, plugin(make=SearchingToy))
    return toy_server


def watch(workspace: Workspace, text: str, at: datetime = NOON, **facts: Any) -> Monitor:
    with clock.told(at):
        return create_monitor(workspace=workspace, text=text, **facts)[0]


def search(at: datetime = NOON) -> MonitorRun:
    with clock.told(at):
        return run_monitors(seconds=60)


def met(workspace: Workspace) -> list[tuple[str, str, str, bool]]:
    """(monitor, post, how, asked) in order of the posts."""
    rows = Mention.objects.of(workspace).order_by("post__external_id", "monitor__pk")
    return list(rows.values_list("monitor__shown", "post__external_id", "how", "asked"))

"""Accounts of a toy network in Bluesky's place, and a refresh of what is due."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.creators.network import add_account
from groundswell.kit import clock
from groundswell.platforms.port import Plugin
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server
from groundswell.tracking.refresh import Run, refresh_due

__all__ = ["connectors", "toy_server"]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer) -> ToyServer:
    """The toy network stands in for Bluesky."""
    install(connectors, toy_server, plugin())
    return toy_server


def install(connectors: Callable[..., None], server: ToyServer, *plugins: Plugin) -> None:
    connectors(*plugins)
    for one in plugins:
        save_keys(connector=one.name, given={"host": server.url})


def refresh(at: datetime = NOON) -> Run:
    with clock.told(at):
        return refresh_due(seconds=60)


def follow(workspace: Workspace, toy: ToyServer, name: str, **facts: Any) -> Account:
    toy.join(name, **facts)
    with clock.told(NOON):
        return add_account(workspace=workspace, profile=f"{name}.example", platform="bluesky")[1]

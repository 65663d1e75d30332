"""What the tests of links and orders share."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.kit.tests.migrated import copy_migrated
from groundswell.links.redirect import Door, Visit
from groundswell.links.rules.orders import OrderFacts

PHONE = (
    b"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Instagram 390.0.0"
)


def visit(agent: bytes = PHONE, address: bytes = b"198.51.100.7", method: str = "GET", **headers: str) -> Visit:
    """A request by a phone, unless told otherwise; `sec_purpose="prefetch"` adds that header."""
    given = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
    return Visit(method, {b"user-agent": agent, **given}, address)


@pytest.fixture
def door(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    """A door with an empty journal folder; the pages use it too."""
    settings.HOME = tmp_path
    fresh = Door()
    monkeypatch.setattr("groundswell.web.links.short.door", fresh)
    return fresh


@pytest.fixture
def environment(tmp_path: Path, db: None) -> dict[str, str]:
    """Of servers with a data folder of their own, whose database is migrated already."""
    copy_migrated(tmp_path / "groundswell.sqlite3")
    return {
        **os.environ, "GROUNDSWELL_HOME": str(tmp_path), "SECRET_KEY": "only-for-tests", "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
    }  # fmt: skip


@pytest.fixture
def creator(workspace: Workspace) -> Creator:
    """Maya Brook, @maya.runs on Instagram."""
    person = Creator.objects.create(workspace=workspace, name="Maya Brook")
    person.accounts.add(
        Account.objects.create(workspace=workspace, platform="instagram", handle="maya.runs", followers=8200)
    )
    return person


@pytest.fixture
def second(workspace: Workspace) -> Creator:
    """Another creator, without any account."""
    return Creator.objects.create(workspace=workspace, name="Tom Ashe")


PLACED = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def facts() -> Callable[..., OrderFacts]:
    """`facts(codes=("MAYA10",))`: an order of 100.00 with 8.00 tax and 5.00 shipping, with what differs."""

    def make(**different: Any) -> OrderFacts:
        base: dict[str, Any] = {
            "source": "shopify", "external_id": "1001", "placed_at": PLACED, "currency": "USD", "subtotal": Decimal("100.00"),
            "tax": Decimal("8.00"), "shipping": Decimal("5.00"), "total": Decimal("113.00"),
        }  # fmt: skip
        return OrderFacts(**{**base, **different})

    return make

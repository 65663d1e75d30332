"""What tests of a creator's own page share. Import what you need."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from groundswell.accounts.models import Workspace
from groundswell.creators.consent import make_link
from groundswell.creators.consent.links import token_of
from groundswell.creators.models import ConsentLink, Creator
from groundswell.creators.services import create_creator
from groundswell.creators.tests.fake_network import CLIENT, SECRET, FakeNetwork, network
from groundswell.kit import clock
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "network"]
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 64
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture(autouse=True)
def own_media(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    yield tmp_path / "media"
    cache.clear()


@pytest.fixture
def creator(workspace: Workspace) -> Creator:
    return create_creator(
        workspace=workspace, name=f"Maya {HOSTILE}", email="maya@example.org", platform="instagram", handle="maya",
        followers=1234, source="a file",
    )  # fmt: skip


@pytest.fixture
def link(workspace: Workspace, creator: Creator) -> ConsentLink:
    return make_link(workspace=workspace, creator=creator)


@pytest.fixture
def page(link: ConsentLink) -> str:
    return f"/c/{token_of(link)}/"


@pytest.fixture
def tiktok(network: FakeNetwork, connectors: Callable[..., None]) -> FakeNetwork:
    connectors(network.plugin())
    save_keys(connector="tiktok", given={"client_id": CLIENT, "client_secret": SECRET})
    return network


def insights_of(creator: Creator, **more: Any) -> dict[str, Any]:
    account = str(creator.accounts.get(platform="instagram").pk)
    return {"account": account, "observed_on": "2026-11-14", "agree": "on", **more}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with clock.told(datetime(2026, 11, 14, 12, tzinfo=UTC)):
        yield

"""What tests of consent share: a creator with their own page, and a network to connect. Import what you need."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.consent import (
    begin_connecting,
    finish_connecting,
    make_link,
    save_insights,
)
from groundswell.creators.consent.evidence import screenshot_of
from groundswell.creators.models import Consent, ConsentLink, Creator
from groundswell.creators.services import create_creator
from groundswell.creators.tests.fake_network import CLIENT, SECRET, FakeNetwork, network
from groundswell.kit import clock
from groundswell.platforms.addresses import Profile
from groundswell.platforms.services import save_keys
from groundswell.platforms.sign_in import challenge
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "network"]
NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)
TODAY = NOON.date()
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 64
MAYA = Profile("instagram", "maya", "https://www.instagram.com/maya/")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def creator(workspace: Workspace) -> Creator:
    return create_creator(workspace=workspace, name="Maya", platform="instagram", handle="maya")


@pytest.fixture
def link(workspace: Workspace, creator: Creator) -> ConsentLink:
    return make_link(workspace=workspace, creator=creator)


@pytest.fixture
def tiktok(network: FakeNetwork, connectors: Callable[..., None]) -> FakeNetwork:
    connectors(network.plugin())
    save_keys(connector="tiktok", given={"client_id": CLIENT, "client_secret": SECRET})
    return network


def connected(link: ConsentLink, network: FakeNetwork) -> Consent:
    _, pending = begin_connecting(link=link, connector="tiktok")
    network.codes["the-code"] = {
        "code_challenge": challenge(pending.verifier), "redirect_uri": f"{settings.PUBLIC_URL}/c/back/",
    }  # fmt: skip
    return finish_connecting(pending=pending, code="the-code")[1]


def uploaded(link: ConsentLink, share: float = 0.4, day: date = TODAY, picture: bytes | None = None) -> Consent:
    with clock.told(NOON):
        return save_insights(
            link=link, profile=MAYA, observed_on=day, figures=[AudienceFacts("country", "US", share)],
            screenshot=screenshot_of(picture) if picture else None,
        )  # fmt: skip


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]

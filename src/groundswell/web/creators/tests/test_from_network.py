"""Adding one person by handle or address, and what a network cannot tell."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]
pytestmark = pytest.mark.django_db
NEW = "/w/acme/creators/new/"


@pytest.fixture
def toy(connectors: Callable[..., None], toy_server: ToyServer) -> ToyServer:
    connectors(plugin(), plugin(name="feeds", label="Feeds", networks=("blog", "podcast")))
    save_keys(connector="bluesky", given={"host": toy_server.url})
    return toy_server


@pytest.fixture
def client(member_client: Callable[[], Client]) -> Client:
    return member_client()


def test_a_profile_is_read_from_its_network(client: Client, toy: ToyServer) -> None:
    toy.join("maya", followers=1_234, bio="<script>alert(1)</script>")
    assert "Read here: Toy, Feeds." in client.get(NEW).content.decode()
    page = client.post(NEW, {"profile": "https://bsky.app/profile/maya.example"}, follow=True).content.decode()
    assert "<h1>Maya</h1>" in page
    assert "1.2k" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert Creator.objects.get().accounts.get().external_id == "id:maya"


@pytest.mark.parametrize(
    ("profile", "network", "words"),
    [
        ("maya", "instagram", "Enter what you know by hand, or import a file."),
        ("nobody.example", "bluesky", "bluesky"),
        ("maya", "", "of which network?"),
        ("", "", "This field is required."),
    ],
)
def test_what_cannot_be_read_can_be_typed(
    client: Client, toy: ToyServer, profile: str, network: str, words: str
) -> None:
    response = client.post(NEW, {"profile": profile, "network": network})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert f'name="handle" value="{profile}"' in page or not profile
    assert Creator.objects.count() == 0


def test_by_hand_works_as_before(client: Client, toy: ToyServer) -> None:
    client.post(NEW, {"name": "Maya", "handle": "maya", "platform": "instagram"})
    assert Creator.objects.get().accounts.get().handle == "maya"
    assert toy.asked == {}


def test_what_a_network_tells_or_nobody_asks_stays_a_dash(client: Client, toy: ToyServer, workspace: Workspace) -> None:
    creator = Creator.objects.create(workspace=workspace, name="Maya")
    for platform in ("instagram", "bluesky"):
        creator.accounts.add(Account.objects.create(platform=platform, handle="maya.example"))
    assert "not available on this platform" not in client.get(f"/w/acme/creators/{creator.pk}/").content.decode()


def test_the_reason_stands_with_it(client: Client, workspace: Workspace) -> None:
    """With the connector for feeds that is installed."""
    creator = Creator.objects.create(workspace=workspace, name="Maya")
    creator.accounts.add(Account.objects.create(platform="blog", handle="maya.example"))
    page = client.get(f"/w/acme/creators/{creator.pk}/").content.decode()
    assert page.count('data-tip="Nobody knows who reads a feed.">not available on this platform') == 2

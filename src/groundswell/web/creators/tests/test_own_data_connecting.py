"""Connecting from a creator's own page to the network and back, and taking it back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client

from groundswell.creators.consent import revoke_link
from groundswell.creators.models import AudienceFigure, Consent, ConsentLink, Creator, Grant
from groundswell.creators.tests.fake_network import SECRET, FakeNetwork, network
from groundswell.platforms.services import pause_connector, save_keys
from groundswell.platforms.tests.toy import connectors
from groundswell.web.creators.tests.own_page import creator, in_november, insights_of, link, own_media, page, tiktok

__all__ = ["connectors", "creator", "in_november", "link", "network", "own_media", "page", "tiktok"]
pytestmark = pytest.mark.django_db


def leave(client: Client, page: str) -> str:
    """Agrees on the page; where the browser is sent."""
    response = client.post(f"{page}connect/", {"connector": "tiktok", "agree": "yes"})
    assert response.status_code == 302
    return str(response["Location"])


def come_back(client: Client, address: str) -> Any:
    """The network's answer, as the browser brings it."""
    location = httpx.get(address).headers["Location"]
    parts = urlsplit(location)
    return client.get(f"{parts.path}?{parts.query}")


def test_connecting_from_the_page_to_the_network_and_back(
    client: Client, page: str, tiktok: FakeNetwork, creator: Creator
) -> None:
    before = client.get(page)
    assert "your profile and your posts" in before.content.decode()
    assert tiktok.url in before["Content-Security-Policy"]
    address = leave(client, page)
    asked = parse_qs(urlsplit(address).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/c/back/"]
    assert page.strip("/").rpartition("/")[2] not in address
    response = come_back(client, address)
    assert (response.status_code, response["Location"]) == (302, f"{page}?done=connected#given")
    assert Grant.objects.get().consent.creator == creator
    html = client.get(response["Location"]).content.decode()
    assert "Your account is connected" in html
    assert "48,210" in html
    assert "US 60.0%" in html


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    client: Client, page: str, tiktok: FakeNetwork
) -> None:
    address = leave(client, page)
    location = urlsplit(httpx.get(address).headers["Location"])
    back = f"{location.path}?{location.query}"
    stranger = Client().get(back)
    assert stranger.status_code == 422
    assert "belongs to no question" in stranger.content.decode()
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 422
    assert client.get("/c/back/?state=&code=x").status_code == 422
    assert Grant.objects.count() == 1


def test_who_does_not_agree_over_there_is_told_that_nothing_was_read(
    client: Client, page: str, tiktok: FakeNetwork
) -> None:
    tiktok.agrees = False
    response = come_back(client, leave(client, page))
    assert response["Location"] == f"{page}?done=refused"
    assert "nothing was read" in client.get(response["Location"]).content.decode()
    assert not Consent.objects.exists()
    assert tiktok.asked == []


def test_what_the_network_refuses_is_shown_on_the_page(client: Client, page: str, tiktok: FakeNetwork) -> None:
    address = leave(client, page)
    tiktok.failing = 500
    response = come_back(client, address)
    assert response.status_code == 503
    assert "answered 500" in response.content.decode()
    assert SECRET not in response.content.decode()
    assert not Consent.objects.exists()


def test_a_link_that_was_closed_meanwhile_connects_nothing(
    client: Client, page: str, tiktok: FakeNetwork, link: ConsentLink
) -> None:
    address = leave(client, page)
    revoke_link(workspace=link.workspace, creator=link.creator)
    assert come_back(client, address).status_code == 404
    assert not Consent.objects.exists()
    assert tiktok.asked == []


def test_without_the_tick_or_for_an_unknown_network_nobody_is_sent_away(
    client: Client, page: str, tiktok: FakeNetwork
) -> None:
    assert client.post(f"{page}connect/", {"connector": "tiktok"}).status_code == 422
    assert client.post(f"{page}connect/", {"connector": "myspace", "agree": "yes"}).status_code == 404
    pause_connector(connector="tiktok", paused=True)
    assert "Connect TikTok" not in client.get(page).content.decode()
    pause_connector(connector="tiktok", paused=False)
    assert "Connect TikTok" in client.get(page).content.decode()
    save_keys(connector="tiktok", given={"client_id": ""})
    assert client.post(f"{page}connect/", {"connector": "tiktok", "agree": "yes"}).status_code == 422
    assert "Connect TikTok" not in client.get(page).content.decode()


def test_taking_back_one_and_all(client: Client, page: str, tiktok: FakeNetwork, creator: Creator) -> None:
    come_back(client, leave(client, page))
    client.post(f"{page}insights/", insights_of(creator, **{"gender-female": "60"}))
    consent = Consent.objects.get(kind="connected")
    response = client.post(f"{page}withdraw/", {"consent": str(consent.pk)})
    assert response["Location"] == f"{page}?done=withdrawn#given"
    assert tiktok.revoked == ["rt-1"]
    assert AudienceFigure.objects.count() == 1
    assert client.post(f"{page}withdraw/", {"consent": "999999"}).status_code == 404
    assert client.post(f"{page}withdraw/", {"consent": "x"}).status_code == 404
    response = client.post(f"{page}withdraw/", {"consent": "all"})
    assert "Everything is taken back" in response.content.decode()
    assert not AudienceFigure.objects.exists()
    assert client.get(page).status_code == 404

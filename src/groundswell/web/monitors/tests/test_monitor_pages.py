"""Monitors, mentions and natural advocates in the browser, without one."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock
from groundswell.platforms.services import pause_connector
from groundswell.platforms.tests.toy_server import ToyServer
from groundswell.tracking.models import Monitor
from groundswell.tracking.tests.watching import NOON, connectors, search, toy, toy_server, watch

__all__ = ["connectors", "toy", "toy_server"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


@pytest.fixture
def found(workspace: Workspace, toy: ToyServer) -> Account:
    """Maya said something nobody asked for, and is on no board."""
    toy.join("maya", followers=1234)
    toy.say("id:maya", "I <b>love</b> Acme\n\u202eevil", published_at="2026-11-19T10:00:00+00:00")
    watch(workspace, "Acme", to_board=False)
    search()
    account: Account = Account.objects.get()
    return account


def test_empty_pages_say_what_to_do(client: Client) -> None:
    for page, words in (
        ("advocates/", "Nothing is watched for yet"),
        ("mentions/", "No mentions here"),
        ("monitors/", "Start with your own hashtag"),
        ("advocates/?muted=1", "Nobody is left out"),
    ):
        assert words in client.get(f"/w/acme/{page}").content.decode()


def test_a_monitor_is_made_paused_kept_off_the_board_and_deleted(client: Client, toy: ToyServer) -> None:
    answer = client.post("/w/acme/monitors/", {"text": " #AcmeRun ", "kind": "", "to_board": "on"}, follow=True)
    text = answer.content.decode()
    assert "#AcmeRun is watched for." in text
    assert "people go on the board" in text
    assert "searched in a moment" in text
    monitor = Monitor.objects.get()
    assert (monitor.kind, monitor.value, monitor.to_board) == ("hashtag", "acmerun", True)
    again = client.post("/w/acme/monitors/", {"text": "#acmerun", "to_board": "on"}, follow=True).content.decode()
    assert "is watched for already" in again
    paused = client.post(f"/w/acme/monitors/{monitor.pk}/", {"paused": "1"}, follow=True).content.decode()
    assert "Resume" in paused
    client.post(f"/w/acme/monitors/{monitor.pk}/", {"to_board": "0"})
    monitor.refresh_from_db()
    assert (monitor.paused_at is not None, monitor.to_board) == (True, False)
    client.post(f"/w/acme/monitors/{monitor.pk}/delete/")
    assert not Monitor.objects.exists()


def test_what_cannot_be_watched_for_stays_in_the_form_with_the_reason(client: Client) -> None:
    answer = client.post("/w/acme/monitors/", {"text": "#two words", "kind": "hashtag"})
    assert answer.status_code == 422
    assert "it may hold letters, digits and _ only" in answer.content.decode()
    assert "#two words" in answer.content.decode()
    assert client.post("/w/acme/monitors/", {"text": ""}).status_code == 422
    assert not Monitor.objects.exists()


def test_trouble_with_a_network_is_told(client: Client, workspace: Workspace, toy: ToyServer) -> None:
    toy.failing["/search"] = 404
    watch(workspace, "Acme")
    search()
    with clock.told(NOON):
        text = client.get("/w/acme/monitors/").content.decode()
    assert "trouble" in text
    assert "Next try 20 Nov 2026" in text


def test_networks_that_are_not_searched_say_why(client: Client, workspace: Workspace, toy: ToyServer) -> None:
    pause_connector(connector="bluesky", paused=True)
    watch(workspace, "Acme")
    text = client.get("/w/acme/monitors/").content.decode()
    assert "1 network not searched" in text
    assert "It is not asked at the moment." in text


def test_an_advocate_is_shown_with_proof_and_taken_with_one_click(client: Client, found: Account) -> None:
    with clock.told(NOON):
        text = client.get("/w/acme/advocates/").content.decode()
    for words in ("Maya", "1.2k followers", "<b>1</b> unasked post", "I &lt;b&gt;love&lt;/b&gt; Acme", "posted 19 Nov 2026",
                  "found 20 Nov 2026", "by searching the network", 'dir="auto"'):  # fmt: skip
        assert words in text
    taken = client.post(f"/w/acme/advocates/{found.pk}/take/", follow=True).content.decode()
    assert "Maya is on the board." in taken
    assert "On the board" in taken
    listed = client.post(f"/w/acme/advocates/{found.pk}/take/", {"list": "Fans"}, follow=True).content.decode()
    assert "Maya is on the list “Fans”." in listed
    creator = Creator.objects.get()
    assert [one.name for one in creator.lists.all()] == ["Fans"]
    page = client.get(f"/w/acme/creators/{creator.pk}/network/").content.decode()
    assert "Speaks of you" in page


def test_somebody_is_left_out_and_shown_again(client: Client, found: Account) -> None:
    text = client.post(f"/w/acme/advocates/{found.pk}/mute/", {"muted": "1"}, follow=True).content.decode()
    assert "Maya is left out from now on." in text
    assert "Nobody yet" in text
    assert "Show again" in client.get("/w/acme/advocates/?muted=1").content.decode()
    client.post(f"/w/acme/advocates/{found.pk}/mute/", {"muted": "0"})
    assert "I &lt;b&gt;love" in client.get("/w/acme/advocates/").content.decode()


def test_mentions_are_narrowed_down(client: Client, found: Account, workspace: Workspace) -> None:
    other = watch(workspace, "Another")
    row = "I &lt;b&gt;love"
    assert row in client.get("/w/acme/mentions/").content.decode()
    assert row in client.get("/w/acme/mentions/?asked=no").content.decode()
    assert row not in client.get("/w/acme/mentions/?asked=yes").content.decode()
    assert row not in client.get(f"/w/acme/mentions/?monitor={other.pk}").content.decode()
    assert client.get("/w/acme/mentions/?monitor=99999").status_code == 404
    assert client.get("/w/acme/mentions/?monitor=x&asked=y&page=z").status_code == 200


def test_going_back_leads_nowhere_else(client: Client, found: Account) -> None:
    answer = client.post(f"/w/acme/advocates/{found.pk}/mute/", {"muted": "1", "next": "https://evil.example/"})
    assert answer["Location"] == "/w/acme/advocates/"
    answer = client.post(f"/w/acme/advocates/{found.pk}/mute/", {"muted": "0", "next": "/w/acme/mentions/"})
    assert answer["Location"] == "/w/acme/mentions/"


def test_nobody_sees_what_others_watch_for(
    outsider: object, client_of: Callable[..., Client], found: Account, workspace: Workspace
) -> None:
    stranger, monitor = client_of(outsider), Monitor.objects.get()
    for page in ("advocates/", "mentions/", "monitors/"):
        text = stranger.get(f"/w/rival/{page}").content.decode()
        assert "Acme" not in text
    for address in (
        f"monitors/{monitor.pk}/",
        f"monitors/{monitor.pk}/delete/",
        f"advocates/{found.pk}/take/",
        f"advocates/{found.pk}/mute/",
    ):
        assert stranger.post(f"/w/rival/{address}").status_code == 404
    assert Monitor.objects.of(workspace).count() == 1
    assert not Creator.objects.exists()


def test_a_competitors_monitor_is_told_apart_and_puts_nobody_on_the_board(client: Client, toy: ToyServer) -> None:
    form = {"text": "#rivalrun", "to_board": "on", "rival": "on"}
    shown = client.post("/w/acme/monitors/", form, follow=True).content.decode()
    assert "Hashtag · a competitor’s" in shown
    assert "Put on the board" not in shown
    monitor = Monitor.objects.get()
    assert (monitor.rival, monitor.to_board) == (True, False)

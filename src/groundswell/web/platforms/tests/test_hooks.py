"""What Meta sends by itself: proved, kept, answered at once, and shown to who may set it up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from structlog.testing import capture_logs

from groundswell.accounts.models import User
from groundswell.creators.models import Post
from groundswell.creators.network import read_notices
from groundswell.kit import clock
from groundswell.platforms.models import NetworkNotice
from groundswell.platforms.services import pause_connector, save_keys
from groundswell.platforms.services.hooks import hook_address, verify_token
from groundswell.platforms.tests.faults import FaultyServer, Reply, faulty, led
from groundswell.platforms.tests.toy import connectors
from groundswell.web.platforms.tests.instagram_events import IN_CAPTION, ME, NOON, SECRET, event, instagram, path, send

__all__ = ["connectors", "faulty", "instagram", "led"]
pytestmark = pytest.mark.django_db


def test_the_challenge_is_answered_for_who_knows_the_verify_token_only() -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": verify_token("instagram")}
    response = Client().get(path(), asked)
    assert (response.status_code, response.content) == (200, b"1158201444")
    assert response["Content-Type"].startswith("text/plain")
    for wrong in ({"hub.verify_token": "x"}, {"hub.verify_token": ""}, {"hub.mode": "unsubscribe"}):
        response = Client().get(path(), {**asked, **wrong})
        assert (response.status_code, response.json()["error"]) == (403, "forbidden")
    assert Client().get(path()).status_code == 403


@pytest.mark.parametrize("wrong", ["/hooks/instagram/x", "/hooks/bluesky/x", "/hooks/nobody/x"])
def test_other_addresses_are_404(wrong: str) -> None:
    assert Client().post(wrong, b"{}", content_type="application/json").status_code == 404
    assert Client().get(wrong).status_code == 404


def test_a_forged_event_is_refused_logged_and_leaves_nothing() -> None:
    body = event(IN_CAPTION)
    with capture_logs() as logged:
        forged = [send(body, secret="another")]
        forged += [send(body, **{"X-Hub-Signature-256": wrong}) for wrong in ("", "sha1=abc", "sha256=ü")]
    assert [(response.status_code, response.json()["error"]) for response in forged] == [(401, "not_signed")] * 4
    assert [entry["what"] for entry in logged if entry["event"] == "hook.refused"] == ["signature"] * 4
    assert SECRET not in str(logged)
    assert NetworkNotice.objects.count() == 0
    assert read_notices() == {"saved": 0, "later": 0, "given up": 0}


def test_without_the_app_secret_every_event_is_refused() -> None:
    save_keys(connector="instagram", given={"app_secret": ""})
    assert send(event(IN_CAPTION), secret="").status_code == 401
    assert NetworkNotice.objects.count() == 0


def test_knocking_with_bad_signatures_ends_in_429_and_true_events_still_come() -> None:
    codes = [send(b"{}", secret="no").status_code for _ in range(62)]
    assert codes[0] == 401
    assert 429 in codes
    assert send(event(IN_CAPTION)).status_code == 200


def test_what_no_network_sends_is_refused() -> None:
    assert send(b"x" * (1024 * 1024 + 1)).status_code == 413
    assert send(b"<html>").status_code == 422
    for strange in (b"[]", b"7", b'{"object":"page","entry":[]}', b'{"object":"instagram","entry":[7,{"changes":{}}]}'):
        assert send(strange).status_code == 200
    hostile = {"field": "mentions", "value": {"media_id": "1){username},other", "comment_id": True}}
    assert send(event(hostile, {"field": "comments", "value": {"id": "1"}})).status_code == 200
    assert NetworkNotice.objects.count() == 0


def test_nothing_is_asked_before_the_answer_and_a_replay_changes_nothing(instagram: FaultyServer) -> None:
    for _ in range(3):
        assert send(event(IN_CAPTION, IN_CAPTION)).status_code == 200
    assert instagram.asked == []
    assert NetworkNotice.objects.get().data == {"media_id": "17900000000000101"}
    assert read_notices() == {"saved": 1, "later": 0, "given up": 0}
    asked = len(instagram.asked)
    assert send(event(IN_CAPTION)).status_code == 200
    assert read_notices() == {"saved": 0, "later": 0, "given up": 0}
    assert len(instagram.asked) == asked
    assert Post.objects.count() == 1


def test_a_paused_connector_loses_nothing() -> None:
    pause_connector(connector="instagram", paused=True)
    assert send(event(IN_CAPTION)).status_code == 200
    assert read_notices()["later"] == 1
    pause_connector(connector="instagram", paused=False)
    with clock.told(NOON + timedelta(minutes=2)):
        assert read_notices()["saved"] == 1


def test_after_thirty_days_nothing_is_left_of_what_could_not_be_read(instagram: FaultyServer) -> None:
    instagram.reply(f"/{ME}?fields=mentioned_media", Reply.of({"id": ME}))
    send(event(IN_CAPTION))
    read_notices()
    with clock.told(NOON + timedelta(days=31)):
        read_notices()
    assert NetworkNotice.objects.count() == 0


def test_the_page_shows_what_to_set_to_who_may_and_to_nobody_else(
    owner: User, client_of: Callable[[User], Client], member_client: Callable[[str], Client]
) -> None:
    page, address, verify = "/w/acme/platforms/instagram/", hook_address("instagram"), verify_token("instagram")
    html = client_of(owner).get(page).content.decode()
    for words in (
        address,
        verify,
        'data-copy-from="#hook-address"',
        "subscribe to “mentions”",
        "Nothing came in the last",
    ):
        assert words in html
    assert SECRET not in html
    send(event(IN_CAPTION))
    assert "0 read; 1 waiting" in client_of(owner).get(page).content.decode()
    others = member_client("manager").get(page).content.decode()
    assert address not in others
    assert verify not in others
    save_keys(connector="instagram", given={"app_secret": ""})
    assert "Without the secret every event is refused." in client_of(owner).get(page).content.decode()

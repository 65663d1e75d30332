"""Messages in the browser: their states, and what a person can do about them."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.outreach import services
from groundswell.outreach.models import Mailbox, Message

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def message(workspace: Workspace, mailbox: Mailbox, maya: Creator) -> Message:
    return services.queue_message(
        workspace=workspace, creator=maya, mailbox=mailbox, subject="Hello <Maya>", body="Text", idempotency_key="k"
    )


def put(message: Message, state: str, error: str = "") -> None:
    Message.objects.filter(pk=message.pk).update(state=state, error=error)


def test_the_list_shows_states_and_the_servers_words(member_client: SignIn, message: Message) -> None:
    put(message, "failed", "The server said: 550 no such person")
    client = member_client("analyst")
    page = client.get("/w/acme/outreach/").content.decode()
    assert "Hello &lt;Maya&gt;" in page
    assert "550 no such person" in page
    assert "Hello" not in client.get("/w/acme/outreach/?state=sent").content.decode()
    assert "Hello" not in client.get("/w/acme/outreach/?text=zzz").content.decode()


@pytest.mark.parametrize(("arrived", "state"), [("yes", "sent"), ("no", "queued")])
def test_a_person_settles_what_is_in_doubt(member_client: SignIn, message: Message, arrived: str, state: str) -> None:
    put(message, "unsure", "The connection broke")
    client = member_client("manager")
    page = client.get(f"/w/acme/messages/{message.pk}/").content.decode()
    assert "It arrived" in page
    assert "Send it again" in page
    assert client.post(f"/w/acme/messages/{message.pk}/settle/", {"arrived": arrived}).status_code == 302
    assert Message.objects.get().state == state
    assert client.post(f"/w/acme/messages/{message.pk}/settle/", {"arrived": "no"}).status_code == 409


@pytest.mark.parametrize("state", ["sent", "sending", "unsure"])
def test_what_may_have_gone_out_is_neither_withdrawn_nor_retried(
    member_client: SignIn, message: Message, state: str
) -> None:
    put(message, state)
    client = member_client("manager")
    assert client.post(f"/w/acme/messages/{message.pk}/withdraw/").status_code == 409
    assert client.post(f"/w/acme/messages/{message.pk}/retry/").status_code == 409
    assert Message.objects.get().state == state


def test_what_failed_is_tried_again_or_withdrawn(member_client: SignIn, message: Message) -> None:
    put(message, "failed", "550")
    client = member_client("manager")
    assert client.post(f"/w/acme/messages/{message.pk}/retry/").status_code == 302
    assert Message.objects.get().state == "queued"
    assert client.post(f"/w/acme/messages/{message.pk}/withdraw/").status_code == 302
    assert not Message.objects.exists()


def test_others_neither_see_nor_touch_them(
    member_client: SignIn, client_of: Callable[[User], Client], outsider: User, message: Message
) -> None:
    stranger, analyst = client_of(outsider), member_client("analyst")
    assert stranger.get(f"/w/rival/messages/{message.pk}/").status_code == 404
    for act in ("settle", "retry", "withdraw"):
        assert stranger.post(f"/w/rival/messages/{message.pk}/{act}/").status_code == 404
        assert analyst.post(f"/w/acme/messages/{message.pk}/{act}/").status_code == 403
    assert Message.objects.get().state == "queued"

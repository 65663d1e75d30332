"""Direct messages by official interfaces: sent once or in doubt, by the gate's leave, from the brand's own account."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.test import Client

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.kit.tests.fixtures import Result
from groundswell.outreach import services
from groundswell.outreach.errors import NotLawful, Suppressed
from groundswell.outreach.models import DirectAccount, DirectMessage, Enrolment, GateDecision, Mailbox, StepRun
from groundswell.outreach.tests.chat import NAME, PASSWORD, Chat, chat
from groundswell.platforms.bluesky.direct import BlueskyDirect
from groundswell.platforms.direct import DirectTrouble
from groundswell.relationships.models import ContactBasis, TimelineEvent
from tests.testbeds.mastodon.server import HOST, Server, token

__all__ = ["chat"]
pytestmark = pytest.mark.django_db(transaction=True)
DID = "did:plc:maya"


@pytest.fixture(autouse=True)
def nearby(settings: Any) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = True


@pytest.fixture
def profile(maya: Creator) -> Account:
    made: Account = Account.objects.create(
        platform="bluesky", handle="maya.example", external_id=DID, url="https://bsky.app/x"
    )
    maya.accounts.add(made)
    return made


@pytest.fixture
def ours(workspace: Workspace, chat: Chat) -> DirectAccount:
    return services.save_direct_account(
        workspace=workspace, network="bluesky", host=chat.url, name=f"@{NAME}", secret=PASSWORD
    )


@pytest.fixture
def send(
    workspace: Workspace, maya: Creator, profile: Account, owner: User, ours: DirectAccount
) -> Callable[..., DirectMessage]:
    def put(key: str = "a", text: str = "Loved your trail post!") -> DirectMessage:
        return services.send_direct(
            workspace=workspace, creator=maya, account=profile, text=text, idempotency_key=key, user=owner
        )

    return put


Send = Callable[..., DirectMessage]


def events(kind: str = "dm_sent") -> int:
    return TimelineEvent.objects.filter(kind=kind).count()


def test_on_mastodon_only_the_person_sees_it_and_the_same_key_is_the_same_post(
    workspace: Workspace, maya: Creator, toots: Server
) -> None:
    account = Account.objects.create(platform="mastodon", handle=f"maya@{HOST}", external_id=f"maya@{HOST}")
    nobody = Account.objects.create(platform="mastodon", handle=f"no@{HOST}", external_id=f"no-such-person@{HOST}")
    maya.accounts.add(account, nobody)
    row = services.save_direct_account(workspace=workspace, network="mastodon", host=toots.url, secret=token("brand"))
    assert (row.handle, token("brand") in row.sealed) == ("brand", False)
    for _ in range(2):
        made = services.send_direct(
            workspace=workspace, creator=maya, account=account, text="A bottle for the trail?", idempotency_key="m"
        )
    assert (made.state, made.from_handle) == ("sent", "brand")
    status = httpx.get(
        f"{toots.url}/api/v1/statuses/{made.remote_id}", headers={"Authorization": f"Bearer {token('maya')}"}
    ).json()
    assert (status["visibility"], status["account"]["username"]) == ("direct", "brand")
    assert [each["username"] for each in status["mentions"]] == ["maya"]
    assert "A bottle for the trail?" in status["content"]
    for key, to, text, words in (("n", account, "Ask @hidden too", "@hidden"), ("o", nobody, "Hi", "reached nobody")):
        failed = services.send_direct(workspace=workspace, creator=maya, account=to, text=text, idempotency_key=key)
        assert (failed.state, words in failed.error) == ("failed", True)
    with pytest.raises(DirectTrouble):
        services.save_direct_account(workspace=workspace, network="mastodon", host=toots.url, secret="wrong")


def test_on_bluesky_it_goes_out_once_with_the_gates_decision(send: Send, chat: Chat, maya: Creator) -> None:
    for _ in range(3):
        assert send().state == "sent"
    assert chat.came == [(DID, "Loved your trail post!")]
    assert GateDecision.objects.filter(channel="direct").count() == 1
    assert events() == 1
    maya.refresh_from_db()
    assert maya.relationship.stage == "contacted"


@pytest.mark.parametrize("fault", ["drop", "500"])
def test_a_broken_answer_is_in_doubt_until_a_person_says(
    send: Send, chat: Chat, workspace: Workspace, fault: str
) -> None:
    chat.fault = fault
    made = send()
    assert made.state == "unsure"
    chat.fault = ""
    assert send().state == "unsure", "it is not sent again by itself"
    assert (len(chat.came), events()) == (1, 0)
    services.settle_direct(workspace=workspace, message=made, arrived=True)
    assert (DirectMessage.objects.get().state, events()) == ("sent", 1)
    with pytest.raises(Conflict):
        services.settle_direct(workspace=workspace, message=made, arrived=False)


def test_what_did_not_arrive_is_sent_again_by_hand(send: Send, chat: Chat, workspace: Workspace) -> None:
    chat.fault = "drop"
    services.settle_direct(workspace=workspace, message=send(), arrived=False)
    chat.fault = ""
    assert send(text="In other words").state == "sent"
    assert [text for _, text in chat.came][-1] == "In other words"


def test_a_refusal_is_failed_with_the_networks_words(send: Send, chat: Chat) -> None:
    chat.fault = "refuse"
    made = send()
    assert (made.state, "disabled incoming messages" in made.error) == ("failed", True)
    chat.close()
    again = send()
    assert (again.pk, again.state, "nothing was sent" in again.error) == (made.pk, "failed", True)


def test_killed_in_the_middle_is_in_doubt_and_never_sent_again(
    send: Send, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = BlueskyDirect.send

    def killed(self: BlueskyDirect, *given: Any) -> str:
        true(self, *given)
        raise KeyboardInterrupt

    monkeypatch.setattr(BlueskyDirect, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        send()
    monkeypatch.setattr(BlueskyDirect, "send", true)
    assert send().state == "sending", "somebody may still be at it"
    DirectMessage.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    services.send_due_messages()
    assert DirectMessage.objects.get().state == "unsure"
    assert send().state == "unsure"
    assert len(chat.came) == 1


def test_gate_suppression_and_other_workspaces_hold(
    send: Send, chat: Chat, workspace: Workspace, other_workspace: Workspace, maya: Creator, profile: Account
) -> None:
    given: dict[str, Any] = {"account": profile, "text": "Hi", "idempotency_key": "x"}
    with pytest.raises(NotFound):
        services.send_direct(workspace=other_workspace, creator=maya, **given)
    stranger = Account.objects.create(platform="bluesky", handle="x.example", external_id="did:plc:x")
    with pytest.raises(NotFound):
        services.send_direct(workspace=workspace, creator=maya, **given | {"account": stranger})
    for text in ("", " ", "x" * 1_001):
        with pytest.raises(BadInput):
            send(text=text)
    services.suppress_address(workspace=workspace, email=maya.email, reason="asked")
    with pytest.raises(Suppressed):
        send()
    maya.email, maya.country = "", "CA"
    maya.save()
    ContactBasis.objects.of(workspace).delete()
    with pytest.raises(NotLawful):
        send()
    assert chat.came == []
    assert not DirectMessage.objects.exists()


def test_only_owners_give_keys_and_wrong_ones_are_not_kept(
    workspace: Workspace, chat: Chat, member_client: Callable[..., Client]
) -> None:
    wrong: dict[str, Any] = {"network": "bluesky", "host": chat.url, "name": NAME, "secret": "nonsense"}
    with pytest.raises(DirectTrouble) as refused:
        services.save_direct_account(workspace=workspace, **wrong)
    assert "Invalid identifier or password" in refused.value.message
    chat.may_chat = False
    with pytest.raises(DirectTrouble):
        services.save_direct_account(workspace=workspace, **wrong | {"secret": PASSWORD})
    with pytest.raises(BadInput):
        services.save_direct_account(workspace=workspace, network="instagram", secret="x", host="instagram.com")
    manager = member_client("manager")
    assert manager.post("/w/acme/direct-messages/", wrong).status_code == Forbidden.status
    page = manager.get("/w/acme/direct-messages/").content.decode()
    assert "Instagram" in page
    assert "TikTok" in page
    assert not DirectAccount.objects.exists()


@pytest.fixture
def run(workspace: Workspace, mailbox: Mailbox, maya: Creator, profile: Account) -> StepRun:
    """A sequence's direct message that waits for a person."""
    sequence = services.create_sequence(workspace=workspace, name="Spring", mailbox=mailbox)
    services.save_step(workspace=workspace, sequence=sequence, kind="hand", body="A bottle, {{ creator.first_name }}?")
    services.start_sequence(workspace=workspace, sequence=sequence)
    services.enrol_creators(workspace=workspace, sequence=sequence, creators=[maya])
    services.advance_sequences()
    return StepRun.objects.get()


def test_a_step_is_sent_from_its_page_once_and_the_sequence_goes_on(
    run: StepRun, chat: Chat, member_client: Callable[..., Client], workspace: Workspace
) -> None:
    client = member_client("manager")
    assert "Send it here" not in client.get("/w/acme/by-hand/").content.decode(), "no keys were given"
    services.save_direct_account(workspace=workspace, network="bluesky", host=chat.url, name=NAME, secret=PASSWORD)
    assert "Send it here, on Bluesky" in client.get("/w/acme/by-hand/").content.decode()
    chat.fault = "drop"
    path = f"/w/acme/by-hand/{run.pk}/send/"
    for _ in range(2):
        assert client.post(path, {}).status_code == 302
    page = client.get("/w/acme/by-hand/").content.decode()
    assert "Did it arrive?" in page
    assert "Send it here" not in page
    made = DirectMessage.objects.get()
    client.post(f"/w/acme/direct-messages/{made.pk}/settle/", {"arrived": "no"})
    chat.fault = ""
    client.post(path, {})
    assert [text for _, text in chat.came] == ["A bottle, Maya?"] * 2, "the second time because a person said so"
    assert (StepRun.objects.get().state, Enrolment.objects.get().state, events()) == ("done", "done", 1)
    with pytest.raises(Conflict):
        services.send_step(workspace=workspace, run=StepRun.objects.get(), account=made.account)


def test_page_command_and_script_do_the_same(
    ours: DirectAccount, profile: Account, maya: Creator, chat: Chat, member_client: Callable[..., Client],
    api: Callable[..., Client], cli: Callable[..., Result],
) -> None:  # fmt: skip
    client, path = member_client("manager"), f"/w/acme/creators/{maya.pk}/direct/"
    assert "Send it here" in client.get(path).content.decode()
    for _ in range(2):
        assert client.post(path, {"text": "By page", "nonce": "n"}).status_code == 302
    body = {"creator_id": maya.pk, "text": "By script", "idempotency_key": "s"}
    told = api().post("/api/v1/direct-sendings", body, content_type="application/json")
    assert (told.status_code, told.json()["state"]) == (201, "sent")
    sent = cli("direct", "send", str(maya.pk), "--text", "By command", "--key", "c", "--json")
    assert (sent.exit_code, json.loads(sent.stdout)["state"]) == (0, "sent")
    assert [text for _, text in chat.came] == ["By page", "By script", "By command"]
    assert len(api().get("/api/v1/direct-sendings").json()) == 3
    [account] = api().get("/api/v1/direct-accounts").json()
    assert (account["handle"], PASSWORD in str(account)) == (NAME, False)
    assert api().delete(f"/api/v1/direct-accounts/{account['id']}").status_code == 204
    assert api().post("/api/v1/direct-sendings", body, content_type="application/json").status_code == 422

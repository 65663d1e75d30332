"""Messages, templates and mailboxes over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts import services as accounts
from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.outreach.models import Mailbox, Message

pytestmark = pytest.mark.django_db
Api = Callable[..., Client]
TEMPLATE = {"name": "Hello", "subject": "Hi {{ creator.first_name }}", "body": "You live in {{ creator.city }}."}
MAILBOX = {"name": "M", "from_name": "Ana", "from_email": "ana@acme.example", "host": "127.0.0.1", "security": "none"}


def post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook", email="maya@example.org", city="Leeds")


def test_one_mail_from_set_up_to_the_queue(api: Api, maya: Creator) -> None:
    client = api()
    mailbox = post(client, "mailboxes", MAILBOX | {"password": "s3cret"}).json()
    assert "password" not in mailbox
    template = post(client, "templates", TEMPLATE).json()
    letter = {"mailbox_id": mailbox["id"], "template_id": template["id"]}
    [seen] = post(client, "messages/preview", letter | {"creator_ids": [maya.pk]}).json()
    assert (seen["subject"], seen["body"], seen["ready"]) == ("Hi Maya", "You live in Leeds.\n", True)
    assert not Message.objects.exists()
    wanted = letter | {"creator_id": maya.pk, "idempotency_key": "first"}
    made = post(client, "messages", wanted)
    assert made.status_code == 201
    assert made.json()["state"] == "queued"
    assert post(client, "messages", wanted).json()["id"] == made.json()["id"]
    assert [row["subject"] for row in client.get("/api/v1/messages?state=queued").json()] == ["Hi Maya"]
    assert client.delete(f"/api/v1/messages/{made.json()['id']}").status_code == 204
    assert not Message.objects.exists()


def test_missing_values_are_named_and_nothing_is_queued(api: Api, workspace: Workspace) -> None:
    client = api()
    nobody = Creator.objects.create(workspace=workspace, name="@handle_1", email="x@example.org")
    mailbox = post(client, "mailboxes", MAILBOX).json()
    template = post(client, "templates", TEMPLATE).json()
    letter = {
        "mailbox_id": mailbox["id"],
        "template_id": template["id"],
        "creator_id": nobody.pk,
        "idempotency_key": "k",
    }
    answer = post(client, "messages", letter)
    assert answer.status_code == 422
    assert answer.json()["error"] == "missing_value"
    assert "creator.first_name, creator.city" in answer.json()["message"]
    assert not Message.objects.exists()


def test_a_suppressed_address_is_refused_whatever_its_case(api: Api, maya: Creator) -> None:
    client = api()
    mailbox = post(client, "mailboxes", MAILBOX).json()
    assert post(client, "suppressions", {"email": " MAYA@example.org"}).json() == {"new": True}
    assert post(client, "suppressions", {"email": "maya@example.org"}).json() == {"new": False}
    letter = {"mailbox_id": mailbox["id"], "creator_id": maya.pk, "subject": "Hi", "body": "x", "idempotency_key": "k"}
    answer = post(client, "messages", letter)
    assert (answer.status_code, answer.json()["error"]) == (409, "suppressed")


def test_a_header_cannot_be_smuggled_in(api: Api, maya: Creator) -> None:
    client = api()
    mailbox = post(client, "mailboxes", MAILBOX).json()
    letter = {
        "mailbox_id": mailbox["id"],
        "creator_id": maya.pk,
        "subject": "Hi\r\nBcc: x@y.z",
        "body": "x",
        "idempotency_key": "k",
    }
    answer = post(client, "messages", letter)
    assert (answer.status_code, answer.json()["where"]) == (422, "subject")


def test_a_message_in_doubt_is_settled(api: Api, maya: Creator) -> None:
    client = api()
    mailbox = post(client, "mailboxes", MAILBOX).json()
    letter = {"mailbox_id": mailbox["id"], "creator_id": maya.pk, "subject": "Hi", "body": "x", "idempotency_key": "k"}
    pk = post(client, "messages", letter).json()["id"]
    assert post(client, f"messages/{pk}/settle", {"arrived": True}).status_code == 409
    Message.objects.update(state="unsure")
    assert post(client, f"messages/{pk}/settle", {"arrived": True}).json()["state"] == "sent"
    assert post(client, f"messages/{pk}/retry", {}).status_code == 409


def test_scopes_roles_and_walls(
    api: Api, workspace: Workspace, outsider: User, other_workspace: Workspace, maya: Creator
) -> None:
    assert post(api("read"), "templates", TEMPLATE).status_code in (401, 403)
    manager = accounts.create_user(email="m@acme.example", workspace=workspace, role="manager")
    token = accounts.create_token(workspace=workspace, user=manager, name="t", scopes=["read", "write"])
    asked = Client(headers={"Authorization": f"Bearer {token}"})
    assert post(asked, "mailboxes", MAILBOX).status_code == 403
    assert not Mailbox.objects.exists()
    mailbox = post(api(), "mailboxes", MAILBOX).json()
    template = post(api(), "templates", TEMPLATE).json()
    token = accounts.create_token(workspace=other_workspace, user=outsider, name="t", scopes=["read", "write"])
    stranger = Client(headers={"Authorization": f"Bearer {token}"})
    letter = {"mailbox_id": mailbox["id"], "creator_id": maya.pk, "subject": "Hi", "body": "x", "idempotency_key": "k"}
    assert post(stranger, "messages", letter).status_code == 404
    assert post(stranger, f"mailboxes/{mailbox['id']}/test", {}).status_code == 404
    assert stranger.delete(f"/api/v1/templates/{template['id']}").status_code == 404
    assert stranger.get("/api/v1/mailboxes").json() == []

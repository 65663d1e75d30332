"""May we write? The page, the API and the command say the same, and only owners go against it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.outreach.models import Mailbox, Message, Template
from groundswell.relationships.models import ContactBasis

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def jana(workspace: Workspace) -> Creator:
    return Creator.objects.create(
        workspace=workspace, name="Jana Wolf", email="jana@example.org", country="DE", city="Ulm"
    )


def test_a_footing_is_recorded_on_the_page_and_opens_the_gate(member_client: SignIn, jana: Creator) -> None:
    client, address = member_client("manager"), f"/w/acme/creators/{jana.pk}/footing/"
    before = client.get(address).content.decode()
    assert "Blocked" in before
    assert "UWG § 7" in before
    assert "Take it on myself" not in before
    refused = client.post(address, {"kind": "published", "text": "Kontakt"})
    assert refused.status_code == 422
    assert "Give the page" in refused.content.decode()
    assert not ContactBasis.objects.exists()
    assert client.post(address, {"kind": "consent", "text": "Yes, write to me"}).status_code == 302
    after = client.get(address).content.decode()
    assert "Blocked" not in after
    assert "Yes, write to me" in after
    basis = ContactBasis.objects.get()
    assert client.post(f"/w/acme/footings/{basis.pk}/withdraw/").status_code == 302
    assert "Withdrawn" in client.get(address).content.decode()


def test_an_override_is_the_owners(member_client: SignIn, jana: Creator) -> None:
    address = f"/w/acme/creators/{jana.pk}/footing/override/"
    assert member_client("manager").post(address, {"reason": "I know her"}).status_code in (403, 422)
    assert member_client("analyst").post(address, {"reason": "I know her"}).status_code == 403
    assert not ContactBasis.objects.exists()
    assert member_client("owner").post(address, {"reason": "She asked me"}).status_code == 302
    assert ContactBasis.objects.get().kind == "override"


def test_compose_says_why_somebody_may_not_be_written_to(
    member_client: SignIn, mailbox: Mailbox, template: Template, jana: Creator
) -> None:
    client = member_client("manager")
    page = client.get(f"/w/acme/outreach/compose/?template={template.pk}&creator={jana.pk}").content.decode()
    assert "May not be written to" in page
    assert "0 of 1 ready" in page
    own = {f"own-{jana.pk}": "1", f"subject-{jana.pk}": "Hi", f"body-{jana.pk}": "x"}
    form = {
        "mailbox": mailbox.pk,
        "template": template.pk,
        "subject": "a",
        "body": "b",
        "nonce": "n",
        "creator": [jana.pk],
    }
    assert client.post("/w/acme/outreach/compose/", {**form, **own}).status_code == 422
    assert not Message.objects.exists()


def test_the_rules_are_shown_with_their_sources(member_client: SignIn) -> None:
    page = member_client("analyst").get("/w/acme/outreach/rules/").content.decode()
    assert "CASL (S.C. 2010, c. 23)" in page
    assert "Not legal advice" in page


def test_by_api(api: Callable[..., Client], jana: Creator, other_workspace: Workspace) -> None:
    client = api()

    def post(address: str, body: dict[str, Any]) -> tuple[int, Any]:
        answer = client.post(f"/api/v1{address}", body, content_type="application/json")
        return answer.status_code, answer.json()

    status, (verdict,) = post("/contact/check", {"creator_ids": [jana.pk]})
    assert (status, verdict["outcome"], verdict["country"]) == (200, "block", "DE")
    body = {"creator_ids": [jana.pk], "kind": "consent", "text": "Yes", "since": "2026-01-02"}
    status, (made,) = post("/contact/footings", body)
    assert (status, made["given_at"][:10]) == (201, "2026-01-02")
    assert post("/contact/footings", body)[1] == [made]
    assert post("/contact/check", {"creator_ids": [jana.pk]})[1][0]["footing"]["proof"].endswith("Yes")
    stranger = Creator.objects.create(workspace=other_workspace, name="X")
    assert post("/contact/check", {"creator_ids": [stranger.pk]})[0] == 404
    assert client.delete(f"/api/v1/contact/footings/{made['id']}").status_code == 204
    assert client.get(f"/api/v1/creators/{jana.pk}/footings").json()[0]["withdrawn_at"]
    assert post(f"/creators/{jana.pk}/contact-override", {"reason": "She asked"})[0] == 201
    assert len(client.get("/api/v1/contact/rules").json()) == 18


def test_by_command(cli: Callable[..., Any], jana: Creator, owner: User) -> None:
    blocked = cli("contact", "check", "--creator", jana.pk, "--strict", "--json")
    assert blocked.exit_code == 1
    assert json.loads(blocked.stdout)["results"][0]["outcome"] == "block"
    assert cli("contact", "check").exit_code == 2
    done = cli("contact", "record", "consent", "--text", "Yes", "--creator", jana.pk, "--json")
    assert done.exit_code == 0
    assert cli("contact", "check", "--creator", jana.pk, "--strict").exit_code == 0
    assert "CASL" in cli("contact", "rules").stdout

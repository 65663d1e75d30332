"""Mailboxes and templates."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import AuditEntry, User
from groundswell.outreach.models import Mailbox, Template
from groundswell.outreach.services.mailboxes import server_of
from groundswell.outreach.tests.conftest import Office

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def box(**more: Any) -> dict[str, Any]:
    return {
        "name": "Main", "from_name": "Ana", "from_email": "ana@acme.example", "host": "smtp.acme.example",
        "port": "587", "security": "starttls", "username": "ana", "password": "s3cret-pass",
    } | more  # fmt: skip


def test_an_owner_adds_a_mailbox_and_the_password_is_never_shown_or_kept_in_the_clear(member_client: SignIn) -> None:
    client = member_client("owner")
    assert client.post("/w/acme/mailboxes/new/", box()).status_code == 302
    made = Mailbox.objects.get()
    assert "s3cret" not in made.password
    assert server_of(made).password == "s3cret-pass"
    for path in ("mailboxes/", f"mailboxes/{made.pk}/"):
        page = client.get(f"/w/acme/{path}").content.decode()
        assert "s3cret" not in page
        assert made.password not in page
    assert "s3cret" not in str(list(AuditEntry.objects.values()))


def test_an_empty_password_keeps_the_old_one_but_not_for_another_server(member_client: SignIn) -> None:
    client = member_client("owner")
    client.post("/w/acme/mailboxes/new/", box())
    path = f"/w/acme/mailboxes/{Mailbox.objects.get().pk}/"
    assert client.post(path, box(name="Renamed", password="")).status_code == 302
    assert server_of(Mailbox.objects.get()).password == "s3cret-pass"
    answer = client.post(path, box(host="smtp.evil.example", password=""))
    assert answer.status_code == 422
    assert "Enter the password again" in answer.content.decode()
    assert Mailbox.objects.get().host == "smtp.acme.example"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"security": "none"}, "only a server of your own network"),
        ({"host": "bad host"}, "no host name"),
        ({"host": "a\r\nb"}, "no host name"),
        ({"from_name": "Ana\nBcc: x"}, "one line"),
        ({"port": "70000"}, "65535"),
    ],
)
def test_bad_settings_are_refused_beside_the_field(member_client: SignIn, change: dict[str, str], words: str) -> None:
    answer = member_client("owner").post("/w/acme/mailboxes/new/", box(**change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize("role", ["manager", "analyst"])
def test_only_owners_set_up_mailboxes(
    member_client: SignIn, client_of: Callable[[User], Client], outsider: User, mailbox: Mailbox, role: str
) -> None:
    client = member_client(role)
    assert client.get("/w/acme/mailboxes/").status_code == 200
    for path in ("new/", f"{mailbox.pk}/", f"{mailbox.pk}/test/", f"{mailbox.pk}/delete/"):
        assert client.post(f"/w/acme/mailboxes/{path}", box()).status_code == 403
    assert client_of(outsider).get(f"/w/rival/mailboxes/{mailbox.pk}/").status_code == 404
    assert Mailbox.objects.count() == 1


def test_the_test_mail_says_clearly_what_is_wrong(member_client: SignIn, office: Office) -> None:
    client = member_client("owner")
    client.post(
        "/w/acme/mailboxes/new/", box(host="127.0.0.1", port=office.port, security="none", username="", password="")
    )
    path = f"/w/acme/mailboxes/{Mailbox.objects.get().pk}/test/"
    assert "Look for it in owner@acme.example" in client.post(path, follow=True).content.decode()
    assert len(office.postman.mails) == 1
    office.down()
    page = client.post(path, follow=True).content.decode()
    assert f"127.0.0.1:{office.port} cannot be used: nothing listens there. Check host, port, security" in page
    assert threading.active_count() < 20


def test_templates_are_checked_before_they_are_kept(member_client: SignIn) -> None:
    client = member_client("manager")
    assert client.get("/w/acme/templates/new/").status_code == 200
    for change, words in (
        ({"body": "{{ creator.nmae }}"}, "Nothing offers creator.nmae."),
        ({"body": "{% if %}"}, "does not work"),
        ({"subject": "{{ creator.first_name"}, "does not work"),
        ({"body": ""}, "required"),
    ):
        facts = {"name": "Hello", "subject": "Hi {{ creator.first_name }}", "body": "x"} | change
        answer = client.post("/w/acme/templates/new/", facts)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Template.objects.exists()


def test_the_example_template_is_one_that_works(member_client: SignIn) -> None:
    from groundswell.web.outreach.templates import FIRST

    client = member_client("manager")
    assert client.post("/w/acme/templates/new/", FIRST).status_code == 302
    made = Template.objects.get()
    assert client.post(f"/w/acme/templates/{made.pk}/", FIRST | {"name": "Second"}).status_code == 302
    assert "Second" in client.get("/w/acme/templates/").content.decode()
    assert client.post(f"/w/acme/templates/{made.pk}/delete/").status_code == 302
    assert not Template.objects.exists()

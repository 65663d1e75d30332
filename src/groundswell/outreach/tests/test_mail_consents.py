"""Mailboxes that sign in by consent: a real OAuth server, postfix and dovecot with XOAUTH2."""

import json
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from django.test import Client

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.accounts.services import create_user
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import new_click_id
from groundswell.kit.tests.fixtures import PASSWORD, Result
from groundswell.outreach import services
from groundswell.outreach.errors import TransportError
from groundswell.outreach.models import Mailbox, MailConsent, Message
from groundswell.outreach.services.consents import access_of
from groundswell.outreach.services.mailboxes import reading_server_of, server_of
from groundswell.platforms.errors import SignInRefused
from tests.testbeds.mail.consents import CLIENT, SECRET
from tests.testbeds.mail.post import Post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nearby(settings: Any) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = True


@pytest.fixture
def box(workspace: Workspace, postoffice: Post) -> Mailbox:
    """On the real servers, without a password."""
    workspace.postal_address = "1 Trail Street"
    workspace.save()
    address = f"{new_click_id().lower().replace('_', 'x').replace('-', 'y')}@brand.test"
    return services.create_mailbox(
        workspace=workspace, name="Ana", from_name="Ana", from_email=address, host="127.0.0.1", port=postoffice.smtp_port,
        security="none", imap_host="127.0.0.1", imap_port=postoffice.imap_port, imap_security="none",
    )  # fmt: skip


def client_at(post: Post, **more: str) -> dict[str, str]:
    return {
        "provider": "other", "client_id": CLIENT, "client_secret": SECRET, "authorize_url": f"{post.consents}/authorize",
        "token_url": f"{post.consents}/token", "scopes": "mail offline",
    } | more  # fmt: skip


def agree(address: str) -> str:
    """The person agrees in their browser; answers where it is sent, as a path here."""
    back = urlsplit(httpx.get(address).headers["Location"])
    return f"{back.path}?{back.query}"


@pytest.fixture
def browser(owner: User, client_of: Callable[[User], Client]) -> Client:
    """An owner's."""
    return client_of(owner)


@pytest.fixture
def consented(box: Mailbox, postoffice: Post, browser: Client) -> Mailbox:
    """Signed in through the pages, as an owner does."""
    client = browser
    page = client.post(f"/w/acme/mailboxes/{box.pk}/consent/", client_at(postoffice)).content.decode()
    address = page.split('<a class="btn btn-primary" href="')[1].split('"')[0].replace("&amp;", "&")
    answer = client.get(agree(address))
    assert (answer.status_code, answer["Location"]) == (302, f"/w/acme/mailboxes/{box.pk}/")
    box.refresh_from_db()
    return box


def consent() -> MailConsent:
    return MailConsent.objects.get()


def test_it_sends_and_reads_by_consent_and_no_secret_is_seen_anywhere(
    consented: Mailbox, postoffice: Post, maya: Creator, browser: Client
) -> None:
    states = {each["name"]: each["state"] for each in consented.checks}
    assert (states["Sending"], states["Reading"]) == ("ok", "ok"), consented.checks
    maya.email = "maya@creator.test"
    maya.save()
    services.queue_message(
        workspace=consented.workspace,
        creator=maya,
        mailbox=consented,
        subject="Hi",
        body="A bottle?",
        idempotency_key="a",
    )
    assert services.send_due_messages() == {"sent": 1}
    assert services.read_mailboxes() == {}
    assert not Mailbox.objects.get().imap_error
    kept = server_of(consented)
    assert (kept.username, kept.password, kept.token) == (consented.from_email, "", reading_server_of(consented).token)
    shown = "".join(
        browser.get(f"/w/acme/mailboxes/{path}").content.decode()
        for path in ("", f"{consented.pk}/", f"{consented.pk}/consent/")
    )
    everything = f"{shown}{list(AuditEntry.objects.values())}{MailConsent.objects.values()}"
    assert not [secret for secret in (SECRET, kept.token) if secret in everything]
    assert "Signed in by consent" in shown


def test_the_access_is_renewed_before_it_ends_and_the_new_refresh_token_kept(
    consented: Mailbox, postoffice: Post
) -> None:
    first = consent()
    token = access_of(first)
    assert access_of(consent()) == token, "as long as it lasts it is not renewed"
    for _ in range(3):
        MailConsent.objects.update(expires_at=clock.now() + timedelta(minutes=4))
        renewed = access_of(consent())
        assert renewed != token
        token = renewed
    kept = consent()
    assert kept.sealed != first.sealed
    assert kept.expires_at is not None
    assert kept.expires_at > clock.now() + timedelta(minutes=50)
    assert kept.renewing_until is None


def test_many_who_want_it_at_once_renew_it_once(shared_home: Path, consented: Mailbox) -> None:
    """The server takes each refresh token once: a second renewal would be refused and pause the mailbox."""
    MailConsent.objects.update(expires_at=clock.now(), renewing_until=clock.now() + timedelta(seconds=1))
    told: list[str] = []

    def want() -> None:
        from django.db import connection

        try:
            told.append(access_of(consent()))
        finally:
            connection.close()

    wanting = [threading.Thread(target=want) for _ in range(4)]
    started = time.monotonic()
    for each in wanting:
        each.start()
    for each in wanting:
        each.join()
    assert time.monotonic() - started > 0.5, "they waited for who had begun, and took over when the lease ran out"
    assert len(told) == 4
    assert len(set(told)) == 1
    assert consent().problem == ""


def test_a_consent_taken_back_pauses_the_mailbox_and_nothing_is_lost(
    consented: Mailbox, postoffice: Post, maya: Creator, browser: Client
) -> None:
    maya.email = "maya@creator.test"
    maya.save()
    services.queue_message(
        workspace=consented.workspace,
        creator=maya,
        mailbox=consented,
        subject="Hi",
        body="A bottle?",
        idempotency_key="a",
    )
    postoffice.about(consented.from_email, revoked=True)

    def run() -> dict[str, int]:
        Message.objects.update(next_attempt_at=clock.now() - timedelta(seconds=1))
        return services.send_due_messages()

    assert run() == {"queued": 1}, "the mail server does not let us in"
    assert "refuses the access token" in Message.objects.get().error
    assert run() == {"queued": 1}, "so it is renewed, which is refused too"
    paused = consent().problem
    assert "does not accept the consent any more" in paused
    assert "invalid_grant" in paused
    for _ in range(9):
        assert run() == {}
    assert Message.objects.get().attempts == 2, "waiting for a person uses up no attempts"
    assert services.read_mailboxes() == {}
    client = browser
    for path in ("outreach/", "inbox/", f"mailboxes/{consented.pk}/"):
        assert "does not accept the consent any more" in client.get(f"/w/acme/{path}").content.decode()
    assert "Paused" in client.get("/w/acme/mailboxes/").content.decode()
    address = services.begin_mail_consent(
        workspace=consented.workspace, mailbox=consented, client=client_at(postoffice)
    )
    assert client.get(agree(address)).status_code == 302
    assert (consent().problem, Mailbox.objects.get().imap_error) == ("", "")
    assert run() == {"sent": 1}


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_provider_in_trouble_pauses_nothing(consented: Mailbox, postoffice: Post, status: int) -> None:
    postoffice.about(consented.from_email, status=status)
    MailConsent.objects.update(expires_at=clock.now())
    with pytest.raises(TransportError) as refused:
        access_of(consent())
    assert (refused.value.server, consent().problem, consent().renewing_until) == (True, "", None)
    postoffice.about(consented.from_email)
    assert access_of(consent())


def test_a_state_counts_once_for_the_owner_who_asked_and_not_for_long(
    box: Mailbox,
    workspace: Workspace,
    postoffice: Post,
    browser: Client,
    member_client: Callable[..., Client],
    client_of: Callable[[User], Client],
) -> None:
    co_owner = create_user(email="second@acme.example", workspace=workspace, role="owner", password=PASSWORD)
    owner, second, manager = browser, client_of(co_owner), member_client("manager")
    assert manager.post(f"/w/acme/mailboxes/{box.pk}/consent/", client_at(postoffice)).status_code == 403
    page = owner.post(f"/w/acme/mailboxes/{box.pk}/consent/", client_at(postoffice)).content.decode()
    address = page.split('<a class="btn btn-primary" href="')[1].split('"')[0].replace("&amp;", "&")
    asked = dict(parse_qsl(urlsplit(address).query))
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    assert (asked["login_hint"], asked["scope"]) == (box.from_email, "mail offline")
    assert not consent().active, "nothing changes before the answer"
    back = agree(address)
    assert Client().get(back).status_code == 403
    for wrong in (second, manager):
        assert wrong.get(back).status_code == 404
    assert owner.get("/mail/back?state=&code=x").status_code == 404
    assert owner.get(f"/mail/back?state={'x' * 43}&code=x").status_code == 404
    assert owner.get(f"/mail/back?state={asked['state']}&error=access_denied").status_code == 422
    MailConsent.objects.update(asked_at=clock.now() - timedelta(minutes=16))
    assert owner.get(back).status_code == 404
    MailConsent.objects.update(asked_at=clock.now())
    assert owner.get(back).status_code == 302
    assert consent().active
    assert owner.get(back).status_code == 404


def test_a_code_of_somebody_elses_question_is_refused(
    box: Mailbox, workspace: Workspace, postoffice: Post, browser: Client
) -> None:
    """PKCE: a code that leaked is no use in another question."""
    mine, theirs = (
        services.begin_mail_consent(workspace=workspace, mailbox=each, client=client_at(postoffice))
        for each in (box, services.create_mailbox(workspace=workspace, name="B", from_name="B", from_email="b@brand.test", host="127.0.0.1", security="none"))
    )  # fmt: skip
    code = dict(parse_qsl(urlsplit(agree(theirs)).query))["code"]
    state = dict(parse_qsl(urlsplit(mine).query))["state"]
    assert browser.get(f"/mail/back?state={state}&code={code}").status_code == SignInRefused.status
    assert not MailConsent.objects.exclude(given_at=None).exists()


def test_no_token_goes_to_another_server(consented: Mailbox, workspace: Workspace, postoffice: Post) -> None:
    services.update_mailbox(workspace=workspace, mailbox=consented, changes={"name": "Renamed"})
    assert server_of(consented).token
    services.update_mailbox(workspace=workspace, mailbox=consented, changes={"host": "localhost"})
    with pytest.raises(TransportError) as refused:
        server_of(Mailbox.objects.get())
    assert "server was changed" in refused.value.message
    assert consent().sealed == ""


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"provider": "nobody"}, "provider"),
        ({"client_id": " "}, "client_id"),
        ({"token_url": "http://evil.example/token"}, "token_url"),
        ({"authorize_url": "javascript:alert(1)"}, "authorize_url"),
        ({"authorize_url": "https://a.example/x?y"}, "authorize_url"),
        ({"scopes": ""}, "scopes"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    box: Mailbox, workspace: Workspace, postoffice: Post, change: dict[str, str], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        services.begin_mail_consent(workspace=workspace, mailbox=box, client=client_at(postoffice, **change))
    assert refused.value.where == where


def test_scripts_ask_adopt_and_take_back(
    consented: Mailbox, workspace: Workspace, postoffice: Post, api: Callable[..., Client]
) -> None:
    path = f"/api/v1/mailboxes/{consented.pk}/consent"
    client = api()
    [told] = client.get("/api/v1/mailboxes").json()
    assert (told["consent"]["provider"], told["consent"]["problem"]) == ("other", "")
    google = client.post(path, {"provider": "google", "client_id": "c"}, content_type="application/json").json()
    asked = dict(parse_qsl(urlsplit(google["address"]).query))
    assert google["address"].startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    assert (asked["access_type"], asked["scope"]) == ("offline", "https://mail.google.com/")
    assert asked["redirect_uri"] == google["redirect_uri"] == services.redirect_uri()
    body = client_at(postoffice, refresh_token="unknown")
    assert client.post(path, body, content_type="application/json").status_code == SignInRefused.status
    assert client.delete(path).status_code == 204
    assert not MailConsent.objects.exists()
    assert server_of(Mailbox.objects.get()).token == ""
    assert client.get("/api/v1/mailboxes").json()[0]["consent"] is None


def test_commands_print_the_way_and_take_back(
    consented: Mailbox, postoffice: Post, browser: Client, cli: Callable[..., Result]
) -> None:
    client = client_at(postoffice)
    given = ["--provider", "other", "--client-id", CLIENT, "--client-secret", SECRET, "--scopes", client["scopes"]]
    given += ["--authorize-url", client["authorize_url"], "--token-url", client["token_url"]]
    told = cli("outreach", "sign-in", str(consented.pk), *given, "--json")
    assert browser.get(agree(json.loads(told.stdout)["address"])).status_code == 302
    MailConsent.objects.update(problem="It ran out.")
    assert f"paused: {consented.from_email}" in cli("doctor").stdout
    assert json.loads(cli("outreach", "sign-out", str(consented.pk), "--json").stdout) == {"withdrawn": True}
    assert not MailConsent.objects.exists()

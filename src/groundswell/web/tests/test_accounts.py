"""Coming in, and the pages about people and rights, as a browser sees them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from groundswell.accounts import services
from groundswell.accounts.models import ApiToken, AuditEntry, Invitation, Membership, User, Workspace

PASSWORD = "correct horse battery"
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counter)))


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_signing_in_and_out(owner: User, client: Client) -> None:
    assert sign_in(client, owner.email, "wrong").status_code == 200
    answer = sign_in(client, owner.email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/w/acme/"
    client.post("/accounts/logout/")
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_nobody_signs_up_alone(db: None, client: Client) -> None:
    client.post("/accounts/signup/", {"email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_guessing_passwords_is_slowed_down(owner: User, client: Client) -> None:
    for _ in range(5):
        sign_in(client, owner.email, "wrong")
    assert b"Too many failed" in sign_in(client, owner.email).content
    assert "_auth_user_id" not in client.session


def test_the_address_cannot_be_changed_without_proof(owner: User, client_of: Callable[[User], Client]) -> None:
    client_of(owner).post(
        "/accounts/email/", {"email": "boss@rival.example", "action_add": "", "first_name": "Olivia", "last_name": ""}
    )
    owner.refresh_from_db()
    assert (owner.email, owner.first_name) == ("owner@acme.example", "Olivia")


def test_a_second_factor_is_asked_for_and_recovery_codes_help(owner: User, client: Client) -> None:
    sign_in(client, owner.email)
    asked = client.get("/accounts/2fa/totp/activate/")["Location"]
    page = client.post(asked, {"password": PASSWORD}, follow=True).content.decode()
    secret = re.search(r'id="totp-secret">(\w+)<', page)
    assert secret is not None
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret[1])}).status_code == 302
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    recovery = re.search(r'id="recovery-codes">(\w+)', codes)
    assert recovery is not None

    other = Client()
    assert sign_in(other, owner.email)["Location"] == "/accounts/2fa/authenticate/"
    assert other.get("/w/acme/settings/").status_code == 302
    assert other.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert other.post("/accounts/2fa/authenticate/", {"code": recovery[1]}).status_code == 302
    assert other.get("/w/acme/settings/").status_code == 200


def test_a_password_is_reset_by_mail(owner: User, client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": owner.email})
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "another good phrase", "password2": "another good phrase"})
    assert sign_in(Client(), owner.email, "another good phrase").status_code == 302
    client.post("/accounts/password/reset/", {"email": "stranger@nowhere.example"})
    assert len(mail.outbox) <= 2
    assert all(owner.email in m.to for m in mail.outbox)


def test_a_sign_in_link_opens_the_door_once(owner: User, client: Client) -> None:
    token = services.create_sign_in_link(user=owner)
    assert client.head(f"/sign-in/{token}").status_code == 405
    assert client.get(f"/sign-in/{token}")["Location"] == "/"
    assert client.get("/w/acme/settings/").status_code == 200
    assert Client().get(f"/sign-in/{token}").status_code == 404


def test_inviting_by_mail(owner: User, client_of: Callable[[User], Client], settings: Any, client: Client) -> None:
    settings.EMAIL_HOST = "mail.example"
    answer = client_of(owner).post("/w/acme/settings/members/", {"email": "new@acme.example", "role": "manager"})
    assert answer.status_code == 302
    link = re.search(r"http://127.0.0.1:8000(/invitation/\S+)", str(mail.outbox[0].body))
    assert link is not None
    assert b"Join Acme Shoes" in client.get(link[1]).content
    assert client.post(link[1], {"password": "short"}).status_code == 422
    assert client.post(link[1], {"password": "another good phrase"})["Location"] == "/w/acme/"
    assert client.get("/w/acme/settings/members/").status_code == 200
    assert Client().get(link[1]).status_code == 404


def test_without_a_mail_server_the_link_is_shown_once(owner: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(owner)
    page = client.post("/w/acme/settings/members/", {"email": "new@acme.example", "role": "manager"})
    assert page.status_code == 200
    assert b"/invitation/" in page.content
    assert b"/invitation/" not in client.get("/w/acme/settings/members/").content
    assert mail.outbox == []


def test_a_refusing_mail_server_loses_nothing(
    owner: User, client_of: Callable[[User], Client], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = "mail.example"

    def refuse(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr("groundswell.accounts.mail.send_mail", refuse)
    page = client_of(owner).post("/w/acme/settings/members/", {"email": "new@acme.example", "role": "manager"})
    assert b"nobody there" in page.content
    assert b"/invitation/" in page.content


def test_an_invitation_meets_the_wrong_person(owner: User, outsider: User, client_of: Callable[[User], Client]) -> None:
    workspace = Workspace.objects.get(slug="acme")
    token = services.invite_member(workspace=workspace, email="new@acme.example", role="owner", user=owner)
    client = client_of(outsider)
    assert b"This invitation is not for you" in client.get(f"/invitation/{token}").content
    assert client.post(f"/invitation/{token}", {"password": "another good phrase"}).status_code == 403
    assert client.get("/w/acme/settings/").status_code == 404
    assert Invitation.objects.get().accepted_at is None


def test_an_invited_account_signs_in_first(owner: User, outsider: User, client: Client) -> None:
    workspace = Workspace.objects.get(slug="acme")
    token = services.invite_member(workspace=workspace, email=outsider.email, role="analyst", user=owner)
    page = client.get(f"/invitation/{token}").content.decode()
    assert f"/accounts/login/?next=/invitation/{token}" in page
    assert client.post(f"/invitation/{token}", {"password": "another good phrase"}).status_code == 403
    sign_in(client, outsider.email)
    assert client.post(f"/invitation/{token}")["Location"] == "/w/acme/"


@pytest.mark.parametrize("path", ["settings/", "settings/members/"])
def test_members_read_what_owners_change(member_client: As, path: str) -> None:
    for role in ("manager", "analyst"):
        client = member_client(role)
        assert client.get(f"/w/acme/{path}").status_code == 200
        assert client.post(f"/w/acme/{path}", {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("path", ["settings/tokens/", "settings/audit/"])
def test_only_owners_see_tokens_and_audit(
    owner: User, member_client: As, client_of: Callable[[User], Client], path: str
) -> None:
    assert client_of(owner).get(f"/w/acme/{path}").status_code == 200
    for role in ("manager", "analyst"):
        assert member_client(role).get(f"/w/acme/{path}").status_code == 403


def test_settings_are_saved_with_shares_as_per_cent(owner: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(owner)
    facts = {
        "name": "Acme", "website": "acme.example", "currency": "eur", "time_zone": "Europe/Paris", "postal_address": "1 Rue",
        "gross_margin": "62.5", "attribution_days": "14", "return_days": "20", "repeat_minutes": "30", "micro": "2000", "macro": "90000", "mega": "600000",
    }  # fmt: skip
    assert client.post("/w/acme/settings/", facts).status_code == 302
    workspace = Workspace.objects.get(slug="acme")
    assert (str(workspace.gross_margin), workspace.currency, workspace.attribution_days) == ("0.6250", "EUR", 14)
    assert workspace.tier_bounds == {"micro": 2000, "macro": 90000, "mega": 600000}
    assert 'value="62.50"' in client.get("/w/acme/settings/").content.decode()
    entries = AuditEntry.objects.of(workspace).filter(action="workspace.changed").count()
    assert client.post("/w/acme/settings/", facts).status_code == 302
    assert AuditEntry.objects.of(workspace).filter(action="workspace.changed").count() == entries
    assert client.post("/w/acme/settings/", {**facts, "macro": "10"}).status_code == 422
    assert client.post("/w/acme/settings/", {**facts, "gross_margin": "120"}).status_code == 422


def test_a_token_is_shown_once_and_revoked(owner: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(owner)
    page = client.post("/w/acme/settings/tokens/", {"name": "Nightly", "scopes": ["read"]})
    shown = re.search(r'id="fresh-token">(gsw_[\w-]+)<', page.content.decode())
    assert shown is not None
    assert page["Cache-Control"] == "no-store"
    assert shown[1] not in client.get("/w/acme/settings/tokens/").content.decode()
    headers = {"Authorization": f"Bearer {shown[1]}"}
    assert Client(headers=headers).get("/api/v1/workspace").json()["slug"] == "acme"
    client.post(f"/w/acme/settings/tokens/{ApiToken.objects.get().pk}/revoke/")
    assert Client(headers=headers).get("/api/v1/workspace").status_code == 401


def test_roles_change_and_people_leave(owner: User, member_client: As, client_of: Callable[[User], Client]) -> None:
    member_client("manager")
    row = Membership.objects.get(user__email="manager@acme.example")
    client = client_of(owner)
    client.post(f"/w/acme/settings/members/{row.pk}/role/", {"role": "analyst"})
    row.refresh_from_db()
    assert row.role == "analyst"
    client.post(f"/w/acme/settings/members/{row.pk}/remove/")
    assert not Membership.objects.filter(pk=row.pk).exists()
    mine = Membership.objects.get(user=owner)
    assert client.post(f"/w/acme/settings/members/{mine.pk}/remove/").status_code == 409
    assert client.get("/w/acme/settings/").status_code == 200


def test_another_workspace_for_owners_only(owner: User, member_client: As, client_of: Callable[[User], Client]) -> None:
    client = client_of(owner)
    assert (
        client.post("/workspaces/new/", {"name": "Äcme Hats!", "currency": "USD"})["Location"]
        == "/w/acme-hats/settings/"
    )
    assert (
        client.post("/workspaces/new/", {"name": "Acme Hats", "currency": "USD"})["Location"]
        == "/w/acme-hats-2/settings/"
    )
    assert client.get("/w/acme-hats/settings/").status_code == 200
    assert client.get("/")["Location"] == "/w/acme-hats/"
    assert member_client("manager").post("/workspaces/new/", {"name": "Mine", "currency": "USD"}).status_code == 403
    assert Workspace.objects.count() == 3


def test_who_belongs_nowhere_is_told_so(db: None, client_of: Callable[[User], Client]) -> None:
    page = client_of(User.objects.create_user("lonely@x.example")).get("/")
    assert page.status_code == 404
    assert b"Ask its owner for an invitation" in page.content

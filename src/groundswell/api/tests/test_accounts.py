"""People, tokens and settings by the API, and what it answers to those it does not let in."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from groundswell.accounts import services
from groundswell.accounts.models import ApiToken, AuditEntry, Membership, User, Workspace

Api = Callable[..., Client]
JSON = "application/json"


def bearer(workspace: Workspace, user: User) -> Client:
    token = services.create_token(workspace=workspace, user=user, name="test")
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_settings_are_read_and_changed(api: Api, workspace: Workspace) -> None:
    client = api()
    seen = client.get("/api/v1/workspace").json()
    assert (seen["slug"], seen["gross_margin"], seen["tier_bounds"]["mega"]) == ("acme", None, 500_000)
    changed = client.patch("/api/v1/workspace", {"gross_margin": "0.4", "name": None}, content_type=JSON).json()
    assert (changed["gross_margin"], changed["name"]) == ("0.4", "Acme Shoes")
    refused = client.patch("/api/v1/workspace", {"time_zone": "Mars/Base"}, content_type=JSON)
    assert (refused.status_code, refused.json()["where"]) == (422, "time_zone")
    malformed = client.patch("/api/v1/workspace", {"attribution_days": 0}, content_type=JSON).json()
    assert (malformed["error"], malformed["where"]) == ("bad_input", "attribution_days")


def test_members_change_roles_and_leave(api: Api, workspace: Workspace) -> None:
    client = api()
    services.create_user(email="b@acme.example", workspace=workspace, role="analyst")
    row = next(member for member in client.get("/api/v1/members").json() if member["email"] == "b@acme.example")
    assert (
        client.patch(f"/api/v1/members/{row['id']}", {"role": "manager"}, content_type=JSON).json()["role"] == "manager"
    )
    assert client.patch(f"/api/v1/members/{row['id']}", {"role": "king"}, content_type=JSON).status_code == 422
    assert client.delete(f"/api/v1/members/{row['id']}").status_code == 204
    last = Membership.objects.get()
    assert client.delete(f"/api/v1/members/{last.pk}").json()["error"] == "conflict"


def test_tokens_are_made_listed_and_revoked(api: Api) -> None:
    client = api()
    made = client.post("/api/v1/tokens", {"name": "nightly", "scopes": ["read"]}, content_type=JSON)
    assert made.status_code == 201
    fresh = Client(headers={"Authorization": f"Bearer {made.json()['token']}"})
    assert fresh.get("/api/v1/workspace").status_code == 200
    listed = client.get("/api/v1/tokens").json()
    assert made.json()["token"] not in str(listed)
    pk = next(token["id"] for token in listed if token["name"] == "nightly")
    assert client.delete(f"/api/v1/tokens/{pk}").status_code == 204
    assert fresh.get("/api/v1/workspace").status_code == 401
    assert client.delete(f"/api/v1/tokens/{pk}").status_code == 404


def test_every_change_is_in_the_audit_trail(api: Api, workspace: Workspace, owner: User) -> None:
    client = api()
    client.patch("/api/v1/workspace", {"currency": "eur"}, content_type=JSON)
    newest = client.get("/api/v1/audit?text=workspace").json()[0]
    assert (newest["user"], newest["action"]) == (owner.email, "workspace.changed")
    assert newest["detail"] == {"currency": {"from": "USD", "to": "EUR"}}


def test_owners_routes_hold_managers_off(workspace: Workspace, owner: User) -> None:
    manager = services.create_user(email="m@acme.example", workspace=workspace, role="manager")
    client, before = bearer(workspace, manager), AuditEntry.objects.count()
    assert client.get("/api/v1/members").status_code == 200
    asked: list[Any] = [
        client.get("/api/v1/tokens"), client.get("/api/v1/audit"),
        client.patch("/api/v1/workspace", {"name": "Mine"}, content_type=JSON),
    ]  # fmt: skip
    assert [(a.status_code, a.json()["error"]) for a in asked] == [(403, "forbidden")] * 3
    assert AuditEntry.objects.count() == before


def test_a_token_ends_with_its_membership_and_its_user(workspace: Workspace, owner: User) -> None:
    member = services.create_user(email="m@acme.example", workspace=workspace, role="manager")
    client = bearer(workspace, member)
    assert client.get("/api/v1/workspace").status_code == 200
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert client.get("/api/v1/workspace").status_code == 401
    User.objects.filter(pk=member.pk).update(is_active=True)
    Membership.objects.filter(user=member).delete()
    answer = client.get("/api/v1/workspace")
    assert (answer.status_code, answer.json()["error"], answer["WWW-Authenticate"]) == (401, "unauthorized", "Bearer")


def test_the_last_use_is_noted_once_a_minute(api: Api) -> None:
    client = api("read")
    client.get("/api/v1/workspace")
    first = ApiToken.objects.get().last_used_at
    client.get("/api/v1/workspace")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first

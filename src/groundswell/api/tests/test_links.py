from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign
from groundswell.creators.models import Creator
from groundswell.links.models import Attribution, Link, Order
from groundswell.links.services import create_code, create_link

Api = Callable[..., Client]
JSON = "application/json"
ORDER = {
    "external_id": "9007199254740993117", "placed_at": "2026-03-10T12:00:00Z", "currency": "USD", "subtotal": "100.00",
    "total": "113.00", "tax": "8.00", "shipping": "5.00", "codes": ["maya10"],
}  # fmt: skip


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook")


@pytest.fixture
def spring(workspace: Workspace) -> Campaign:
    return Campaign.objects.create(workspace=workspace, name="Spring sale", slug="spring-sale", currency="USD")


def test_a_link_is_made_changed_and_switched_off(api: Api, maya: Creator, spring: Campaign) -> None:
    client = api()
    made = client.post(
        "/api/v1/links",
        {"target_url": "https://shop.example/p", "creator": maya.pk, "campaign": "spring-sale"},
        content_type=JSON,
    )
    assert made.status_code == 201
    document = made.json()
    assert document["url"] == "http://127.0.0.1:8000/l/maya-brook-spring-sale"
    assert (document["creator"], document["campaign"], document["active"]) == (maya.pk, "spring-sale", True)
    path = f"/api/v1/links/{document['id']}"
    changed = client.patch(
        path, {"target_url": "https://shop.example/q", "expires_at": "2030-01-01T00:00:00Z"}, content_type=JSON
    ).json()
    assert (changed["target_url"], changed["expires_at"]) == ("https://shop.example/q", "2030-01-01T00:00:00+00:00")
    assert client.patch(path, {"expires_at": None}, content_type=JSON).json()["expires_at"] is None
    assert client.patch(path, {"carries": "MAYA10"}, content_type=JSON).status_code == 404
    client.post("/api/v1/codes", {"code": "MAYA10", "creator": maya.pk}, content_type=JSON)
    assert client.patch(path, {"carries": "maya10"}, content_type=JSON).json()["carries"] == "MAYA10"
    assert client.delete(path).json()["active"] is False
    assert client.get("/api/v1/links").json()["links"][0]["clicks"] == 0
    assert client.get(f"{path}/qr.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("payload", "status", "error"),
    [
        ({"target_url": "javascript:alert(1)"}, 422, "unsafe_target"),
        ({"target_url": "https://shop.example/", "slug": "taken"}, 409, "slug_taken"),
        ({"target_url": "https://shop.example/", "creator": 999999}, 404, "not_found"),
        ({"target_url": "https://shop.example/", "campaign": "nope"}, 404, "not_found"),
    ],
)
def test_refusals(api: Api, workspace: Workspace, payload: dict[str, object], status: int, error: str) -> None:
    create_link(workspace=workspace, target_url="https://shop.example/", slug="taken")
    answer = api().post("/api/v1/links", payload, content_type=JSON)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert Link.objects.count() == 1


def test_codes(api: Api, maya: Creator, spring: Campaign) -> None:
    client = api()
    made = client.post("/api/v1/codes", {"creator": maya.pk, "discount": "15 % off"}, content_type=JSON)
    assert (made.status_code, made.json()["code"]) == (201, "MAYA15")
    again = client.post("/api/v1/codes", {"code": "maya15", "creator": maya.pk}, content_type=JSON)
    assert (again.status_code, again.json()["error"]) == (409, "code_taken")
    moved = client.patch(
        f"/api/v1/codes/{made.json()['id']}", {"creator": maya.pk, "campaign": "spring-sale"}, content_type=JSON
    )
    assert moved.json()["campaign"] == "spring-sale"
    assert [code["orders"] for code in client.get("/api/v1/codes").json()["codes"]] == [0]


def test_an_order_sent_twice_is_one_order(api: Api, workspace: Workspace, maya: Creator) -> None:
    create_code(workspace=workspace, code="MAYA10", creator=maya)
    client = api()
    first, second = (client.post("/api/v1/orders", ORDER, content_type=JSON).json() for _ in range(2))
    assert (first["outcome"], second["outcome"]) == ("created", "unchanged")
    assert first["order"]["attribution"] == {
        "creator": maya.pk, "campaign": None, "method": "code", "reason": "The buyer used the code MAYA10", "held": [],
    }  # fmt: skip
    assert first["order"]["external_id"] == "9007199254740993117"
    listed = client.get("/api/v1/orders", {"owed": "yes"}).json()
    assert (listed["total"], listed["sums"][0]["net"]) == (1, "100.00")
    trail = client.get(f"/api/v1/orders/{first['order']['id']}").json()["trail"]
    assert [step["text"] for step in trail if step["decides"]] == ["Used the code MAYA10 of Maya Brook"]


@pytest.mark.parametrize(
    "different",
    [{"currency": "usd"}, {"subtotal": "-1"}, {"placed_at": "2026-03-10T12:00:00"}, {"external_id": ""}, {"click_id": "x"}, {"total": "1e99"}],
)  # fmt: skip
def test_an_order_that_cannot_be_right_is_422(api: Api, different: dict[str, object]) -> None:
    assert api().post("/api/v1/orders", {**ORDER, **different}, content_type=JSON).status_code == 422
    assert not Order.objects.exists()


def test_a_decision_over_the_api(api: Api, workspace: Workspace, maya: Creator) -> None:
    client = api()
    order = client.post("/api/v1/orders", ORDER, content_type=JSON).json()["order"]
    path = f"/api/v1/orders/{order['id']}/decision"
    decided = client.put(path, {"creator": maya.pk, "reason": "Named at checkout"}, content_type=JSON).json()
    assert decided["attribution"]["method"] == "person"
    assert client.put(path, {"creator": maya.pk, "reason": " "}, content_type=JSON).status_code == 422
    assert client.delete(path).json()["attribution"] is None
    assert not Attribution.objects.of(workspace).exists()


def test_a_token_that_only_reads_changes_nothing(api: Api, workspace: Workspace) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/")
    client = api("read")
    assert client.get(f"/api/v1/links/{link.pk}").status_code == 200
    assert client.delete(f"/api/v1/links/{link.pk}").status_code == 403
    assert client.post("/api/v1/orders", ORDER, content_type=JSON).status_code == 403
    assert not Order.objects.exists()


def test_another_workspaces_rows_are_404(api: Api, other_workspace: Workspace) -> None:
    link = create_link(workspace=other_workspace, target_url="https://rival.example/")
    code = create_code(workspace=other_workspace, code="RIVAL")
    stranger = Creator.objects.create(workspace=other_workspace, name="Stranger")
    client = api()
    assert client.get(f"/api/v1/links/{link.pk}").status_code == 404
    assert client.delete(f"/api/v1/links/{link.pk}").status_code == 404
    assert client.get(f"/api/v1/links/{link.pk}/qr.svg").status_code == 404
    assert client.patch(f"/api/v1/codes/{code.pk}", {"discount": "x"}, content_type=JSON).status_code == 404
    assert client.post("/api/v1/orders", {**ORDER, "creator": stranger.pk}, content_type=JSON).status_code == 404
    assert client.get("/api/v1/links").json() == {"total": 0, "links": []}
    assert not Order.objects.exists()

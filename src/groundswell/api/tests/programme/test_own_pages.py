"""Creators' pages over the API."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.campaigns.models import Participant
from groundswell.creators.models import CreatorRequest
from groundswell.creators.own_record import request_change, request_erasure

pytestmark = pytest.mark.django_db
V1, JSON = "/api/v1", "application/json"


@pytest.fixture
def writer(api: Callable[..., Client]) -> Client:
    return api("read", "write")


def test_a_page_is_renewed_closed_and_opened(writer: Client, agreed: Participant) -> None:
    root = f"{V1}/participants/{agreed.pk}/page"
    first = writer.get(root).json()
    assert (first["open"], first["seen_at"], first["campaign"]) == (True, None, "autumn-trail")
    assert agreed.token in first["page"]
    renewed = writer.post(root, {"do": "renew"}, content_type=JSON).json()
    assert renewed["page"] != first["page"]
    assert writer.post(root, {"do": "close"}, content_type=JSON).json()["open"] is False
    assert writer.post(f"{root}/send", {"mailbox": 1}, content_type=JSON).status_code == 404
    assert writer.post(root, {"do": "open"}, content_type=JSON).json()["open"] is True
    assert writer.post(root, {"do": "burn"}, content_type=JSON).status_code == 422


def test_how_pages_look(writer: Client, agreed: Participant) -> None:
    usual = {"colour": "", "shows": ["clicks", "orders", "commission"]}
    assert writer.get(f"{V1}/creator-pages").json() == usual
    body = {"colour": "#0B6B70", "shows": ["revenue", "clicks"]}
    saved = writer.put(f"{V1}/creator-pages", body, content_type=JSON).json()
    assert saved == {"colour": "#0b6b70", "shows": ["clicks", "revenue"]}
    assert writer.put(f"{V1}/creator-pages", {"shows": ["x"]}, content_type=JSON).json()["where"] == "shows"
    assert writer.get(f"{V1}/creator-pages").json() == saved


def test_requests_are_listed_and_answered_once(writer: Client, agreed: Participant) -> None:
    asked = request_change(creator=agreed.creator, kind="email", value="new@creators.example")
    (row,) = writer.get(f"{V1}/creator-requests").json()
    assert (row["id"], row["kind"], row["value"], row["creator"]) == (asked.pk, "email", asked.value, "Maya Brook")
    decide = f"{V1}/creator-requests/{asked.pk}"
    assert writer.post(decide, {"do": "refuse"}, content_type=JSON).status_code == 422
    assert writer.post(decide, {"do": "apply"}, content_type=JSON).json()["state"] == "done"
    assert writer.post(decide, {"do": "apply"}, content_type=JSON).status_code == 409
    agreed.creator.refresh_from_db()
    assert agreed.creator.email == "new@creators.example"


def test_the_record_and_an_erasure(writer: Client, agreed: Participant) -> None:
    record = writer.get(f"{V1}/creators/{agreed.creator_id}/record").json()
    assert record["person"]["name"] == "Maya Brook"
    asked = request_erasure(creator=agreed.creator)
    told = writer.post(f"{V1}/creator-requests/{asked.pk}", {"do": "apply"}, content_type=JSON).json()
    assert (told["state"], told["creator"]) == ("done", f"Erased person {agreed.creator_id}")
    assert CreatorRequest.objects.get().decided_at is not None


def test_a_reader_changes_nothing(api: Callable[..., Client], agreed: Participant) -> None:
    reader = api("read")
    assert reader.post(f"{V1}/participants/{agreed.pk}/page", {"do": "close"}, content_type=JSON).status_code == 403
    agreed.refresh_from_db()
    assert agreed.page_closed_at is None

"""Campaigns, offers, posts and disclosure over the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import create_token
from groundswell.campaigns.models import Campaign, Deliverable, Offer, Participant
from groundswell.creators.models import Creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.kit import clock
from groundswell.tracking.models import PostMatch

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
TERMS: dict[str, Any] = {
    "expires_at": "2099-12-01T18:00:00+02:00",
    "fee": "250.00",
    "deliverables": [{"activity": "review", "platform": "tiktok", "due_on": "2099-12-20"}],
}


def send(client: Client, method: str, path: str, body: Any = None) -> Any:
    return getattr(client, method)(V1 + path, body, content_type="application/json")


@pytest.fixture
def writer(api: Callable[..., Client]) -> Client:
    return api("read", "write")


def test_a_campaign_from_making_to_changing(writer: Client, maya: Creator) -> None:
    made = send(writer, "post", "/campaigns", {"name": "Spring", "budget": "900", "jurisdictions": ["US"]})
    assert made.status_code == 201
    assert made.json()["slug"] == "spring"
    changed = send(writer, "patch", "/campaigns/spring", {"hashtag": "#go"}).json()
    assert (changed["name"], changed["hashtag"], changed["budget"], changed["jurisdictions"]) == (
        "Spring",
        "go",
        "900.00",
        ["US"],
    )
    added = send(writer, "post", "/campaigns/spring/participants", {"creator_ids": [maya.pk, 987654]}).json()
    assert added == {"added": 1, "already_there": 0, "unknown": 1}
    (row,) = writer.get(f"{V1}/campaigns/spring/participants").json()
    assert (row["name"], row["state"], row["link"], row["deliverables"]) == ("Maya Brook", "invited", None, [])
    assert [c["participants"] for c in writer.get(f"{V1}/campaigns").json()] == [{"invited": 1}]
    assert send(writer, "delete", f"/participants/{row['id']}").status_code == 204
    refused = send(writer, "patch", "/campaigns/spring", {"commission_rate": "15"})
    assert refused.status_code == 422
    assert refused.json()["where"] == "commission_rate"


def test_an_offer_from_draft_to_next_version(writer: Client, participant: Participant, client: Client) -> None:
    body = TERMS | {"creator_ids": [participant.creator_id]}
    (offer,) = send(writer, "post", "/campaigns/autumn-trail/offers", body).json()
    assert (offer["state"], offer["version"], offer["expires_at"]) == ("draft", 1, "2099-12-01T16:00:00Z")
    assert "United States: start with" in offer["text"]
    sent = send(writer, "post", f"/offers/{offer['id']}/send", {}).json()
    assert sent["state"] == "sent"
    assert client.get(sent["address"].removeprefix("http://127.0.0.1:8000") + "/").status_code == 200
    second = send(writer, "put", f"/offers/{offer['id']}", TERMS | {"fee": "300"}).json()
    assert (second["version"], second["state"]) == (2, "draft")
    assert [o["version"] for o in writer.get(f"{V1}/campaigns/autumn-trail/offers").json()] == [2, 1]
    assert send(writer, "post", f"/offers/{offer['id']}/withdraw").status_code == 204
    assert writer.get(f"{V1}/offers/{offer['id']}").json()["state"] == "withdrawn"
    assert send(writer, "post", f"/offers/{offer['id']}/send", {}).status_code == 409


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"creator_ids": [987654]}, 404),
        ({"expires_at": "2001-01-01T00:00:00Z"}, 422),
        ({"expires_at": "2099-12-01T18:00:00"}, 422),
        ({"fee": "0", "deliverables": []}, 422),
        ({"fees": "10"}, 422),
        ({"mailbox_id": 1}, 422),
    ],
)
def test_impossible_offers_are_refused(
    writer: Client, participant: Participant, changes: dict[str, Any], status: int
) -> None:
    body = TERMS | {"creator_ids": [participant.creator_id]} | changes
    assert send(writer, "post", "/campaigns/autumn-trail/offers", body).status_code == status
    assert not Offer.objects.exists()


def test_the_record_of_an_answer(writer: Client, sent_offer: Offer, accept: Callable[..., Any]) -> None:
    accept(sent_offer)
    answered = writer.get(f"{V1}/offers/{sent_offer.pk}").json()
    (response,) = answered["responses"]
    assert response["kind"] == "accepted"
    assert response["text_sha256"] == answered["text_sha256"]
    assert response["offer_text"] == answered["text"]


def test_posts_are_handed_in_placed_and_removed(writer: Client, agreed: Participant) -> None:
    body = {"participant_id": agreed.pk, "url": URL, "caption": "Out again", "readings": {"likes": 12}}
    made = send(writer, "post", "/posts", body)
    assert made.status_code == 201
    post = made.json()
    assert (post["deliverable_id"], post["verdict"], post["check"]["connection"]) == (None, "fail", "paid")
    assert [p["id"] for p in writer.get(f"{V1}/posts?unmatched=true&verdict=fail").json()] == [post["id"]]
    assert writer.get(f"{V1}/posts?verdict=pass").json() == []
    assert writer.get(f"{V1}/posts?verdict=nonsense").status_code == 422
    feed = Deliverable.objects.get(platform="instagram")
    placed = send(writer, "post", f"/posts/{post['id']}/place", {"deliverable_id": feed.pk}).json()
    assert placed["deliverable_id"] == feed.pk
    listed = writer.get(f"{V1}/deliverables?campaign=autumn-trail").json()
    assert [(d["platform"], d["state"], d["standing"]) for d in listed] == [
        ("instagram", "live", "open"),
        ("tiktok", "planned", "open"),
    ]
    assert send(writer, "post", f"/deliverables/{feed.pk}/verify").json()["state"] == "verified"
    assert writer.get(f"{V1}/deliverables?late=true").json() == []
    assert send(writer, "delete", f"/posts/{post['id']}").status_code == 204
    assert not PostMatch.objects.exists()
    refused = send(writer, "post", "/posts", body | {"url": "https://www.instagram.com/maya.runs/"})
    assert refused.status_code == 422
    assert refused.json()["error"] == "post_unreadable"


def test_texts_are_judged_without_being_kept(api: Callable[..., Client]) -> None:
    reader = api("read")
    post = {
        "id": 1,
        "platform": "instagram",
        "surface": "feed",
        "text": "#ad Shoes",
        "jurisdictions": ["US"],
        "connection": "paid",
    }
    answers = send(reader, "post", "/disclosure/check", [post, {"id": 2}, {**post, "id": 3, "text": "Shoes"}]).json()
    assert [answer.get("verdict") for answer in answers] == ["pass", None, "fail"]
    assert answers[1]["id"] == 2
    assert "error" in answers[1]
    assert send(reader, "post", "/disclosure/check", [post] * 1001).status_code == 422
    assert not DisclosureCheck.objects.exists()


def test_the_ledger_and_the_ties(writer: Client, agreed: Participant) -> None:
    send(writer, "post", "/posts", {"participant_id": agreed.pk, "url": URL, "caption": "#ad Shoes #acmetrail"})
    ledger = writer.get(f"{V1}/disclosure/checks").json()
    assert ledger["total"] == 1
    assert (ledger["results"][0]["verdict"], ledger["results"][0]["creator"]) == ("pass", "Maya Brook")
    ties = writer.get(f"{V1}/disclosure/ties/{agreed.creator_id}").json()
    assert ties["held_to"] == "paid"
    assert {tie["kind"] for tie in ties["ties"]} == {"paid", "affiliate"}


def test_a_reading_token_writes_nothing(api: Callable[..., Client], agreed: Participant) -> None:
    reader = api("read")
    for method, path in (
        ("post", "/campaigns"), ("patch", "/campaigns/autumn-trail"), ("post", "/campaigns/autumn-trail/participants"),
        ("post", "/campaigns/autumn-trail/offers"), ("post", "/posts"), ("delete", f"/participants/{agreed.pk}"),
    ):  # fmt: skip
        assert send(reader, method, path, {"name": "X"}).status_code == 403, path
    assert Campaign.objects.count() == 1


def test_another_workspace_finds_nothing(
    other_workspace: Workspace, outsider: User, agreed: Participant, writer: Client
) -> None:
    post = send(writer, "post", "/posts", {"participant_id": agreed.pk, "url": URL, "caption": "#acmetrail"}).json()
    token = create_token(workspace=other_workspace, user=outsider, name="t", scopes=("read", "write"))
    rival = Client(headers={"Authorization": f"Bearer {token}"})
    offer, feed = Offer.objects.get(), Deliverable.objects.get(platform="instagram")
    assert rival.get(f"{V1}/campaigns").json() == []
    assert rival.get(f"{V1}/disclosure/checks").json()["total"] == 0
    for method, path, body in (
        ("get", "/campaigns/autumn-trail", None), ("patch", "/campaigns/autumn-trail", {"name": "X"}),
        ("get", "/campaigns/autumn-trail/participants", None), ("post", "/campaigns/autumn-trail/participants", {"creator_ids": []}),
        ("delete", f"/participants/{agreed.pk}", None), ("get", "/campaigns/autumn-trail/offers", None),
        ("get", f"/offers/{offer.pk}", None), ("put", f"/offers/{offer.pk}", TERMS), ("post", f"/offers/{offer.pk}/send", {}),
        ("post", f"/offers/{offer.pk}/withdraw", None), ("get", f"/posts/{post['id']}", None), ("delete", f"/posts/{post['id']}", None),
        ("post", f"/posts/{post['id']}/place", {"deliverable_id": feed.pk}), ("post", f"/deliverables/{feed.pk}/verify", None),
        ("post", "/posts", {"participant_id": agreed.pk, "url": URL, "caption": "x"}),
        ("get", f"/disclosure/ties/{agreed.creator_id}", None),
    ):  # fmt: skip
        response = rival.get(V1 + path) if method == "get" else send(rival, method, path, body)
        assert response.status_code == 404, path
    assert PostMatch.objects.count() == 1


def test_guidelines_are_published_and_reported(writer: Client, agreed: Participant) -> None:
    path = "/campaigns/autumn-trail/guidelines"
    assert writer.get(V1 + path).json() == {"version": None, "brief": "", "published_at": None, "items": []}
    body = {"brief": "Run.", "items": [{"kind": "hashtag", "value": "#acmetrail"}]}
    made = send(writer, "put", path, body).json()
    assert (made["version"], made["items"]) == (
        1,
        [{"kind": "hashtag", "value": "acmetrail", "platform": "", "label": "Hashtag", "words": "#acmetrail"}],
    )
    refused = send(writer, "put", path, {"items": [{"kind": "disclosure", "value": "XX"}]})
    assert (refused.status_code, refused.json()["where"]) == (422, "items[1]")
    assert [one["version"] for one in writer.get(f"{V1}{path}/versions").json()] == [1]
    send(writer, "post", "/posts", {"participant_id": agreed.pk, "url": URL, "caption": "#ad #acmetrail"})
    rows = writer.get(f"{V1}{path}/report").json()
    assert [(row["kind"], row["outcome"]) for row in rows] == [("Hashtag", "kept"), ("", "open")]


def test_suspicion_and_the_chain_over_the_api(writer: Client, agreed: Participant) -> None:
    post = {
        "id": 1, "platform": "instagram", "surface": "feed", "jurisdictions": ["US"], "connection": "unknown",
        "text": "Use my code MAYA20 for 20% off, link in bio", "brand": "Acme",
    }  # fmt: skip
    found, bad = send(writer, "post", "/disclosure/suspect", [post, {"id": 2}]).json()
    assert found["probability"] > 0.5
    assert bad["error"]
    assert send(writer, "post", "/disclosure/suspect", [post] * 1001).status_code == 422
    assert writer.get(f"{V1}/disclosure/suspected").json() == {"total": 0, "results": []}
    whole = writer.get(f"{V1}/disclosure/verify").json()
    assert (whole["whole"], whole["problems"]) == (True, [])
    assert writer.get(f"{V1}/disclosure/verify?head={'f' * 64}").json()["whole"] is False


def test_steps_and_more_time_over_the_api(writer: Client, agreed: Participant) -> None:
    feed = agreed.deliverables.get(platform="instagram")
    assert send(writer, "post", f"/deliverables/{feed.pk}/state", {"state": "draft"}).json()["state"] == "draft"
    assert send(writer, "post", f"/deliverables/{feed.pk}/state", {"state": "paid"}).status_code == 409
    Deliverable.objects.filter(pk=feed.pk).update(due_on=clock.today() - timedelta(days=2))
    (late,) = writer.get(f"{V1}/deliverables?only=late").json()
    assert (late["id"], late["standing"], late["grace_left"]) == (feed.pk, "late", 6)
    assert writer.get(f"{V1}/deliverables?only=ghosted").json() == []
    more = send(writer, "post", f"/deliverables/{feed.pk}/extend", {"due_on": "2099-01-01"}).json()
    assert (more["due_on"], more["standing"], more["grace_left"]) == ("2099-01-01", "open", None)

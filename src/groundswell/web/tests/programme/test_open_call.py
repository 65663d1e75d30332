"""An open call from its making to the applicant who takes part, over HTTP; and what rubbish meets."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Application, Campaign, OpenCall, Participant
from groundswell.campaigns.services import CallFacts, save_open_call
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.outreach.models import Mailbox, Message
from groundswell.relationships.models import ContactBasis, Decision, Relationship

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
QUESTIONS: list[dict[str, Any]] = [
    {"text": "Why trails?", "kind": "text", "required": True},
    {"text": "Shoe size", "kind": "choice", "choices": ["38", "39"]},
]


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def call(campaign: Campaign) -> OpenCall:
    facts = CallFacts(intro="Run with us.", gives="Shoes\n10 %", colour="#f4c430", questions=QUESTIONS)
    return save_open_call(campaign=campaign, facts=facts, is_open=True)


@pytest.fixture
def mailbox(workspace: Workspace) -> Mailbox:
    made: Mailbox = Mailbox.objects.create(
        workspace=workspace, name="Team", from_name="Ana", from_email="ana@acme.example", host="127.0.0.1"
    )
    return made


def apply(client: Client, call: OpenCall, *, after: float = 20, **changes: str) -> Any:
    with clock.told(NOON):
        html = client.get(f"/join/{call.slug}/").content.decode()
    hidden = dict(re.findall(r'name="(stamp|consent_version)" value="([^"]*)"', html))
    typed = {
        "name": "Ida Lund", "email": "Ida@Creators.example", "country": "se", "platform_1": "instagram",
        "account_1": "@Ida.Runs", "answer_1": "I live on one.", "answer_2": "39", "agreed": "on", **hidden, **changes,
    }  # fmt: skip
    with clock.told(NOON + timedelta(seconds=after)):
        return client.post(f"/join/{call.slug}/", typed, headers={"User-Agent": "Phone/1.0"})


def test_a_call_is_made_and_looks_like_the_brand(member_client: Callable[[str], Client], campaign: Campaign) -> None:
    client = member_client("manager")
    form = client.get(f"/w/acme/campaigns/{campaign.slug}/open-call/").content.decode()
    assert "Why would you like to take part?" in form
    posted = {
        "is_open": "on", "headline": "Run with us", "gives": "Shoes", "colour": "#F4C430", "accounts_needed": "1",
        "consent_text": "You may write to me.", "questions-TOTAL_FORMS": "2", "questions-INITIAL_FORMS": "0",
        "questions-0-text": "Size", "questions-0-kind": "choice", "questions-0-choices": "38, 39", "questions-1-text": "",
    }  # fmt: skip
    address = f"/w/acme/campaigns/{campaign.slug}/open-call/"
    assert client.post(address, posted | {"colour": "yellow"}).status_code == 200
    assert not OpenCall.objects.exists()
    assert client.post(address, posted).status_code == 302
    call = OpenCall.objects.get()
    assert (call.slug, call.colour, call.consent_version) == ("autumn-trail", "#f4c430", 1)
    client.post(address, posted | {"consent_text": "Other words."})
    assert OpenCall.objects.get().consent_version == 2
    anybody = Client()
    html = anybody.get("/join/autumn-trail/").content.decode()
    assert "Run with us" in html
    assert "Other words." in html
    assert "noindex" not in html
    css = anybody.get("/join/autumn-trail/look.css").content.decode()
    assert "background:#f4c430" in css
    assert "color:#000000" in css
    assert anybody.get("/join/autumn-trail/logo").status_code == 404
    client.post(address, {name: value for name, value in posted.items() if name != "is_open"})
    closed = anybody.get("/join/autumn-trail/")
    assert closed.status_code == 404
    assert "Applications are closed" in closed.content.decode()


def test_an_applicant_takes_part(
    client: Client, call: OpenCall, mailbox: Mailbox, member_client: Callable[[str], Client], workspace: Workspace
) -> None:
    assert apply(client, call).status_code == 302
    assert apply(client, call).status_code == 302
    row = Application.objects.get()
    assert (row.email, row.country, row.match) == ("ida@creators.example", "SE", "nobody")
    assert row.accounts == [
        {"platform": "instagram", "handle": "ida.runs", "url": "https://www.instagram.com/ida.runs/"}
    ]
    assert row.answers[0] == {"question": "Why trails?", "answer": "I live on one."}
    assert not Creator.objects.exists()
    manager = member_client("manager")
    queue = manager.get("/w/acme/campaigns/autumn-trail/?tab=applications").content.decode()
    assert "Ida Lund" in queue
    decide = f"/w/acme/applications/{row.pk}/decide/"
    manager.post(decide, {"do": "accept", "reason": ""})
    assert not Participant.objects.exists()
    manager.post(decide, {"do": "accept", "reason": "Runs every day.", "mailbox": str(mailbox.pk)})
    creator, participant = Creator.objects.get(), Participant.objects.get()
    assert (creator.name, creator.email, creator.accounts.get().handle) == ("Ida Lund", row.email, "ida.runs")
    message = Message.objects.get()
    assert message.subject == "You are in: Autumn trail"
    assert f"/c/{participant.token}" in message.body
    basis = ContactBasis.objects.get()
    assert (basis.creator, basis.text, basis.text_version) == (creator, call.consent_text, "autumn-trail 1")
    assert basis.given_at == row.at
    decision = Decision.objects.get()
    assert (decision.verdict, decision.side, decision.reason) == ("accepted", "brand", "Runs every day.")
    assert Relationship.objects.get().stage == "in_conversation"
    again = manager.post(decide, {"do": "accept", "reason": "Twice.", "mailbox": str(mailbox.pk)})
    assert again.status_code == 302
    assert manager.post(decide, {"do": "refuse", "reason": "No."}).status_code == 409
    assert (Message.objects.count(), Decision.objects.count(), Participant.objects.count()) == (1, 1, 1)


def test_known_creators_are_found_and_nobody_is_taken_for_another(
    client: Client, call: OpenCall, maya: Creator, member_client: Callable[[str], Client]
) -> None:
    apply(client, call, email="maya@creators.example", account_1="maya.runs")
    apply(client, call, name="Somebody", email="other@creators.example", account_1="maya.runs")
    sure, unsure = Application.objects.order_by("pk")
    assert (sure.match, sure.creator, unsure.match, unsure.creator) == ("sure", maya, "unsure", None)
    manager = member_client("manager")
    page = manager.get("/w/acme/campaigns/autumn-trail/?tab=applications").content.decode()
    assert "under another e-mail address" in page
    manager.post(f"/w/acme/applications/{sure.pk}/decide/", {"do": "accept", "reason": "Ours."})
    manager.post(f"/w/acme/applications/{unsure.pk}/decide/", {"do": "refuse", "reason": "Not her."})
    impostor = Creator.objects.get(name="Somebody")
    assert Participant.objects.get().creator == maya
    assert [account.handle for account in impostor.accounts.all()] == []
    assert Relationship.objects.get(creator=impostor).stage == "declined"
    assert Decision.objects.get(creator=impostor).reason == "Not her."


def test_refusing_a_known_creator_leaves_where_they_stand(
    client: Client, call: OpenCall, maya: Creator, member_client: Callable[[str], Client], mailbox: Mailbox
) -> None:
    Relationship.objects.create(workspace=maya.workspace, creator=maya, stage="live")
    apply(client, call, email="maya@creators.example", account_1="maya.runs")
    row = Application.objects.get()
    manager = member_client("manager")
    posted = {"do": "refuse", "reason": "In another campaign.", "mailbox": str(mailbox.pk)}
    manager.post(f"/w/acme/applications/{row.pk}/decide/", posted)
    assert Relationship.objects.get().stage == "live"
    assert Message.objects.get().subject == "Your application to Autumn trail"
    assert not Participant.objects.exists()


@pytest.mark.parametrize(
    ("changes", "after", "status"),
    [
        ({"site": "https://spam.example"}, 20, 302),
        ({}, 1, 422),
        ({}, 13 * 3600, 422),
        ({"stamp": "forged"}, 20, 422),
        ({"agreed": ""}, 20, 422),
        ({"answer_1": ""}, 20, 422),
        ({"answer_2": "47"}, 20, 422),
        ({"email": "nobody"}, 20, 422),
        ({"account_1": "https://tiktok.com/@ida"}, 20, 422),
        ({"consent_version": "7"}, 20, 409),
        ({"message": "x" * 70_000}, 20, 422),
    ],
)
def test_rubbish_leaves_nothing(
    client: Client, call: OpenCall, changes: dict[str, str], after: float, status: int
) -> None:
    assert apply(client, call, after=after, **changes).status_code == status
    assert not Application.objects.exists()


def test_one_sender_is_held_back(client: Client, call: OpenCall) -> None:
    answers = [apply(client, call, message=f"Again {number}").status_code for number in range(12)]
    assert answers == [302] * 3 + [409] * 7 + [429] * 2
    assert Application.objects.count() == 3


def test_rubbish_is_deleted_and_scripts_do_the_same(
    client: Client, call: OpenCall, workspace: Workspace, api: Callable[..., Client]
) -> None:
    for name in ("Ida", "Bot"):
        apply(client, call, name=f"{name} Lund", email=f"{name}@creators.example", account_1=name)
    script = api("read", "write")
    first, second = script.get("/api/v1/applications?campaign=autumn-trail&state=new").json()
    assert script.delete(f"/api/v1/applications/{second['id']}").status_code == 204
    told = script.post(
        f"/api/v1/applications/{first['id']}/accept", {"reason": "Good."}, content_type="application/json"
    ).json()
    assert (told["application"]["state"], told["unsent"]) == ("accepted", "")
    assert Application.objects.get().pk == first["id"]
    assert script.delete(f"/api/v1/applications/{first['id']}").status_code == 409
    body = {"is_open": False, "headline": "Later"}
    made = script.put("/api/v1/campaigns/autumn-trail/open-call", body, content_type="application/json").json()
    assert (made["takes_applications"], made["headline"]) == (False, "Later")
    assert apply(client, call).status_code == 404

"""Creators correct, take along and have erased what is known of them; the team answers."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.campaigns.commissions import balances, make_payout, settle_commissions
from groundswell.campaigns.models import CommissionEntry, Cost, Deliverable, Offer, OfferResponse, Participant
from groundswell.campaigns.tests.fixtures import accept, agreed, campaign, maya, participant, sent_offer
from groundswell.creators.consent import make_link
from groundswell.creators.consent.links import token_of
from groundswell.creators.models import Account, Creator, CreatorKey, CreatorRequest, SourceRecord
from groundswell.creators.own_record import erase_creator
from groundswell.creators.services import create_creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import receive_post
from groundswell.kit import clock
from groundswell.links.models import Attribution, Link, Order
from groundswell.outreach.errors import Suppressed
from groundswell.outreach.models import Mailbox, Message, Suppression
from groundswell.outreach.services import create_mailbox, queue_message
from groundswell.relationships.models import ContactBasis, Note, TimelineEvent
from groundswell.relationships.services import add_note, record_consent

__all__ = ["accept", "agreed", "campaign", "maya", "participant", "sent_offer"]
pytestmark = pytest.mark.django_db
FORM = {
    "name": "Maya Brook",
    "address_line_1": "1 Mud Lane",
    "postal_code": "97201",
    "city": "Portland",
    "country": "us",
}
REQUESTS = "/w/acme/creator-requests/"


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def page(agreed: Participant) -> str:
    return f"/c/{agreed.token}/data/"


@pytest.fixture
def manager(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


@pytest.fixture
def mailbox(workspace: Workspace) -> Mailbox:
    return create_mailbox(
        workspace=workspace, name="Main", from_name="Ana", from_email="ana@acme.example", host="127.0.0.1", port=9,
        security="none",
    )  # fmt: skip


def test_the_address_holds_at_once_and_stands_where_parcels_are_sent(
    client: Client, page: str, agreed: Participant, manager: Client
) -> None:
    assert client.post(page + "correct/", FORM)["Location"] == page + "?done=saved"
    agreed.creator.refresh_from_db()
    assert agreed.creator.address == {"address_line_1": "1 Mud Lane", "postal_code": "97201"}
    assert (agreed.creator.city, agreed.creator.country) == ("Portland", "US")
    assert "Goes to: Maya Brook, 1 Mud Lane, 97201, Portland" in client.get(f"/c/{agreed.token}/").content.decode()
    assert "1 Mud Lane" in manager.get("/w/acme/campaigns/autumn-trail/?tab=owed").content.decode()
    assert "address" in TimelineEvent.objects.get(kind="own_record_corrected").text
    assert client.post(page + "correct/", FORM)["Location"] == page + "?done=same"
    assert TimelineEvent.objects.filter(kind="own_record_corrected").count() == 1


@pytest.mark.parametrize("wrong", [{"name": ""}, {"country": "Oregon"}, {"city": "x" * 201}])
def test_what_cannot_be_kept_is_said_beside_the_field(
    client: Client, page: str, agreed: Participant, wrong: dict[str, str]
) -> None:
    response = client.post(page + "correct/", FORM | wrong)
    assert response.status_code == 422
    assert "field-error" in response.content.decode()
    agreed.creator.refresh_from_db()
    assert agreed.creator.address == {}


def test_another_address_waits_for_a_person(client: Client, page: str, agreed: Participant, manager: Client) -> None:
    for _ in range(2):
        client.post(page + "change/", {"email": "New@Creators.example", "account": "tiktok:@maya.moves"})
    assert CreatorRequest.objects.filter(state="waiting").count() == 2
    agreed.creator.refresh_from_db()
    assert agreed.creator.email == "maya@creators.example"
    assert "new@creators.example" in manager.get(REQUESTS).content.decode()
    assert "Creators ask" in manager.get("/w/acme/").content.decode()
    for row in CreatorRequest.objects.all():
        manager.post(f"{REQUESTS}{row.pk}/decide/", {"do": "apply"})
    agreed.creator.refresh_from_db()
    assert agreed.creator.email == "new@creators.example"
    assert agreed.creator.accounts.filter(platform="tiktok", handle="maya.moves").exists()
    assert not CreatorRequest.objects.filter(state="waiting").exists()


def test_an_address_of_somebody_else_is_not_given_away(
    client: Client, page: str, manager: Client, workspace: Workspace, agreed: Participant
) -> None:
    create_creator(workspace=workspace, name="Noah", email="noah@creators.example")
    assert client.post(page + "change/", {"email": "noah@creators.example"}).status_code == 302
    row = CreatorRequest.objects.get()
    html = manager.post(f"{REQUESTS}{row.pk}/decide/", {"do": "apply"}, follow=True).content.decode()
    assert "noah@creators.example is Noah already" in html
    row.refresh_from_db()
    assert row.state == "waiting"
    manager.post(f"{REQUESTS}{row.pk}/decide/", {"do": "refuse", "reason": "It is not yours."})
    assert "It is not yours." in client.get(page).content.decode()


@pytest.mark.parametrize("asked", [{}, {"email": "nobody"}, {"account": "???"}, {"email": "maya@creators.example"}])
def test_nothing_readable_asked(client: Client, page: str, asked: dict[str, str]) -> None:
    assert client.post(page + "change/", asked).status_code == 422
    assert not CreatorRequest.objects.exists()


def test_the_copy_holds_every_room_and_no_note_of_the_team(
    client: Client, page: str, agreed: Participant, workspace: Workspace
) -> None:
    add_note(workspace=workspace, creator=agreed.creator, body="a private opinion")
    response = client.get(page + "copy.json")
    told = json.loads(response.content)
    assert told["person"]["email"] == "maya@creators.example"
    assert set(told) >= {"accounts", "agreements", "consents", "contact", "history", "mails", "posts", "results"}
    assert told["agreements"]["answers"][0]["name"] == "Maya Brook"
    assert told["results"]["codes"][0]["code"] == "MAYA15"
    assert "a private opinion" not in response.content.decode()
    assert "buyers" in " ".join(told["not_included"])
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'


def test_no_more_mails(client: Client, page: str, agreed: Participant, workspace: Workspace, mailbox: Mailbox) -> None:
    record_consent(
        workspace=workspace, creator=agreed.creator, source="open call", text="Write to me.", text_version="1",
        given_at=clock.now(), key="k",
    )  # fmt: skip
    assert "Write to me." in client.get(page).content.decode()
    client.post(page + "stop/")
    assert ContactBasis.objects.get().withdrawn_at is not None
    assert "Nobody here writes to your address" in client.get(page).content.decode()
    with pytest.raises(Suppressed):
        queue_message(
            workspace=workspace, creator=agreed.creator, mailbox=mailbox, subject="Hi", body="Hi", idempotency_key="x"
        )


def test_the_page_of_own_data_opens_the_same_record(client: Client, agreed: Participant, workspace: Workspace) -> None:
    token = token_of(make_link(workspace=workspace, creator=agreed.creator))
    html = client.get(f"/c/{token}/").content.decode()
    assert f'href="/c/{token}/data/"' in html
    assert f'href="/c/{agreed.token}/"' in html
    assert client.get(f"/c/{token}/data/").status_code == 200
    assert f'href="/c/{token}/"' in client.get(f"/c/{agreed.token}/data/").content.decode()
    assert client.get("/c/guess/data/").status_code == 404
    assert client.post("/c/guess/data/correct/", FORM).status_code == 404


def test_to_be_forgotten_is_confirmed_by_mail_and_done_by_a_person(
    client: Client, page: str, agreed: Participant, workspace: Workspace, manager: Client, mailbox: Mailbox
) -> None:
    assert client.post(page + "erase/").status_code == 422
    for _ in range(2):
        assert client.post(page + "erase/", {"sure": "yes"})["Location"] == page + "?done=mailed#erase"
    letter = Message.objects.get(idempotency_key__startswith="erasure:")
    found = re.search(r"/c/forget/\S+", letter.body)
    assert found is not None
    assert "Not confirmed" in manager.get(REQUESTS).content.decode()
    assert "Is it your wish" in client.get(found[0]).content.decode()
    assert CreatorRequest.objects.get().confirmed_at is None
    assert "Confirmed" in client.post(found[0]).content.decode()
    assert "Confirmed by mail" in manager.get(REQUESTS).content.decode()
    row = CreatorRequest.objects.get()
    manager.post(f"{REQUESTS}{row.pk}/decide/", {"do": "apply"})
    assert client.get(page).status_code == 404
    assert client.get(found[0]).status_code == 404
    row.refresh_from_db()
    assert (row.state, row.value) == ("done", "")
    assert client.get("/c/forget/nonsense/").status_code == 404


def test_without_a_mailbox_the_wish_waits_unconfirmed(client: Client, page: str) -> None:
    assert client.post(page + "erase/", {"sure": "yes"})["Location"] == page + "?done=waits#erase"
    assert CreatorRequest.objects.get().confirmed_at is None


def test_what_the_law_demands_stays_without_the_person(
    agreed: Participant, workspace: Workspace, mailbox: Mailbox
) -> None:
    creator = agreed.creator
    receive_post(
        participant=agreed, url="https://www.instagram.com/maya.runs/p/Cx9/", caption="#ad Mud", submitted_by="creator"
    )
    add_note(workspace=workspace, creator=creator, body="likes mud")
    queue_message(workspace=workspace, creator=creator, mailbox=mailbox, subject="Hi", body="Hi", idempotency_key="x")
    SourceRecord.objects.create(
        workspace=workspace, kind="creators", key="1", digest=b"x" * 16, raw={"E-mail": "maya@creators.example"}
    )
    SourceRecord.objects.create(
        workspace=workspace, kind="creators", key="2", digest=b"y" * 16, raw={"E-mail": "o@x.example"}
    )
    costs = Cost.objects.count()
    assert erase_creator(workspace=workspace, creator=creator) is True
    left = Creator.objects.get(pk=creator.pk)
    assert (left.name, left.email, left.address, left.accounts.count()) == (f"Erased person {creator.pk}", "", {}, 0)
    assert OfferResponse.objects.filter(kind="accepted").count() == 1
    assert (Deliverable.objects.count(), DisclosureCheck.objects.count(), Cost.objects.count()) == (2, 1, costs)
    assert Suppression.objects.count() == 1
    gone = [Note.objects, Message.objects, TimelineEvent.objects, CreatorKey.objects]
    assert [rows.of(workspace).count() for rows in gone] == [0, 0, 0, 0]
    assert list(SourceRecord.objects.filter(kind="creators").values_list("key", flat=True)) == ["2"]
    assert not Account.objects.filter(handle="maya.runs").exists()
    assert not Link.objects.filter(active=True).exists()
    assert "Maya" not in str(list(AuditEntry.objects.filter(subject=f"creator {creator.pk}").values_list("detail")))


def test_where_nothing_was_agreed_nothing_stays(sent_offer: Offer, workspace: Workspace) -> None:
    creator = sent_offer.participant.creator
    assert erase_creator(workspace=workspace, creator=creator) is False
    assert not Creator.objects.of(workspace).exists()
    assert not Participant.objects.exists()
    assert Suppression.objects.count() == 1


def test_what_was_earned_stays_in_the_ledger_and_is_not_earned_again(
    participant: Participant, workspace: Workspace
) -> None:
    Participant.objects.update(commission_rate=Decimal("0.1"))
    order = Order.objects.create(
        workspace=workspace, source="shopify", external_id="1", currency="USD", subtotal=Decimal(84), total=Decimal(84),
        placed_at=clock.now() - timedelta(days=90),
    )  # fmt: skip
    Attribution.objects.create(
        workspace=workspace, order=order, creator=participant.creator, campaign=participant.campaign, method="code",
        reason="code",
    )  # fmt: skip
    settle_commissions(workspace=workspace)
    make_payout(workspace=workspace, currency="USD")
    before = list(CommissionEntry.objects.order_by("pk").values_list("kind", "amount", "creator"))
    assert erase_creator(workspace=workspace, creator=participant.creator) is True
    assert settle_commissions(workspace=workspace) == 0
    assert list(CommissionEntry.objects.order_by("pk").values_list("kind", "amount", "creator")) == before
    assert [(one.creator.name, one.due) for one in balances(workspace)] == [
        (f"Erased person {participant.creator_id}", Decimal("0.00"))
    ]


def test_another_workspace_neither_sees_nor_answers(
    client: Client, page: str, outsider: User, client_of: Callable[[User], Client], agreed: Participant
) -> None:
    client.post(page + "change/", {"email": "new@creators.example"})
    row, rival = CreatorRequest.objects.get(), client_of(outsider)
    assert rival.post(f"/w/rival/creator-requests/{row.pk}/decide/", {"do": "apply"}).status_code == 404
    assert "new@creators.example" not in rival.get("/w/rival/creator-requests/").content.decode()
    row.refresh_from_db()
    assert row.state == "waiting"

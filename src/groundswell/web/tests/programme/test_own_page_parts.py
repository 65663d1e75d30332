"""A creator's own page: every phase, results as chosen, dates, questions; and the team's hand on its address."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.campaigns.commissions import settle_commissions
from groundswell.campaigns.models import Campaign, Obligation, Offer, Participant
from groundswell.campaigns.queries.earnings import Earning, earnings_of
from groundswell.campaigns.services import (
    CallFacts,
    CampaignFacts,
    add_participants,
    close_page,
    create_campaign,
    publish_guidelines,
    save_open_call,
    save_page_setting,
)
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.kit import clock
from groundswell.kit.ids import digest
from groundswell.links.models import Attribution, Order
from groundswell.links.own_record import own_results
from groundswell.outreach.models import Incoming, Mailbox, Message, Thread
from groundswell.outreach.services import answer_thread, create_mailbox
from groundswell.relationships.models import Relationship, TimelineEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def mailbox(workspace: Workspace) -> Mailbox:
    return create_mailbox(
        workspace=workspace, name="Main", from_name="Ana", from_email="ana@acme.example", host="127.0.0.1", port=9,
        security="none",
    )  # fmt: skip


def sold(participant: Participant, net: str, number: int = 1, *, held: bool = False) -> None:
    """An order of today that is credited to the participant, or held apart."""
    order = Order.objects.create(
        workspace=participant.workspace, source="shopify", external_id=str(number), currency="USD", subtotal=Decimal(net),
        total=Decimal(net), placed_at=clock.now(),
    )  # fmt: skip
    Attribution.objects.create(
        workspace=order.workspace, order=order, creator=participant.creator, campaign=participant.campaign, method="code",
        reason="code", held=held,
    )  # fmt: skip


def html_of(client: Client, participant: Participant) -> str:
    return client.get(f"/c/{participant.token}/").content.decode()


def test_an_open_offer_leads_to_it_and_nothing_else_is_asked(client: Client, sent_offer: Offer) -> None:
    html = html_of(client, sent_offer.participant)
    assert "An offer waits for your answer." in html
    assert f'href="/o/{sent_offer.token}/"' in html
    assert "What we owe you" not in html
    assert 'id="results"' not in html


def test_a_campaign_called_off_asks_for_nothing_and_says_what_is_owed(client: Client, agreed: Participant) -> None:
    Campaign.objects.update(state="cancelled")
    html = html_of(client, agreed)
    assert "was called off" in html
    assert "What we owe you" in html
    assert "Send us your post" not in html
    assert "Show a draft" not in html


def test_a_campaign_that_is_over_still_takes_late_posts(client: Client, agreed: Participant) -> None:
    Campaign.objects.update(state="done")
    html = html_of(client, agreed)
    assert "This campaign is over." in html
    assert "Send us your post" in html


def test_next_steps_promises_and_parcels(client: Client, agreed: Participant) -> None:
    html = html_of(client, agreed)
    assert html.count("Show your draft, or publish and send the address.") == 2
    assert "$250.00" in html
    assert "Tell us your address" in html
    fee = Obligation.objects.get(kind="fee")
    fee.settled_on = date(2026, 11, 20)
    fee.save()
    assert "done 20 Nov 2026" in re.sub(r"<[^>]+>", "", html_of(client, agreed))


def test_what_is_held_apart_is_nobodys_result_yet(
    client: Client, agreed: Participant, workspace: Workspace, member_client: Callable[[str], Client]
) -> None:
    save_page_setting(workspace=workspace, shows=["orders", "revenue", "commission"])
    sold(agreed, "100.00")
    sold(agreed, "70.00", 2, held=True)
    assert earnings_of(agreed) == [Earning("USD", Decimal("10.00"))]
    assert [(row["orders"], row["net"]) for row in own_results(workspace, agreed.creator)["orders"]] == [
        (1, Decimal("100.00"))
    ]
    html = html_of(client, agreed)
    assert "$100.00" in html
    assert "$170.00" not in html
    team = member_client("manager")
    profile = team.get(f"/w/acme/creators/{agreed.creator_id}/").content.decode()
    assert "1 order because of Maya Brook" in profile
    assert team.get("/w/acme/").context["orders_owed"] == 1


def test_only_chosen_results_are_shown(client: Client, agreed: Participant, workspace: Workspace) -> None:
    sold(agreed, "84.00")
    html = html_of(client, agreed)
    assert "<dt>Sales</dt>" not in html
    assert "Commission earned here" in html
    assert "$8.40" in html
    assert "As of" in html
    assert "Not due yet" not in html
    settle_commissions(workspace=workspace)
    assert "<dt>Not due yet</dt><dd>$8.40</dd>" in html_of(client, agreed)
    save_page_setting(workspace=workspace, shows=["revenue"])
    html = html_of(client, agreed)
    assert "<dt>Sales</dt>" in html
    assert "$84.00" in html
    assert "<dt>Clicks</dt>" not in html
    assert "$8.40" not in html


def test_the_dates_as_a_calendar_file(client: Client, agreed: Participant) -> None:
    Obligation.objects.filter(kind="fee").update(due_on=date(2099, 12, 28))
    response = client.get(f"/c/{agreed.token}/dates.ics")
    text = response.content.decode()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20991214" in text
    assert "Acme Shoes owes you: " in text.replace("\r\n ", "")
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_the_brands_colour_and_the_pictures_of_the_link(
    client: Client, agreed: Participant, workspace: Workspace
) -> None:
    look = f"/c/{agreed.token}/look.css"
    assert client.get(look).content == b""
    save_page_setting(workspace=workspace, colour="#ffee00", shows=[])
    assert b"background:#ffee00" in client.get(look).content
    save_open_call(campaign=agreed.campaign, facts=CallFacts(colour="#123456"), is_open=False)
    assert b"background:#123456" in client.get(look).content
    assert client.get(f"/c/{agreed.token}/qr.png").content.startswith(b"\x89PNG")


def test_guidelines_say_what_the_newest_version_changes(
    client: Client, campaign: Campaign, sent_offer: Offer, accept: Callable[..., object]
) -> None:
    first = [{"kind": "hashtag", "value": "mud"}]
    publish_guidelines(campaign=campaign, brief="Run.", items=first, places=tuple(PLACES))
    accept(sent_offer)
    publish_guidelines(
        campaign=campaign, brief="Run.", items=[{"kind": "forbidden", "value": "<cures>"}], places=tuple(PLACES)
    )
    html = html_of(client, Participant.objects.get())
    assert "New: Do not say: “&lt;cures&gt;”" in html
    assert "<del>Hashtag: #mud</del>" in html
    assert "it binds you only once you accept" in html


def test_a_question_reaches_the_inbox_and_the_answer_the_page(
    client: Client, agreed: Participant, mailbox: Mailbox
) -> None:
    for _ in range(2):
        response = client.post(f"/c/{agreed.token}/ask/", {"text": "May I use <b>snow</b>?"})
        assert response["Location"] == f"/c/{agreed.token}/?asked=yes#talk"
    thread = Thread.objects.get()
    assert (thread.unread, thread.subject, Incoming.objects.count()) == (True, "Autumn trail", 1)
    assert TimelineEvent.objects.filter(kind="own_page_message").count() == 1
    answer_thread(workspace=agreed.workspace, thread=thread, body="Yes, snow is fine.", idempotency_key="a")
    assert "Yes, snow is fine." not in html_of(client, agreed)
    Message.objects.update(state="sent", sent_at=thread.last_at)
    html = html_of(client, agreed)
    assert "Yes, snow is fine." in html
    assert "May I use &lt;b&gt;snow&lt;/b&gt;?" in html


def test_a_question_without_a_mailbox_stands_on_the_timeline_and_moves_the_board(
    client: Client, participant: Participant
) -> None:
    client.post(f"/c/{participant.token}/ask/", {"text": "Hello?"})
    assert not Thread.objects.exists()
    assert "Hello?" in TimelineEvent.objects.get(kind="own_page_message").text
    assert Relationship.objects.get().stage == "in_conversation"
    for text in ("", "   ", "x" * 5001, "a\x00b"):
        assert client.post(f"/c/{participant.token}/ask/", {"text": text}).status_code == 422
    assert TimelineEvent.objects.filter(kind="own_page_message").count() == 1


def test_several_campaigns_lead_to_one_another_but_not_to_drafts_or_strangers(
    client: Client, agreed: Participant, workspace: Workspace, other_workspace: Workspace
) -> None:
    for name, state in (("Winter", "running"), ("Secret", "draft")):
        made = create_campaign(workspace=workspace, facts=CampaignFacts(name=name, state=state))
        add_participants(workspace=workspace, campaign=made, creators=[agreed.creator])
    html = html_of(client, agreed)
    winter = Participant.objects.get(campaign__name="Winter")
    assert f'href="/c/{winter.token}/"' in html
    assert "Secret" not in html
    close_page(participant=winter)
    assert "Winter" not in html_of(client, agreed)


def test_the_team_copies_renews_closes_and_opens(
    client: Client, member_client: Callable[..., Client], agreed: Participant
) -> None:
    manager = member_client("manager")
    root, old = f"/w/acme/participants/{agreed.pk}/page/", agreed.token
    assert f"/c/{old}" in manager.get(root).content.decode()
    manager.post(f"{root}change/", {"do": "renew"})
    agreed.refresh_from_db()
    assert agreed.token != old
    assert client.get(f"/c/{old}/").status_code == 404
    assert client.get(f"/c/{agreed.token}/").status_code == 200
    manager.post(f"{root}change/", {"do": "close"})
    assert client.get(f"/c/{agreed.token}/").status_code == 404
    assert client.post(f"/c/{agreed.token}/ask/", {"text": "Hi"}).status_code == 404
    assert "page closed" in manager.get("/w/acme/campaigns/autumn-trail/?tab=participants").content.decode()
    manager.post(f"{root}change/", {"do": "open"})
    assert client.get(f"/c/{agreed.token}/").status_code == 200
    actions = list(AuditEntry.objects.filter(action__startswith="own_page.").values_list("action", flat=True))
    assert sorted(actions) == ["own_page.closed", "own_page.renewed", "own_page.reopened"]


def test_an_analyst_changes_nothing(member_client: Callable[..., Client], agreed: Participant) -> None:
    analyst, old = member_client("analyst"), agreed.token
    assert analyst.post(f"/w/acme/participants/{agreed.pk}/page/change/", {"do": "renew"}).status_code == 403
    agreed.refresh_from_db()
    assert agreed.token == old


def test_the_address_is_mailed_once(
    member_client: Callable[..., Client], agreed: Participant, mailbox: Mailbox
) -> None:
    manager = member_client("manager")
    for _ in range(2):
        manager.post(f"/w/acme/participants/{agreed.pk}/page/change/", {"do": "send", "mailbox": mailbox.pk})
    assert f"/c/{agreed.token}" in Message.objects.get(idempotency_key__startswith="own-page:").body


def test_addresses_from_before_they_were_signed_still_open_until_renewed(client: Client, agreed: Participant) -> None:
    Participant.objects.update(earlier_digest=digest("old-address"))
    assert client.get("/c/old-address/").status_code == 200
    agreed.refresh_from_db()
    from groundswell.campaigns.services import renew_page

    renew_page(participant=agreed)
    assert client.get("/c/old-address/").status_code == 404


def test_guessing_is_slowed_down(client: Client, agreed: Participant) -> None:
    answers = [client.get(f"/c/guess-{n}/").status_code for n in range(25)]
    assert (answers[:20], answers[20:]) == ([404] * 20, [429] * 5)


def test_the_team_chooses_how_pages_look(member_client: Callable[..., Client], workspace: Workspace) -> None:
    manager = member_client("manager")
    page = "/w/acme/creator-pages/"
    assert manager.post(page, {"colour": "red", "shows": ["clicks"]}).status_code == 422
    assert manager.post(page, {"colour": "#102030", "shows": ["clicks", "revenue"]})["Location"] == page
    assert 'value="#102030"' in manager.get(page).content.decode()
    assert manager.post(page, {"shows": ["salary"]}).status_code == 422

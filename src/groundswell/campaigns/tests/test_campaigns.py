"""Campaigns, participants and offers below the pages."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Cost, Deliverable, Offer, Participant
from groundswell.campaigns.queries import campaign_cards, campaign_of, offer_of, participant_of
from groundswell.campaigns.services import (
    CampaignFacts,
    add_participants,
    create_campaign,
    create_offer,
    mail_offers,
    record_cost,
    remove_participant,
    revise_offer,
    send_offer,
    update_campaign,
    withdraw_offer,
)
from groundswell.campaigns.tests.fixtures import terms
from groundswell.creators.models import Creator
from groundswell.creators.services import create_creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.outreach.models import Mailbox, Message
from groundswell.relationships.models import Relationship

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(workspace: Workspace) -> Mailbox:
    made: Mailbox = Mailbox.objects.create(
        workspace=workspace, name="Team", from_name="Ana", from_email="ana@acme.example", host="127.0.0.1"
    )
    return made


def test_slugs_are_made_and_never_taken_twice(workspace: Workspace, other_workspace: Workspace) -> None:
    facts = CampaignFacts(name="Spring sale!")
    slugs = [create_campaign(workspace=workspace, facts=facts).slug for _ in range(3)]
    assert slugs == ["spring-sale", "spring-sale-2", "spring-sale-3"]
    assert create_campaign(workspace=other_workspace, facts=facts).slug == "spring-sale"
    assert create_campaign(workspace=workspace, facts=CampaignFacts(name="春")).slug == "campaign"
    with pytest.raises(Conflict):
        create_campaign(workspace=workspace, facts=facts, slug="spring-sale")


def test_signs_of_hashtag_and_handle_are_left_out(workspace: Workspace) -> None:
    made = create_campaign(workspace=workspace, facts=CampaignFacts(name="A", hashtag="#acme", brand_handle=" @acme"))
    assert (made.hashtag, made.brand_handle, made.currency) == ("acme", "acme", "USD")
    update_campaign(campaign=made, facts=CampaignFacts(name="B", currency="CAD"))
    assert (made.name, made.slug, made.hashtag, made.currency) == ("B", "a", "", "CAD")


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"name": " "}, "name"),
        ({"starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 1)}, "ends_on"),
        ({"commission_rate": Decimal(15)}, "commission_rate"),
        ({"budget": Decimal(-1)}, "budget"),
    ],
)
def test_what_no_campaign_can_be(workspace: Workspace, facts: dict[str, Any], where: str) -> None:
    with pytest.raises(BadInput) as caught:
        create_campaign(workspace=workspace, facts=CampaignFacts(**{"name": "A", **facts}))
    assert caught.value.where == where
    assert not Campaign.objects.exists()


def test_adding_is_idempotent_and_stays_in_the_workspace(
    workspace: Workspace, campaign: Campaign, maya: Creator, other_workspace: Workspace
) -> None:
    stranger = create_creator(workspace=other_workspace, name="Not Ours")
    assert add_participants(workspace=workspace, campaign=campaign, creators=[maya, maya, stranger]) == 1
    assert add_participants(workspace=workspace, campaign=campaign, creators=[maya]) == 0
    assert Participant.objects.get().creator == maya
    assert Relationship.objects.get().stage == "identified"


def test_nobody_leaves_who_has_agreed(participant: Participant, sent_offer: Offer, accept: Callable[..., Any]) -> None:
    accept(sent_offer)
    with pytest.raises(Conflict):
        remove_participant(participant=participant)
    assert Participant.objects.exists()


def test_somebody_who_only_got_an_offer_can_be_removed(sent_offer: Offer) -> None:
    remove_participant(participant=sent_offer.participant)
    assert not Participant.objects.exists()
    assert not Offer.objects.exists()


def test_progress_counts_states_and_own_currency(
    workspace: Workspace, campaign: Campaign, agreed: Participant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Deliverable.objects.filter(platform="tiktok").update(state="live")
    record_cost(
        workspace=workspace,
        kind="shipping",
        amount=Decimal("9.90"),
        currency="CAD",
        source="test",
        external_id="1",
        campaign=campaign,
    )
    for number in range(5):
        create_campaign(workspace=workspace, facts=CampaignFacts(name=f"More {number}"))
    with django_assert_num_queries(4):
        cards = campaign_cards(workspace)
    card = next(card for card in cards if card.campaign == campaign)
    assert (card.people, card.posts_done, card.posts_agreed) == (1, 1, 2)
    assert card.spent == Decimal("291.50")
    assert card.other_currencies == {"CAD": Decimal("9.90")}
    assert card.budget_share == Decimal("0.2915")


def test_costs_are_idempotent(workspace: Workspace) -> None:
    facts: dict[str, Any] = {
        "workspace": workspace,
        "kind": "fee",
        "currency": "USD",
        "source": "payouts",
        "external_id": "7",
    }
    assert record_cost(amount=Decimal(10), **facts)[1] == "created"
    assert record_cost(amount=Decimal(10), **facts)[1] == "unchanged"
    assert record_cost(amount=Decimal(12), **facts)[1] == "updated"
    assert Cost.objects.get().amount == 12


def test_a_product_of_unknown_cost_is_no_cost(
    workspace: Workspace, participant: Participant, accept: Callable[..., Any]
) -> None:
    offer = create_offer(workspace=workspace, participant=participant, terms=terms(fee=Decimal(0), product_cost=None))
    send_offer(offer=offer)
    accept(offer)
    assert not Cost.objects.exists()


def test_one_open_offer_at_a_time(workspace: Workspace, sent_offer: Offer) -> None:
    with pytest.raises(Conflict):
        create_offer(workspace=workspace, participant=sent_offer.participant, terms=terms())


def test_a_draft_is_changed_in_place_and_a_sent_offer_is_not(workspace: Workspace, participant: Participant) -> None:
    offer = create_offer(workspace=workspace, participant=participant, terms=terms())
    assert revise_offer(offer=offer, terms=terms(fee=Decimal(1))).pk == offer.pk
    send_offer(offer=offer)
    second = revise_offer(offer=offer, terms=terms(fee=Decimal(2)))
    assert second.pk != offer.pk
    assert revise_offer(offer=offer, terms=terms(fee=Decimal(3))).pk == second.pk
    assert {o.version: o.fee for o in Offer.objects.all()} == {1: Decimal(1), 2: Decimal(3)}


def test_an_answer_meanwhile_wins_over_a_drafted_version(sent_offer: Offer, accept: Callable[..., Any]) -> None:
    draft = revise_offer(offer=sent_offer, terms=terms(fee=Decimal(1)))
    accept(sent_offer)
    assert not Offer.objects.filter(pk=draft.pk).exists()
    with pytest.raises(Conflict):
        revise_offer(offer=sent_offer, terms=terms())
    with pytest.raises(Conflict):
        withdraw_offer(offer=Offer.objects.get(pk=sent_offer.pk))


def test_a_further_offer_adds_to_what_was_agreed(
    workspace: Workspace, agreed: Participant, accept: Callable[..., Any]
) -> None:
    link, code = agreed.link, agreed.code
    more = create_offer(workspace=workspace, participant=agreed, terms=terms(fee=Decimal(80), product=""))
    send_offer(offer=more)
    accept(more)
    again = Participant.objects.get()
    assert Deliverable.objects.count() == 4
    assert sorted(cost.amount for cost in Cost.objects.all()) == [Decimal("41.50"), Decimal(80), Decimal(250)]
    assert (again.link, again.code) == (link, code)


def test_offers_go_out_by_mail_once_each(
    workspace: Workspace, campaign: Campaign, participant: Participant, mailbox: Mailbox
) -> None:
    silent = create_creator(workspace=workspace, name="No Address")
    add_participants(workspace=workspace, campaign=campaign, creators=[silent])
    offers = [
        create_offer(workspace=workspace, participant=p, terms=terms()) for p in Participant.objects.order_by("pk")
    ]
    letter: dict[str, Any] = {"mailbox": mailbox, "subject": "For {{ creator.first_name }}", "body": "{{ offer.link }}"}
    outcome = mail_offers(offers=offers, **letter)
    assert outcome.sent == 1
    assert [name for name, _ in outcome.refused] == ["No Address"]
    message = Message.objects.get()
    assert message.subject == "For Maya"
    assert message.body.strip().endswith(f"/o/{offers[0].token}")
    assert [offer.state for offer in Offer.objects.order_by("pk")] == ["sent", "draft"]
    mail_offers(offers=offers[:1], **letter)
    assert Message.objects.count() == 1


def test_a_missing_value_leaves_the_draft(workspace: Workspace, participant: Participant, mailbox: Mailbox) -> None:
    offer = create_offer(workspace=workspace, participant=participant, terms=terms())
    outcome = mail_offers(offers=[offer], mailbox=mailbox, subject="Hi", body="{{ creator.birthday }}")
    assert outcome.sent == 0
    assert "creator.birthday" in outcome.refused[0][1]
    assert Offer.objects.get().state == "draft"
    assert not Message.objects.exists()


def test_nothing_is_found_from_another_workspace(
    other_workspace: Workspace, campaign: Campaign, sent_offer: Offer
) -> None:
    with pytest.raises(NotFound):
        campaign_of(other_workspace, campaign.slug)
    with pytest.raises(NotFound):
        offer_of(other_workspace, sent_offer.pk)
    with pytest.raises(NotFound):
        participant_of(other_workspace, sent_offer.participant_id)
    assert campaign_cards(other_workspace) == []


def test_a_sent_offer_past_its_date_is_seen_as_expired(sent_offer: Offer) -> None:
    assert sent_offer.seen_state == "sent"
    with clock.told(sent_offer.expires_at):
        assert sent_offer.seen_state == "expired"
    sent_offer.state = Offer.State.ACCEPTED
    with clock.told(sent_offer.expires_at):
        assert sent_offer.seen_state == "accepted"


def test_a_version_cannot_replace_what_was_accepted(sent_offer: Offer) -> None:
    draft = revise_offer(offer=sent_offer, terms=terms(fee=Decimal(1)))
    Offer.objects.filter(pk=sent_offer.pk).update(state="accepted")
    with pytest.raises(Conflict):
        send_offer(offer=draft)
    assert {o.version: o.state for o in Offer.objects.all()} == {1: "accepted", 2: "draft"}

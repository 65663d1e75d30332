"""Making, changing, sending and withdrawing offers."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Offer, Participant
from groundswell.campaigns.queries.offer_page import page_of
from groundswell.campaigns.rules.terms import OfferTerms, check_terms
from groundswell.kit import clock
from groundswell.kit.errors import Conflict
from groundswell.relationships.models import Stage
from groundswell.relationships.services import move_stage, record_event

OPEN = (Offer.State.DRAFT, Offer.State.SENT)


@transaction.atomic
def create_offer(*, workspace: Workspace, participant: Participant, terms: OfferTerms) -> Offer:
    """A draft for one participant. Conflict while another offer to them is open: revise that one."""
    check_terms(terms, now=clock.now())
    if participant.offers.filter(state__in=OPEN).exists():
        raise Conflict(
            f"{participant.creator.name} has an open offer in this campaign.", cure="Change or withdraw that one."
        )
    return save_terms(Offer(workspace=workspace, participant=participant, version=next_version(participant)), terms)


@transaction.atomic
def revise_offer(*, offer: Offer, terms: OfferTerms) -> Offer:
    """New terms: a draft is changed in place; a sent offer gets a draft of its next version, which
    replaces it when it is sent. Conflict for an offer that was answered or withdrawn."""
    check_terms(terms, now=clock.now())
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.state == Offer.State.DRAFT:
        return save_terms(offer, terms)
    if offer.state != Offer.State.SENT:
        raise Conflict(f"This offer is {offer.get_state_display().lower()}.", cure="Make a new offer.")
    successor = Offer.objects.filter(replaces=offer).first() or Offer(
        workspace=offer.workspace,
        participant=offer.participant,
        version=next_version(offer.participant),
        replaces=offer,
    )
    return save_terms(successor, terms)


@transaction.atomic
def send_offer(*, offer: Offer, user: User | None = None) -> None:
    """Opens the offer's page to the creator; `mail_offer` also writes to them. Sending twice changes nothing.

    Conflict for an offer that was answered or withdrawn, or whose older version was answered meanwhile.
    """
    offer = (
        Offer.objects.select_for_update()
        .select_related("participant__creator", "participant__campaign")
        .get(pk=offer.pk)
    )
    if offer.state not in OPEN:
        raise Conflict(f"This offer is {offer.get_state_display().lower()}.", cure="Make a new offer.")
    if offer.state == Offer.State.DRAFT:
        _open(offer, user)


@transaction.atomic
def withdraw_offer(*, offer: Offer, user: User | None = None) -> None:
    """Closes an open offer: its page says so. Conflict once it was answered."""
    offer = Offer.objects.select_for_update().select_related("participant__creator").get(pk=offer.pk)
    if offer.state not in OPEN:
        raise Conflict(f"This offer is {offer.get_state_display().lower()}.")
    if offer.state == Offer.State.DRAFT:
        offer.delete()
        return
    Offer.objects.filter(replaces=offer).delete()
    close_proposals(offer)
    offer.state = Offer.State.WITHDRAWN
    offer.save(update_fields=["state"])
    _note(offer, "offer_withdrawn", "The offer was withdrawn", user)


def mark_viewed(*, offer: Offer) -> None:
    """Notes the first time the creator opened the page."""
    Offer.objects.filter(pk=offer.pk, viewed_at=None, state=Offer.State.SENT).update(viewed_at=clock.now())


def close_proposals(offer: Offer) -> None:
    """What the creator proposed instead of this offer is no longer open."""
    Offer.objects.filter(answers=offer, state=Offer.State.PROPOSED).update(state=Offer.State.REPLACED)


def _open(offer: Offer, user: User | None) -> None:
    if offer.replaces_id is not None:
        old = Offer.objects.select_for_update().get(pk=offer.replaces_id)
        if old.state != Offer.State.SENT:
            raise Conflict(
                f"Version {old.version} was answered meanwhile.",
                cure="Withdraw this draft, and make a further offer if one is needed.",
            )
        old.state = Offer.State.REPLACED
        old.save(update_fields=["state"])
        close_proposals(old)
    offer.state, offer.sent_at = Offer.State.SENT, clock.now()
    page = page_of(offer)
    offer.text, offer.text_sha256 = page.text, page.sha256
    offer.save(update_fields=["state", "sent_at", "text", "text_sha256"])
    participant = offer.participant
    if participant.state in (Participant.State.INVITED, Participant.State.DECLINED):
        participant.state = Participant.State.OFFERED
        participant.save(update_fields=["state"])
    move_stage(
        workspace=offer.workspace,
        creator=participant.creator,
        stage=Stage.CONTACTED,
        user=user,
        reason="An offer was sent.",
        forward_only=True,
    )
    _note(offer, "offer_sent", "An offer was sent", user)


def _note(offer: Offer, kind: str, text: str, user: User | None) -> None:
    campaign = offer.participant.campaign
    record_event(
        workspace=offer.workspace,
        creator=offer.participant.creator,
        kind=kind,
        text=f"{text} ({campaign.name}, version {offer.version}).",
        detail={"offer": offer.pk, "campaign": campaign.slug, "version": offer.version},
        actor=user,
    )


def save_terms(offer: Offer, terms: OfferTerms) -> Offer:
    """Writes the terms into the offer."""
    facts = asdict(terms) | {
        "deliverables": [planned.as_json() for planned in terms.deliverables],
        "items": [item.as_json() for item in terms.items],
    }
    for name, value in facts.items():
        setattr(offer, name, value)
    offer.save()
    return offer


def next_version(participant: Participant) -> int:
    """The number after the last; a creator's proposals are versions too."""
    last: int | None = participant.offers.aggregate(last=Max("version"))["last"]
    return (last or 0) + 1

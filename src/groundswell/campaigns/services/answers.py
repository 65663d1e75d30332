"""The creator's answer to an offer: kept word for word, and acceptance put into effect."""

from dataclasses import dataclass

from django.db import transaction

from groundswell.campaigns.models import Offer, OfferResponse, Participant
from groundswell.campaigns.queries.offer_page import OfferPage, open_page
from groundswell.campaigns.services.acceptance import put_into_effect
from groundswell.campaigns.services.copies import send_copies
from groundswell.campaigns.services.offers import close_proposals
from groundswell.campaigns.services.reasons import keep_decision
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Stage
from groundswell.relationships.services import move_stage, record_event

FINAL = (OfferResponse.Kind.ACCEPTED, OfferResponse.Kind.DECLINED)

ANSWERS = (*FINAL, OfferResponse.Kind.QUESTION)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came with the request. `version` and `text_sha256` say which text the creator had read."""

    kind: str
    version: int
    text_sha256: str
    name: str = ""
    message: str = ""
    ip: str | None = None
    user_agent: str = ""


@transaction.atomic
def respond_to_offer(*, token: str, answer: Answer) -> OfferResponse:
    """The record of the answer; the same answer twice gives the same record and does nothing more.

    Conflict (`offer_changed`) when what was read is not what stands there now, and when a final answer
    of the other kind exists; NotFound as `open_page` says.
    """
    Offer.objects.select_for_update().get(pk=open_page(token).offer.pk)
    page = open_page(token)
    if (earlier := _same_answer(page.offer, answer)) is not None:
        return earlier
    _check(page, answer)
    response = OfferResponse.objects.create(
        workspace=page.offer.workspace,
        offer=page.offer,
        kind=answer.kind,
        name=answer.name.strip(),
        message=answer.message.strip(),
        offer_version=page.offer.version,
        offer_text=page.text,
        text_sha256=page.sha256,
        ip=answer.ip,
        user_agent=answer.user_agent[:255],
        at=clock.now(),
    )
    _follow_up(page.offer, response)
    return response


def _same_answer(offer: Offer, answer: Answer) -> OfferResponse | None:
    same = OfferResponse.objects.filter(offer=offer, kind=answer.kind)
    if answer.kind == OfferResponse.Kind.QUESTION:
        same = same.filter(message=answer.message.strip())
    return same.first()


def _check(page: OfferPage, answer: Answer) -> None:
    if answer.kind not in ANSWERS:
        raise BadInput(f"“{answer.kind}” is no answer to an offer.", where="kind")
    if page.answer is not None:
        raise Conflict(f"This offer was {page.answer.kind} on {page.answer.at:%d %B %Y}.", cure="Write to the brand.")
    if (answer.version, answer.text_sha256) != (page.offer.version, page.sha256):
        raise Conflict("The offer has changed since you opened it.", code="offer_changed", cure="Please read it again.")
    if answer.kind == OfferResponse.Kind.ACCEPTED and not answer.name.strip():
        raise BadInput("Your name is missing.", where="name", cure="Type your full name to accept.")
    if answer.kind == OfferResponse.Kind.QUESTION and not answer.message.strip():
        raise BadInput("The question is empty.", where="message", cure="Write what you would like to know.")


def _follow_up(offer: Offer, response: OfferResponse) -> None:
    creator = offer.participant.creator
    if response.kind in FINAL:
        offer.state = response.kind
        offer.save(update_fields=["state"])
        Offer.objects.filter(replaces=offer, state=Offer.State.DRAFT).delete()
        close_proposals(offer)
        keep_decision(response, side="creator")
    words = {"accepted": "Accepted the offer", "declined": "Declined the offer", "question": "Asked about the offer"}
    record_event(
        workspace=offer.workspace,
        creator=creator,
        kind=f"offer_{response.kind}",
        text=f"{words[response.kind]} ({offer.participant.campaign.name}, version {offer.version}). {response.message}"[
            :500
        ].strip(),
        detail={"offer": offer.pk, "response": response.pk, "campaign": offer.participant.campaign.slug},
    )
    if response.kind == OfferResponse.Kind.ACCEPTED:
        put_into_effect(offer)
        send_copies(response)
    elif response.kind == OfferResponse.Kind.DECLINED:
        _decline(offer.participant)
    else:
        move_stage(
            workspace=offer.workspace, creator=creator, stage=Stage.IN_CONVERSATION, forward_only=True,
            reason="Asked about the offer.",
        )  # fmt: skip


def _decline(participant: Participant) -> None:
    """A refused further offer ends nothing that was agreed before."""
    if participant.state in (Participant.State.INVITED, Participant.State.OFFERED):
        participant.state = Participant.State.DECLINED
        participant.save(update_fields=["state"])
    move_stage(
        workspace=participant.workspace, creator=participant.creator, stage=Stage.DECLINED, forward_only=True,
        reason="Declined the offer.",
    )  # fmt: skip

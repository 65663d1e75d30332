"""A creator proposes other terms; the brand accepts, counters or declines. Each is a version of its own, kept word for word."""

from dataclasses import dataclass

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Offer, OfferResponse
from groundswell.campaigns.queries.offer_page import OfferPage, open_page, page_of
from groundswell.campaigns.queries.offers import terms_of
from groundswell.campaigns.rules.proposals import Proposal, apply_proposal
from groundswell.campaigns.rules.terms import check_terms
from groundswell.campaigns.services.acceptance import put_into_effect
from groundswell.campaigns.services.copies import send_copies
from groundswell.campaigns.services.offers import close_proposals, next_version, save_terms
from groundswell.campaigns.services.reasons import keep_decision
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Stage
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services import move_stage, record_event

MOST = 10
State, Kind = Offer.State, OfferResponse.Kind


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What came with the request. `version` and `text_sha256` say which offer the creator had read."""

    proposal: Proposal
    version: int
    text_sha256: str
    name: str
    message: str = ""
    agreed: bool = False
    ip: str | None = None
    user_agent: str = ""


@transaction.atomic
def propose_terms(*, token: str, proposed: Proposed) -> Offer:
    """The proposal as the next version, signed by the creator's name: if the brand accepts it, it holds.

    The offer itself stays open. A second proposal takes the place of the first; the same one again changes nothing.
    """
    Offer.objects.select_for_update().get(pk=open_page(token).offer.pk)
    page = open_page(token)
    _check(page, proposed)
    offer = page.offer
    terms = apply_proposal(terms_of(offer), proposed.proposal)
    check_terms(terms, now=clock.now())
    waiting = offer.proposals.filter(state=State.PROPOSED).first()
    if waiting is not None and terms_of(waiting) == terms:
        return waiting
    if offer.proposals.count() >= MOST:
        raise Conflict("That is the tenth proposal.", cure="Write to the brand instead.")
    close_proposals(offer)
    made = save_terms(
        Offer(
            workspace=offer.workspace, participant=offer.participant, version=next_version(offer.participant),
            author=Offer.Author.CREATOR, answers=offer, state=State.PROPOSED, sent_at=clock.now(),
        ),
        terms,
    )  # fmt: skip
    text = page_of(made)
    made.text, made.text_sha256 = text.text, text.sha256
    made.save(update_fields=["text", "text_sha256"])
    _respond(
        made,
        Kind.PROPOSED,
        name=proposed.name,
        message=proposed.message,
        ip=proposed.ip,
        user_agent=proposed.user_agent,
    )
    _tell(made, "offer_proposed", "Proposed other terms", None)
    move_stage(
        workspace=made.workspace, creator=made.participant.creator, stage=Stage.IN_CONVERSATION, forward_only=True,
        reason="Proposed other terms.",
    )  # fmt: skip
    return made


@transaction.atomic
def accept_proposal(*, proposal: Offer, user: User | None = None) -> OfferResponse:
    """The brand takes the creator's version as it stands: that version is agreed.

    Conflict when it is no longer open, has run out, or the campaign's brief or dates changed since it was signed.
    """
    row = _open(proposal)
    if (done := row.responses.filter(kind=Kind.ACCEPTED).first()) is not None:
        return done
    _still(row)
    page = page_of(row)
    if page.sha256 != row.text_sha256:
        raise Conflict(
            "The campaign changed after the creator signed this.",
            code="offer_changed",
            cure="Make a counter-offer with it.",
        )
    offer = row.answers
    if offer is not None:
        Offer.objects.filter(replaces=offer).delete()
        Offer.objects.filter(pk=offer.pk).update(state=State.REPLACED)
    row.replaces, row.state = offer, State.ACCEPTED
    row.save(update_fields=["replaces", "state"])
    signed = row.responses.get(kind=Kind.PROPOSED)
    answer = _respond(row, Kind.ACCEPTED, name=signed.name, ip=signed.ip, user_agent=signed.user_agent, user=user)
    _tell(row, "offer_accepted", "The brand accepted the creator’s terms", user)
    keep_decision(answer, side="brand")
    put_into_effect(row)
    send_copies(answer)
    return answer


@transaction.atomic
def decline_proposal(*, proposal: Offer, reason: str, user: User | None = None) -> OfferResponse:
    """The brand does not take it; its own offer stays open. The creator reads the reason on the page."""
    row = _open(proposal)
    if (done := row.responses.filter(kind=Kind.DECLINED).first()) is not None:
        return done
    _still(row, expired=True)
    reason = clean_text(reason, "reason")
    if not reason:
        raise BadInput("Say why: the creator reads it.", where="reason", code="reason_needed")
    row.state = State.DECLINED
    row.save(update_fields=["state"])
    answer = _respond(row, Kind.DECLINED, message=reason, user=user)
    _tell(row, "proposal_declined", f"The brand declined the creator’s terms: {reason}", user)
    keep_decision(answer, side="brand")
    return answer


def _check(page: OfferPage, proposed: Proposed) -> None:
    if page.answer is not None:
        raise Conflict(f"This offer was {page.answer.kind} on {page.answer.at:%d %B %Y}.", cure="Write to the brand.")
    if (proposed.version, proposed.text_sha256) != (page.offer.version, page.sha256):
        raise Conflict("The offer has changed since you opened it.", code="offer_changed", cure="Please read it again.")
    if not proposed.name.strip():
        raise BadInput("Your name is missing.", where="name", cure="Type your full name to propose terms.")
    if not proposed.agreed:
        raise BadInput("The box is not ticked.", where="agree", cure="Tick it: if they accept, it holds.")


def _open(proposal: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",)).select_related("workspace", "answers")
    row = rows.select_related("participant__creator", "participant__campaign").get(pk=proposal.pk)
    if row.author != Offer.Author.CREATOR:
        raise Conflict(
            "This is an offer of your own.", where="offer", cure="Only a creator’s proposal can be answered so."
        )
    return row


def _still(row: Offer, *, expired: bool = False) -> None:
    if row.state != State.PROPOSED:
        raise Conflict(f"This proposal is {row.get_state_display().lower()}.", cure="Make a new offer.")
    if row.expires_at <= clock.now() and not expired:
        raise Conflict("This proposal has run out.", cure="Make a new offer with its terms.")


def _respond(row: Offer, kind: str, *, user: User | None = None, **facts: str | None) -> OfferResponse:
    given = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    return OfferResponse.objects.create(
        workspace=row.workspace, offer=row, kind=kind, offer_version=row.version, offer_text=row.text,
        text_sha256=row.text_sha256, user=user, at=clock.now(),
        **given | {"user_agent": str(given.get("user_agent") or "")[:255]},
    )  # fmt: skip


def _tell(row: Offer, kind: str, text: str, user: User | None) -> None:
    campaign = row.participant.campaign
    record_event(
        workspace=row.workspace, creator=row.participant.creator, kind=kind, actor=user,
        text=f"{text} ({campaign.name}, version {row.version}).",
        detail={"offer": row.pk, "campaign": campaign.slug, "version": row.version},
    )  # fmt: skip

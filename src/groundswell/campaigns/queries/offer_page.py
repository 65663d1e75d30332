"""What stands behind an offer's address, and the exact text of it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.campaigns.models import Offer, OfferResponse
from groundswell.campaigns.queries.guidelines import current_guidelines
from groundswell.campaigns.queries.offers import terms_of
from groundswell.campaigns.rules.wording import Frame, Section, hash_of, sections_of, text_of
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.outreach.models import Mailbox

FINAL = (OfferResponse.Kind.ACCEPTED, OfferResponse.Kind.DECLINED)


class OfferClosed(NotFound):
    """The address is right, but the offer can no longer be read: `code` is "expired" or "withdrawn"."""

    def __init__(self, offer: Offer, code: str) -> None:
        super().__init__(f"This offer has {'expired' if code == 'expired' else 'been withdrawn'}.", code=code)
        self.offer = offer
        self.email = _contact_address(offer)


@dataclass(frozen=True)
class OfferPage:
    """An offer as the creator reads it. `text` is what `sha256` is the hash of."""

    offer: Offer
    sections: list[Section]
    text: str
    sha256: str
    answer: OfferResponse | None


def open_page(token: str) -> OfferPage:
    """The offer behind the token, or the newest version that replaced it.

    NotFound for a guess and for a draft; OfferClosed for an expired or withdrawn offer. One that was
    accepted or declined stays readable for ever.
    """
    offer = _offers().filter(token=token).first()
    while offer is not None and offer.state == Offer.State.REPLACED:
        offer = _offers().filter(replaces=offer).first()
    if offer is None or offer.state in (Offer.State.DRAFT, Offer.State.PROPOSED):
        raise NotFound("There is no offer at this address.")
    if offer.state == Offer.State.WITHDRAWN:
        raise OfferClosed(offer, "withdrawn")
    if offer.state == Offer.State.SENT and offer.expires_at <= clock.now():
        raise OfferClosed(offer, "expired")
    return page_of(offer)


def page_of(offer: Offer) -> OfferPage:
    """The page of any offer, drafts too: the team's preview is the same page."""
    sections = sections_of(terms_of(offer), frame_of(offer))
    answer = offer.responses.filter(kind__in=FINAL).first()
    text = answer.offer_text if answer else text_of(sections, version=offer.version)
    return OfferPage(offer, sections, text, answer.text_sha256 if answer else hash_of(text), answer)


def frame_of(offer: Offer) -> Frame:
    """Who makes the offer to whom, as the workspace and the campaign say now."""
    workspace, campaign = offer.workspace, offer.participant.campaign
    guidelines = current_guidelines(campaign)
    return Frame(
        brand=workspace.name,
        creator=offer.participant.creator.name,
        campaign=campaign.name,
        version=offer.version,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        hashtag=campaign.hashtag,
        brand_handle=campaign.brand_handle,
        landing_url=campaign.landing_url,
        website=workspace.website,
        address=workspace.postal_address,
        email=_contact_address(offer),
        proposed=offer.author == Offer.Author.CREATOR,
        brief=guidelines.brief if guidelines else "",
        guidelines=guidelines.guidelines if guidelines else (),
        guideline_version=guidelines.version if guidelines else None,
    )


def record_text(response: OfferResponse) -> str:
    """The copy that both sides keep: the answer, then the offer's text exactly as it was shown."""
    head = [
        f"RECORD OF AN ANSWER TO AN OFFER: {response.get_kind_display().upper()}",
        "",
        f"Name typed: {response.name or '(none)'}",
        f"When: {response.at:%Y-%m-%d %H:%M:%S} UTC",
        f"Offer version: {response.offer_version}",
        f"SHA-256 of the text below the line (UTF-8): {response.text_sha256}",
        f"Network address: {response.ip or '(not known)'}",
        f"Browser: {response.user_agent or '(not known)'}",
    ]
    if response.message:
        head.append(f"Message: {response.message}")
    return "\n".join(head) + "\n" + "-" * 72 + "\n" + response.offer_text


def _contact_address(offer: Offer) -> str:
    addresses = Mailbox.objects.of(offer.workspace).order_by("pk").values_list("from_email", flat=True)
    return addresses.first() or ""


def _offers() -> QuerySet[Offer]:
    return Offer.objects.select_related("workspace", "participant__creator", "participant__campaign")

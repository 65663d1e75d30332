"""Proposals of creators beside the offers they answer."""

from typing import NamedTuple

from groundswell.campaigns.models import Offer, OfferResponse
from groundswell.campaigns.queries.offer_page import page_of
from groundswell.campaigns.rules.proposals import differences
from groundswell.campaigns.rules.wording import Section


class Proposal(NamedTuple):
    """A proposal, what it changes as (label, before, after), who signed it with what words, and the brand's answer."""

    offer: Offer
    changes: list[tuple[str, str, str]]
    signed: OfferResponse | None
    answer: OfferResponse | None


LEFT_OUT = ("Proposed by",)


def proposals_of(offer: Offer) -> list[Proposal]:
    """Every proposal made on this offer, newest first."""
    rows = offer.proposals.select_related("workspace", "participant__creator", "participant__campaign")
    found = list(rows.prefetch_related("responses").order_by("-version"))
    before = _lines(page_of(offer).sections) if found else []
    return [_proposal(row, before) for row in found]


def proposal_of(row: Offer) -> Proposal | None:
    """A proposal beside the offer it answers; None for an offer of the brand."""
    if row.author != Offer.Author.CREATOR:
        return None
    before = _lines(page_of(row.answers).sections) if row.answers else []
    return _proposal(row, before)


def _proposal(row: Offer, before: list[tuple[str, str]]) -> Proposal:
    by_kind = {response.kind: response for response in row.responses.all()}
    answer = by_kind.get("accepted") or by_kind.get("declined")
    return Proposal(row, differences(before, _lines(page_of(row).sections)), by_kind.get("proposed"), answer)


def _lines(sections: list[Section]) -> list[tuple[str, str]]:
    return [(line.label or section.title, line.text) for section in sections for line in section.lines
            if line.label not in LEFT_OUT]  # fmt: skip

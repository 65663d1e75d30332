"""Reads of campaigns."""

from groundswell.campaigns.queries.campaigns import (
    CampaignCard,
    brand_handles,
    campaign_cards,
    campaign_of,
    deliverables_of,
    participant_of,
    participant_of_token,
    participants_of,
)
from groundswell.campaigns.queries.code_takers import code_takers
from groundswell.campaigns.queries.earnings import Earning, earnings_of
from groundswell.campaigns.queries.guidelines import (
    Held,
    current_guidelines,
    guideline_versions,
    held_against,
)
from groundswell.campaigns.queries.offer_page import OfferClosed, OfferPage, open_page, page_of, record_text
from groundswell.campaigns.queries.offers import (
    answers_of,
    letter_facts,
    letter_of,
    offer_address,
    offer_of,
    offers_of,
    own_page_address,
    recent_answers,
    terms_of,
)
from groundswell.campaigns.queries.open_calls import (
    application_of,
    applications_of,
    call_address,
    call_at,
    call_of,
    suggested,
)
from groundswell.campaigns.queries.owed import Owing, obligation_of, obligations, owed_soon, owings, shipment_of
from groundswell.campaigns.queries.own_pages import (
    Standing,
    colour_of,
    guideline_changes,
    page_setting,
    standings,
)
from groundswell.campaigns.queries.products import filled_items, products
from groundswell.campaigns.queries.proposals import Proposal, proposal_of, proposals_of

__all__ = [
    "CampaignCard",
    "Earning",
    "Held",
    "OfferClosed",
    "OfferPage",
    "Owing",
    "Proposal",
    "Standing",
    "answers_of",
    "application_of",
    "applications_of",
    "brand_handles",
    "call_address",
    "call_at",
    "call_of",
    "campaign_cards",
    "campaign_of",
    "code_takers",
    "colour_of",
    "current_guidelines",
    "deliverables_of",
    "earnings_of",
    "filled_items",
    "guideline_changes",
    "guideline_versions",
    "held_against",
    "letter_facts",
    "letter_of",
    "obligation_of",
    "obligations",
    "offer_address",
    "offer_of",
    "offers_of",
    "open_page",
    "owed_soon",
    "owings",
    "own_page_address",
    "page_of",
    "page_setting",
    "participant_of",
    "participant_of_token",
    "participants_of",
    "products",
    "proposal_of",
    "proposals_of",
    "recent_answers",
    "record_text",
    "shipment_of",
    "standings",
    "suggested",
    "terms_of",
]

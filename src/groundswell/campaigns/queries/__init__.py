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
from groundswell.campaigns.queries.guidelines import (
    Held,
    current_guidelines,
    guideline_versions,
    guidelines_of_creator,
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

__all__ = [
    "CampaignCard",
    "Held",
    "OfferClosed",
    "OfferPage",
    "answers_of",
    "brand_handles",
    "campaign_cards",
    "campaign_of",
    "current_guidelines",
    "deliverables_of",
    "guideline_versions",
    "guidelines_of_creator",
    "held_against",
    "letter_facts",
    "letter_of",
    "offer_address",
    "offer_of",
    "offers_of",
    "open_page",
    "own_page_address",
    "page_of",
    "participant_of",
    "participant_of_token",
    "participants_of",
    "recent_answers",
    "record_text",
    "terms_of",
]

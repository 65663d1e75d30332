"""Writes of campaigns: the campaign itself, offers, answers, costs."""

from groundswell.campaigns.services.answers import Answer, respond_to_offer
from groundswell.campaigns.services.campaigns import (
    CampaignFacts,
    add_participants,
    create_campaign,
    remove_participant,
    update_campaign,
)
from groundswell.campaigns.services.costs import record_cost
from groundswell.campaigns.services.guidelines import publish_guidelines
from groundswell.campaigns.services.letters import Outcome, mail_offer, mail_offers
from groundswell.campaigns.services.offers import (
    create_offer,
    mark_viewed,
    revise_offer,
    send_offer,
    withdraw_offer,
)
from groundswell.campaigns.services.planned import create_planned_campaign

__all__ = [
    "Answer",
    "CampaignFacts",
    "Outcome",
    "add_participants",
    "create_campaign",
    "create_offer",
    "create_planned_campaign",
    "mail_offer",
    "mail_offers",
    "mark_viewed",
    "publish_guidelines",
    "record_cost",
    "remove_participant",
    "respond_to_offer",
    "revise_offer",
    "send_offer",
    "update_campaign",
    "withdraw_offer",
]

"""Writes of campaigns: the campaign itself, offers, answers, costs."""

from groundswell.campaigns.services.answers import Answer, respond_to_offer
from groundswell.campaigns.services.application_letters import Letter
from groundswell.campaigns.services.applying import Applied, receive_application
from groundswell.campaigns.services.campaigns import (
    CampaignFacts,
    add_participants,
    create_campaign,
    remove_participant,
    update_campaign,
)
from groundswell.campaigns.services.costs import record_cost
from groundswell.campaigns.services.deciding import (
    Decided,
    accept_application,
    discard_application,
    refuse_application,
)
from groundswell.campaigns.services.guidelines import publish_guidelines
from groundswell.campaigns.services.letters import Outcome, mail_offer, mail_offers
from groundswell.campaigns.services.offers import (
    create_offer,
    mark_viewed,
    revise_offer,
    send_offer,
    withdraw_offer,
)
from groundswell.campaigns.services.open_calls import CallFacts, save_open_call, set_logo
from groundswell.campaigns.services.planned import create_planned_campaign

__all__ = [
    "Answer",
    "Applied",
    "CallFacts",
    "CampaignFacts",
    "Decided",
    "Letter",
    "Outcome",
    "accept_application",
    "add_participants",
    "create_campaign",
    "create_offer",
    "create_planned_campaign",
    "discard_application",
    "mail_offer",
    "mail_offers",
    "mark_viewed",
    "publish_guidelines",
    "receive_application",
    "record_cost",
    "refuse_application",
    "remove_participant",
    "respond_to_offer",
    "revise_offer",
    "save_open_call",
    "send_offer",
    "set_logo",
    "update_campaign",
    "withdraw_offer",
]

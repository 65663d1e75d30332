"""Writes of campaigns: the campaign itself, offers, answers, costs."""

from groundswell.campaigns.services.adopting import adopt_found
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
from groundswell.campaigns.services.candidates import Candidates, add_candidates
from groundswell.campaigns.services.copies import send_record_copies
from groundswell.campaigns.services.costs import record_cost
from groundswell.campaigns.services.deciding import (
    Decided,
    accept_application,
    discard_application,
    refuse_application,
)
from groundswell.campaigns.services.erasure_mail import ask_erasure
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
from groundswell.campaigns.services.own_pages import (
    close_page,
    renew_page,
    reopen_page,
    save_page_setting,
    send_page,
)
from groundswell.campaigns.services.planned import create_planned_campaign
from groundswell.campaigns.services.products import ProductFacts, save_product
from groundswell.campaigns.services.promises import reopen_obligation, settle_obligation
from groundswell.campaigns.services.proposals import Proposed, accept_proposal, decline_proposal, propose_terms
from groundswell.campaigns.services.shipping import Parcel, move_shipment
from groundswell.campaigns.services.shop_codes import give_codes

__all__ = [
    "Answer",
    "Applied",
    "CallFacts",
    "CampaignFacts",
    "Candidates",
    "Decided",
    "Letter",
    "Outcome",
    "Parcel",
    "ProductFacts",
    "Proposed",
    "accept_application",
    "accept_proposal",
    "add_candidates",
    "add_participants",
    "adopt_found",
    "ask_erasure",
    "close_page",
    "create_campaign",
    "create_offer",
    "create_planned_campaign",
    "decline_proposal",
    "discard_application",
    "give_codes",
    "mail_offer",
    "mail_offers",
    "mark_viewed",
    "move_shipment",
    "propose_terms",
    "publish_guidelines",
    "receive_application",
    "record_cost",
    "refuse_application",
    "remove_participant",
    "renew_page",
    "reopen_obligation",
    "reopen_page",
    "respond_to_offer",
    "revise_offer",
    "save_open_call",
    "save_page_setting",
    "save_product",
    "send_offer",
    "send_page",
    "send_record_copies",
    "set_logo",
    "settle_obligation",
    "update_campaign",
    "withdraw_offer",
]

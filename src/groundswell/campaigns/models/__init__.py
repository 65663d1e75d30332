"""A campaign and the agreements it is made of."""

from groundswell.campaigns.models.campaigns import Activity, Campaign, Cost, Deliverable, Participant
from groundswell.campaigns.models.commissions import CommissionEntry, Payout
from groundswell.campaigns.models.guidelines import GuidelineVersion
from groundswell.campaigns.models.offers import Offer, OfferResponse
from groundswell.campaigns.models.open_calls import Application, OpenCall
from groundswell.campaigns.models.owed import Obligation, Product, RecordCopy, Shipment
from groundswell.campaigns.models.own_pages import OwnPageSetting
from groundswell.campaigns.models.statements import BrandBilling, CreatorBilling, Statement, StatementEntry

__all__ = [
    "Activity",
    "Application",
    "BrandBilling",
    "Campaign",
    "CommissionEntry",
    "Cost",
    "CreatorBilling",
    "Deliverable",
    "GuidelineVersion",
    "Obligation",
    "Offer",
    "OfferResponse",
    "OpenCall",
    "OwnPageSetting",
    "Participant",
    "Payout",
    "Product",
    "RecordCopy",
    "Shipment",
    "Statement",
    "StatementEntry",
]

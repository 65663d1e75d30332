"""The rows of this room: buyer personas, a brand's own customers and whom they follow, and searches kept for later."""

from groundswell.discovery.models.customers import Customer, CustomerFollow, CustomerProfile, FanPage, FollowConsent
from groundswell.discovery.models.personas import Persona
from groundswell.discovery.models.saved import SavedMatch, SavedSearch

__all__ = [
    "Customer",
    "CustomerFollow",
    "CustomerProfile",
    "FanPage",
    "FollowConsent",
    "Persona",
    "SavedMatch",
    "SavedSearch",
]

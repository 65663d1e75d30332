"""Kinds that are recognised and not read yet."""

from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind

CAMPAIGN = Kind(
    "campaign",
    "Campaigns",
    (
        text("name", "Campaign name", "campaign", "campaign name", weight=2),
        of_type("money", "budget", "Budget", weight=3),
        of_type("date", "starts_on", "Starts on", "start date", weight=2),
        of_type("date", "ends_on", "Ends on", "end date", weight=2),
    ),
    (("name",), ("budget",), ("starts_on",)),
    12,
)
ALL = (CAMPAIGN,)

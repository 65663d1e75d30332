"""Kinds that are recognised and not read yet."""

from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind

WEB_TRAFFIC = Kind(
    "web_traffic",
    "Web traffic",
    (
        of_type("count", "sessions", "Sessions", "sitzungen", "sesiones", weight=3),
        of_type("count", "active_users", "Active users", "users", "new users", weight=3),
        text("landing_page", "Landing page", "landing page + query string", "landing page query string", "page title and screen class", weight=3, limit=0),
        text("source_medium", "Source and medium", "session source medium", "session source / medium", "first user source medium", weight=3),
        of_type("count", "key_events", "Key events", "conversions", "event count"),
        of_type("date", "date", "Date", "day"),
    ),
    (("sessions", "active_users"), ("landing_page", "source_medium", "key_events", "date")),
    90,
)  # fmt: skip
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
ALL = (WEB_TRAFFIC, CAMPAIGN)

"""Kinds that are recognised, so that nobody's customers become creators, and not read yet."""

from groundswell.creators.imports.fields import Field, of_type, text
from groundswell.creators.imports.kinds import Kind

CUSTOMERS = Kind(
    "customers",
    "Customers",
    (
        of_type("id", "customer_id", "Customer id", "customer id", "kundennummer", "id client", weight=4),
        of_type(
            "flag",
            "accepts_marketing",
            "Accepts marketing",
            "accepts email marketing",
            "accepts sms marketing",
            weight=4,
        ),
        of_type("money", "total_spent", "Total spent", "lifetime value", "ltv", weight=3),
        of_type("count", "total_orders", "Total orders", "orders count", weight=3),
        Field("email", "email", "E-mail", ("email address", "e mail"), 2),
        text("first_name", "First name", "vorname", "prenom", weight=2),
        text("last_name", "Last name", "nachname", weight=2),
        text("phone", "Phone", "default address phone"),
    ),
    (("customer_id", "accepts_marketing", "total_spent", "total_orders"), ("email", "customer_id")),
    15,
)
FOLLOWS = Kind(
    "follows",
    "Follows",
    (
        text("follower", "Follower", "source", weight=3),
        text("followed", "Followed", "target", "following", weight=3),
        text("string_list_data", "Instagram's own download", weight=9, limit=0),
    ),
    (("followed", "string_list_data"), ("follower", "string_list_data")),
    90,
)
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
ALL = (CUSTOMERS, FOLLOWS, WEB_TRAFFIC, CAMPAIGN)

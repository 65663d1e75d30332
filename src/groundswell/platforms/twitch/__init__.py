"""Twitch through Helix, as the operator's own app."""

from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Need, Plugin
from groundswell.platforms.twitch.connector import Twitch

policy = Policy(
    retention_days=None,
    may_derive=True,
    may_mix=True,
    may_match=True,
    delete_within_hours=24,
    source="https://legal.twitch.com/legal/developer-agreement (Developer Services Agreement)",
    notes=(
        "The agreement asks to delete what a user deletes or asks to have deleted; it sets no number of days.",
        "Public profiles and videos only: what people write in chat is never read.",
    ),
)

plugin = Plugin(
    name="twitch",
    label="Twitch",
    policy=policy,
    make=Twitch,
    smoke="twitch",
    needs=(
        Need(
            name="client_id", label="Client ID", secret=False,
            help="dev.twitch.tv → Console → Register your application (free, a minute).",
        ),
        Need(name="client_secret", label="Client secret", help="From the same page: New secret."),
    ),
    facts=(
        "Channels, videos with views, and the broadcast under way with its viewers.",
        "Twitch’s label “branded content” holds for the broadcast under way and is read while it lasts.",
        "How many follow is told where Twitch allows it to apps; else it is unknown.",
    ),
)  # fmt: skip

"""YouTube through its Data API v3: an API key reads channels and videos."""

from collections.abc import Mapping
from dataclasses import replace

from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Need, Plugin
from groundswell.platforms.youtube.connector import PACIFIC, SEARCHES, YouTube
from groundswell.platforms.youtube.login import login

policy = Policy(
    retention_days=30,
    may_derive=False,
    may_mix=False,
    may_match=True,
    attribution="YouTube",
    delete_within_hours=24,
    source="https://developers.google.com/youtube/terms/developer-policies (III.E.4, III.F) and "
    "https://developers.google.com/youtube/terms/derived-metrics-policy (of 2026-06-01; read 2026-11-25)",
    notes=(
        "What the API told may be shown for 30 days, then it is read anew or removed.",
        "Figures worked out of YouTube’s, or mixed with other networks’, need the amendment on derived metrics: Google "
        "accepts it for audited developers only.",
        "Groundswell removes what was deleted there within 24 hours: our own rule; YouTube allows 30 days.",
    ),
)


def terms(given: Mapping[str, str]) -> Policy:
    """With the amendment accepted, figures may be kept as a series and worked with; text must still be read anew."""
    return replace(policy, figures_kept=True, may_derive=True) if given.get("amendment") else policy


plugin = Plugin(
    name="youtube",
    label="YouTube",
    policy=policy,
    terms=terms,
    make=YouTube,
    connect=login,
    smoke="https://www.youtube.com/@YouTube",
    daily_units=10_000,
    day_zone=PACIFIC,
    buckets=(SEARCHES,),
    needs=(
        Need(
            name="api_key", label="API key",
            help="Google Cloud console → a project → enable “YouTube Data API v3” → Credentials → Create an API key.",
        ),
        Need(
            name="amendment", label="Google accepted the amendment on derived metrics for us", secret=False, required=False,
            tick=True,
            help="Tick it only when it is so: figures are then kept longer than 30 days, and engagement rates are worked out.",
        ),
        Need(
            name="client_id", label="OAuth client ID for creators’ consent", secret=False, required=False,
            help="The same project → enable “YouTube Analytics API” too → Credentials → OAuth client ID → Web application. Google "
            "must verify the app before strangers can agree; while it is in testing, a consent lasts 7 days.",
        ),
        Need(name="client_secret", label="OAuth client secret for creators’ consent", required=False),
    ),
    facts=(
        "A refresh of one creator costs about 3 of the 10,000 units that YouTube gives a day, so some 3,000 creators fit.",
        "Only 100 searches a day: hashtags and mentions are looked for sparingly, and so is the label “Includes paid promotion”: "
        "once a day, for at most 40 channels with posts in running campaigns.",
        "Subscriber counts are rounded by YouTube to three digits; a hidden count stays unknown.",
        "Creators who connect their channel also tell the ages and genders of who watched in the last 90 days: signed-in "
        "viewers, not subscribers. Countries are told as views, not as people, and so are not taken for an audience.",
        "Whether a video is a Short is worked out from its length and shape: YouTube does not say.",
    ),
)  # fmt: skip

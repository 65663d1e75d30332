"""TikTok: creators who connect their account, and the label for commercial content."""

from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Need, Plugin
from groundswell.platforms.tiktok.connector import TikTok
from groundswell.platforms.tiktok.login import login

policy = Policy(
    retention_days=None,
    may_derive=True,
    may_mix=True,
    may_match=True,
    delete_within_hours=24,
    source="https://www.tiktok.com/legal/page/global/tik-tok-developer-terms-of-service/en",
    notes=(
        "What a creator shows is used for the brand they showed it to, and goes when they take their consent back.",
        "The research API is for non-profit researchers only and is not used.",
    ),
)

plugin = Plugin(
    name="tiktok",
    label="TikTok",
    policy=policy,
    make=TikTok,
    connect=login,
    daily_units=1000,
    needs=(
        Need(
            name="client_key", label="Client key", secret=False,
            help="developers.tiktok.com → Manage apps; add Login Kit and Display API. TikTok reviews the app.",
        ),
        Need(name="client_secret", label="Client secret"),
        Need(
            name="research_key", label="Commercial Content client key", secret=False, required=False,
            help="For the label check: developers.tiktok.com → Commercial Content API → Apply.",
        ),
        Need(name="research_secret", label="Commercial Content client secret", required=False),
    ),
    facts=(
        "Creators connect their account on their own page: profile, followers, videos with views, likes, comments, shares.",
        "TikTok tells nothing about the audience, not even to its owner’s apps: ask for a screenshot of the insights.",
        "Whether a video carries the label for commercial content is told for the European Economic Area, since October 2022.",
    ),
)  # fmt: skip

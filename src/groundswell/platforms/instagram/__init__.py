"""Instagram through the Graph API of the operator's own professional account and app."""

from groundswell.platforms.instagram.connector import DAYS, HASHTAGS, Instagram
from groundswell.platforms.instagram.hook import hook
from groundswell.platforms.instagram.login import login
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Bucket, Need, Plugin

policy = Policy(
    retention_days=None,
    may_derive=True,
    may_mix=True,
    may_match=True,
    delete_within_hours=24,
    source="https://developers.facebook.com/terms (Meta Platform Terms, 3: keeping data current, deleting on request)",
    notes=(
        "Meta's terms set no number of days; they ask to keep what was read current and to delete it when asked.",
        "They forbid building profiles of people beyond what they share with you: sensitive traits are never worked out.",
        "Posts found by hashtag come without their authors, and stay without them.",
    ),
)

plugin = Plugin(
    name="instagram",
    label="Instagram",
    policy=policy,
    make=Instagram,
    smoke="instagram",
    connect=login,
    hook=hook,
    daily_units=4000,
    buckets=(Bucket(name="hashtags", most=HASHTAGS, days=DAYS),),
    needs=(
        Need(
            name="access_token", label="Access token",
            help="A long-lived token of your own app, with instagram_basic and pages_read_engagement. It lasts 60 days.",
        ),
        Need(
            name="user_id", label="Your Instagram account’s number", secret=False,
            help="Of the professional account linked to your Facebook page: GET me/accounts?fields=instagram_business_account.",
        ),
        Need(
            name="app_secret", label="App secret", required=False,
            help="Your app → App settings → Basic. Proves that what arrives about mentions was sent by Meta.",
        ),
        Need(
            name="login_app_id", label="Instagram app ID for creators’ consent", secret=False, required=False,
            help="Your app → Instagram → API setup with Instagram login. Lets creators connect their account themselves.",
        ),
        Need(name="login_app_secret", label="Instagram app secret for creators’ consent", required=False),
    ),
    facts=(
        "Any professional account (creator or business): profile, figures and newest posts, about 200 accounts an hour.",
        "Personal accounts are not shown: ask such creators to switch, or to upload their insights.",
        "Likes that their owner hides are unknown, not zero.",
        "Hashtags need Meta’s app review (Instagram Public Content Access): 30 different ones in 7 days, posts of the last "
        "24 hours, without authors.",
        "Mentions in captions and comments arrive by themselves once Meta sends events here; of private accounts none.",
        "Stories are gone after 24 hours. One that mentions you arrives as an event: who and when is kept, with the address "
        "while it lasts. Meta forbids keeping the picture: ask creators for a screenshot or insights on their own page.",
        "After a rename Instagram finds nobody by the old handle: add the new one.",
    ),
)  # fmt: skip

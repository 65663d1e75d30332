"""Mastodon: any server, its public interface; a token of the operator's own account adds search."""

from groundswell.platforms.mastodon.connector import Mastodon
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Need, Plugin

policy = Policy(
    retention_days=None,
    may_derive=True,
    may_mix=True,
    may_match=True,
    delete_within_hours=24,
    source="https://docs.joinmastodon.org/entities/Account/ (noindex, discoverable, indexable); each server's own terms",
    notes=(
        "Every server has terms of its own, at /terms-of-service or /about. Read those of the servers you ask.",
        "mastodon.social forbids automated systems that gather data, except for people who read and answer (July 2025).",
        "People who asked not to be found are left out of hashtag pages and search; hidden lists stay unknown.",
        "Keeping, deriving and matching are allowed here as far as a person's public profile goes: our own rule.",
    ),
)

plugin = Plugin(
    name="mastodon",
    label="Mastodon",
    policy=policy,
    make=Mastodon,
    needs=(
        Need(
            name="server", label="Your server", secret=False, required=False,
            help="Hashtags are read there, for example toots.example. Everything else needs no server of yours.",
        ),
        Need(
            name="access_token", label="Access token for search", required=False,
            help="On your server: Preferences → Development → New application, with the right “read” only.",
        ),
    ),
    facts=(
        "Profiles, posts with figures, followers and following are free and need no keys.",
        "A server knows only the posts that reached it, so a hashtag shows what your server has seen.",
        "Mastodon tells no views and has no label for paid posts.",
    ),
)  # fmt: skip

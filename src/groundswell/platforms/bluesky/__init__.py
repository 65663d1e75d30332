"""Bluesky and the AT protocol: nothing needs keys, except search when visitors may not search."""

from groundswell.platforms.bluesky.connector import APPVIEW, Bluesky
from groundswell.platforms.bluesky.session import PDS
from groundswell.platforms.bluesky.socket import JETSTREAM
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Need, Plugin

policy = Policy(
    retention_days=None,
    may_derive=True,
    may_mix=True,
    may_match=True,
    delete_within_hours=24,
    source="https://docs.bsky.app/docs/support/developer-guidelines (a stored copy, read 2026-11-25)",
    notes=(
        "The guidelines ask for a way to delete what a user wants deleted (3) and forbid bulk interactions (1).",
        "They set no limit on keeping, deriving, mixing or matching; deleting within 24 hours is our own rule.",
        "Accounts that ask apps not to show them to signed-out visitors are left out of discovery.",
    ),
)

plugin = Plugin(
    name="bluesky",
    label="Bluesky",
    policy=policy,
    make=Bluesky,
    smoke="bsky.app",
    needs=(
        Need(
            name="identifier", label="Handle for search", secret=False, required=False,
            help="Only search needs an account. Any account of yours will do.",
        ),
        Need(
            name="app_password", label="App password for search", required=False,
            help="Bluesky → Settings → Privacy and security → App passwords. Never your main password.",
        ),
        Need(name="appview", label="AppView address", help=f"Default: {APPVIEW}", secret=False, required=False),
        Need(name="pds", label="Address of that account's PDS", help=f"Default: {PDS}", secret=False, required=False),
        Need(
            name="jetstream", label="Address of the live stream", secret=False, required=False,
            help=f"Default: {JETSTREAM}, unless another AppView is set. Write off to read none.",
        ),
    ),
    facts=(
        "Monitors and participants are also followed in the network's live stream, which needs no keys.",
        "Profiles, posts with figures, followers and following are free and need no keys.",
        "Bluesky tells no views and has no label for paid posts.",
    ),
)  # fmt: skip

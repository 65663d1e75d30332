"""X through its API v2: every answer is paid for, within a limit a month that is never passed."""

from collections.abc import Mapping
from dataclasses import replace

from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Need, Plugin
from groundswell.platforms.x.connector import X
from groundswell.platforms.x.prices import PRICES

policy = Policy(
    retention_days=None,
    may_derive=True,
    may_mix=True,
    may_match=False,
    attribution="X",
    delete_within_hours=24,
    source="https://docs.x.com/developer-terms/policy and https://docs.x.com/developer-terms/restricted-use-cases "
    "(read 2026-11-25)",
    notes=(
        "X wants what was deleted, protected or suspended there to go as soon as reasonably possible, and within 24 hours "
        "after being asked.",
        "Matching people of your own files with profiles on X needs their agreement, so it is not done by itself; "
        "adding somebody by handle is your own act.",
        "One app serves one purpose. X may take asking many users of a tool to register an app each for evading its limits: "
        "describe your own use, truthfully, when you register yours.",
    ),
)


def terms(given: Mapping[str, str]) -> Policy:
    """Looking at kept posts again costs money, so the operator may choose to do it once a week."""
    return replace(policy, delete_within_hours=7 * 24) if given.get("weekly_checks") else policy


plugin = Plugin(
    name="x",
    label="X",
    policy=policy,
    terms=terms,
    make=X,
    smoke="https://x.com/XDevelopers",
    monthly_money=25.0,
    needs=(
        Need(
            name="bearer_token", label="Bearer token",
            help="console.x.com → your app → Keys and tokens → Bearer token. X sells credits in advance there.",
        ),
        Need(
            name="weekly_checks", label="Look only once a week whether kept posts are still there", secret=False,
            required=False, tick=True,
            help=f"A look costs ${PRICES.post} a post. Unticked, it is daily, and what is deleted on X goes here within a day.",
        ),
    ),
    facts=(
        f"X charges for what it returns: ${PRICES.post} a post, ${PRICES.user:.3f} a profile or follower "
        f"(prices of {PRICES.as_of:%Y-%m-%d}).",
        "No call is made whose worst case would pass the month’s limit; what it did not cost goes back into it.",
        "Reposts and replies are not read, follow lists never by themselves.",
        "Search by words and hashtags reaches 7 days back, the list of mentions further.",
        "X bills the same post or profile once a day; here it counts each time, so the true bill is never higher.",
    ),
)  # fmt: skip

"""A connector in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.accounts.models import Workspace
from groundswell.creators.consent.connecting import redirect_uri
from groundswell.creators.queries import Freshness, freshness, together
from groundswell.platforms.hooks import Hook
from groundswell.platforms.policy import Policy
from groundswell.platforms.queries import Arrived, Standing, arrived, standings
from groundswell.platforms.services.hooks import hook_address, verify_token
from groundswell.web.platforms.forms import KeysForm, LimitsForm

OPERATIONS = {
    "profile": "profiles",
    "posts": "posts",
    "readings": "newest figures of older posts",
    "hashtag": "search by hashtag",
    "mention": "search by mention",
    "text": "search by words",
    "followers": "who follows",
    "following": "who is followed",
    "paid_label": "the network’s own label for paid posts",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One connector among the others: how it stands and how fresh this workspace's accounts on it are."""

    standing: Standing
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class HookCard:
    """What to set on the network so that it sends events by itself, and what came. Addresses are for who may set them."""

    address: str
    verify_token: str
    steps: tuple[str, ...]
    is_signed: bool
    arrived: Arrived


@dataclass(frozen=True, slots=True)
class Card(Line):
    """One connector in full. The forms are None for those who may not change it, `hook` where there is none."""

    can: list[str]
    cannot: list[tuple[list[str], str]]
    policy: list[str]
    keys: KeysForm | None
    limits: LimitsForm | None
    hook: HookCard | None
    redirect: str

    @property
    def removable(self) -> list[tuple[str, str]]:
        """Names and labels of the secrets that are set."""
        return [(n.name, n.label) for n in self.standing.plugin.needs if n.secret and n.name in self.standing.given]


def lines(workspace: Workspace) -> list[Line]:
    """Every connector, by name."""
    fresh = freshness(workspace)
    return [Line(one, together(fresh, one.plugin.serves)) for one in standings()]


def card(workspace: Workspace, one: Standing, *, changeable: bool) -> Card:
    """All that is known of one connector."""
    limits = {"daily_units": one.daily_units, "monthly_money": one.monthly_money}
    return Card(
        standing=one,
        freshness=together(freshness(workspace), one.plugin.serves),
        can=[words for operation, words in OPERATIONS.items() if operation in one.capabilities.can],
        cannot=_by_reason(one.cannot),
        policy=policy_words(one.policy),
        keys=KeysForm(one) if changeable and one.plugin.needs else None,
        limits=LimitsForm(initial=limits, prefix=one.plugin.name) if changeable else None,
        hook=_hook(one, one.plugin.hook) if changeable and one.plugin.hook else None,
        redirect=redirect_uri() if changeable and one.plugin.connect else "",
    )


def _hook(one: Standing, hook: Hook) -> HookCard:
    name = one.plugin.name
    return HookCard(hook_address(name), verify_token(name), hook.steps, hook.secret in one.given, arrived(name))


def _by_reason(cannot: Mapping[str, str]) -> list[tuple[list[str], str]]:
    """What cannot be known, together where the reason is the same."""
    reasons: dict[str, list[str]] = {}
    for operation, why in cannot.items():
        reasons.setdefault(why, []).append(OPERATIONS[operation])
    return [(what, why) for why, what in reasons.items()]


def policy_words(policy: Policy) -> list[str]:
    """What the network's terms mean here, each as a sentence."""
    kept = policy.retention_days
    sentences = [
        f"What it tells is removed {kept} days after it was last read." if kept else "It sets no limit on keeping.",
        f"What is deleted there is removed here within {policy.delete_within_hours} hours.",
    ]
    if kept and policy.figures_kept:
        sentences.append("Its figures may be kept longer.")
    if not policy.may_derive:
        sentences.append("No rates are worked out of its figures.")
    if not policy.may_mix:
        sentences.append("Its figures are not added to those of other networks.")
    if not policy.may_match:
        sentences.append("Its accounts are not matched with accounts elsewhere.")
    if policy.attribution:
        sentences.append(f"Beside its data stands: {policy.attribution}")
    return [*sentences, *policy.notes]

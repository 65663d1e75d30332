"""A connector in plain words."""

from dataclasses import dataclass

from groundswell.accounts.models import Workspace
from groundswell.creators.queries import Freshness, freshness
from groundswell.platforms.policy import Policy
from groundswell.platforms.queries import Standing, standings
from groundswell.web.platforms.forms import KeysForm, LimitsForm

OPERATIONS = {
    "profile": "Profiles",
    "posts": "Posts",
    "readings": "Newest figures of older posts",
    "hashtag": "Search by hashtag",
    "mention": "Search by mention",
    "text": "Search by words",
    "followers": "Who follows",
    "following": "Who is followed",
    "paid_label": "The network’s own label for paid posts",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What the page shows of one connector. The forms are None for those who may not change it."""

    standing: Standing
    freshness: Freshness
    can: list[str]
    cannot: list[tuple[str, str]]
    policy: list[str]
    keys: KeysForm | None
    limits: LimitsForm | None

    @property
    def removable(self) -> list[tuple[str, str]]:
        """Names and labels of the secrets that are set."""
        return [(n.name, n.label) for n in self.standing.plugin.needs if n.secret and n.name in self.standing.given]


def cards(workspace: Workspace, *, changeable: bool) -> list[Card]:
    """Every connector, by name."""
    return [_card(one, workspace, changeable=changeable) for one in standings()]


def _card(one: Standing, workspace: Workspace, *, changeable: bool) -> Card:
    limits = {"daily_units": one.daily_units, "monthly_money": one.monthly_money}
    return Card(
        standing=one,
        freshness=freshness(workspace, one.plugin.serves),
        can=[words for operation, words in OPERATIONS.items() if operation in one.capabilities.can],
        cannot=[(OPERATIONS[operation], why) for operation, why in one.cannot.items()],
        policy=policy_words(one.plugin.policy),
        keys=KeysForm(one) if changeable and one.plugin.needs else None,
        limits=LimitsForm(initial=limits, prefix=one.plugin.name) if changeable else None,
    )


def policy_words(policy: Policy) -> list[str]:
    """What the network's terms mean here, each as a sentence."""
    kept = policy.retention_days
    sentences = [
        f"What it tells is removed {kept} days after it was last read." if kept else "It sets no limit on keeping.",
        f"What is deleted there is removed here within {policy.delete_within_hours} hours.",
    ]
    if not policy.may_derive:
        sentences.append("No rates are worked out of its figures.")
    if not policy.may_mix:
        sentences.append("Its figures are not added to those of other networks.")
    if not policy.may_match:
        sentences.append("Its accounts are not matched with accounts elsewhere.")
    if policy.attribution:
        sentences.append(f"Beside its data stands: {policy.attribution}")
    return [*sentences, *policy.notes]

"""Where a creator stands in a campaign, as their own page says it, and what changed between two versions of guidelines. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.campaigns.rules.guidelines import KINDS, Guideline

OFFER, SOON, WORK, OVER, CALLED_OFF, DECLINED = "offer", "soon", "work", "over", "called_off", "declined"


def phase_of(participant: str, campaign: str, *, offer_open: bool, agreed: bool) -> str:
    """One of the six phases, from the states of the participation and of the campaign. An offer that waits for an answer
    goes before everything but a campaign that was called off."""
    if campaign == "cancelled":
        return CALLED_OFF
    if offer_open:
        return OFFER
    if participant == "declined" and not agreed:
        return DECLINED
    if participant == "completed" or campaign == "done":
        return OVER
    return WORK if agreed else SOON


WORDS = {
    OFFER: "An offer waits for your answer.",
    SOON: "Nothing is agreed yet. You will hear from us about the details.",
    WORK: "Everything about our work together is on this page.",
    OVER: "This campaign is over. Thank you for working with us!",
    CALLED_OFF: "This campaign was called off. You owe nothing more; what was promised to you stands below.",
    DECLINED: "You declined. If you changed your mind, ask below.",
}


@dataclass(frozen=True)
class Changes:
    """What a newer version asks for that an older one did not, and the other way round, in words."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    brief: bool

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.brief)


def changes_between(
    older: Sequence[Guideline], newer: Sequence[Guideline], *, briefs: tuple[str, str] = ("", "")
) -> Changes:
    """`briefs`: the older and the newer one; white space does not count."""
    before, after = dict.fromkeys(older), dict.fromkeys(newer)
    return Changes(
        tuple(_words(one) for one in after if one not in before),
        tuple(_words(one) for one in before if one not in after),
        briefs[0].split() != briefs[1].split(),
    )


def _words(item: Guideline) -> str:
    return f"{KINDS[item.kind]}: {item.words}"

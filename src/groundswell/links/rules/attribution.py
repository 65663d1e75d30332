"""Whom an order is owed to: one creator or nobody, by rules in a fixed order.

A person's ruling stands above all. Then, unless the workspace ranks them otherwise, a creator's purchase code: the buyer typed
it. Then the click that the order carries, when it is not older than the workspace allows. Then what the buyer answered when asked
who sent them. Then whoever the file named. Then a creator's own claim that a person accepted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# A shop's clock may run a little behind ours, so that an order seems older than the click that led to it.
PRECEDENCE = ("code", "link", "survey", "report", "claim")
CLOCK_SLACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class CodeFact:
    pk: int
    shown: str
    creator: int | None
    campaign: int | None


@dataclass(frozen=True, slots=True)
class ClickFact:
    pk: int
    at: datetime
    link: int
    slug: str
    creator: int | None
    campaign: int | None


@dataclass(frozen=True, slots=True)
class RulingFact:
    creator: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A creator's claim that a person accepted; `reason` as it stands in the trail."""

    creator: int
    campaign: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything an order says about who sent the buyer. `codes` are folded, in the order's sequence; `answered_creator` is whom
    the buyer's `answer` names, when it is one creator."""

    placed_at: datetime
    counts: bool = True
    codes: Sequence[str] = ()
    click: ClickFact | None = None
    answer: str = ""
    answered_creator: int | None = None
    named_creator: int | None = None
    named_campaign: int | None = None
    claim: ClaimFact | None = None
    ruling: RulingFact | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    creator: int
    campaign: int | None
    method: str
    reason: str
    code: int | None = None
    link: int | None = None
    click: int | None = None


def owed_to(
    evidence: Evidence, codes: Mapping[str, CodeFact], attribution_days: int, precedence: Sequence[str] = PRECEDENCE
) -> Owed | None:
    """The creator the order is owed to, with the reason in words; None when it is nobody's."""
    if not evidence.counts:
        return None
    ways: dict[str, Callable[[], Owed | None]] = {
        "code": lambda: _by_code(evidence, codes),
        "link": lambda: _by_click(evidence, attribution_days),
        "survey": lambda: _by_survey(evidence),
        "report": lambda: _by_report(evidence),
        "claim": lambda: _by_claim(evidence),
    }
    by_rule = next((owed for name in precedence if (owed := ways[name]()) is not None), None)
    return by_rule if evidence.ruling is None else _by_person(evidence, evidence.ruling, by_rule)


def clicked(evidence: Evidence) -> int | None:
    """The click before the order on a creator's link, whatever the order is owed by."""
    click = evidence.click
    return None if click is None or click.creator is None or click.at > evidence.placed_at else click.pk


def _by_person(evidence: Evidence, ruling: RulingFact, by_rule: Owed | None) -> Owed | None:
    if ruling.creator is None:
        return None
    campaign = by_rule.campaign if by_rule and by_rule.creator == ruling.creator else evidence.named_campaign
    return Owed(ruling.creator, campaign, "person", ruling.reason)


def _by_code(evidence: Evidence, codes: Mapping[str, CodeFact]) -> Owed | None:
    known = [codes[code] for code in evidence.codes if code in codes and codes[code].creator is not None]
    if not known or known[0].creator is None:
        return None
    first = known[0]
    others = {fact.shown for fact in known[1:] if fact.creator != first.creator}
    reason = f"The buyer used the code {first.shown}"
    if others:
        reason += f", entered before {', '.join(sorted(others))}"
    return Owed(known[0].creator, first.campaign, "code", reason[:300], code=first.pk)


def _by_click(evidence: Evidence, attribution_days: int) -> Owed | None:
    click = evidence.click
    if click is None or click.creator is None:
        return None
    age = evidence.placed_at - click.at
    if age < -CLOCK_SLACK or age > timedelta(days=attribution_days):
        return None
    reason = f"The buyer came by /l/{click.slug} {in_words(age)} before the order"
    return Owed(click.creator, click.campaign, "link", reason, link=click.link, click=click.pk)


def _by_survey(evidence: Evidence) -> Owed | None:
    if evidence.answered_creator is None:
        return None
    reason = f"Asked who sent them, the buyer answered “{evidence.answer}”"
    return Owed(evidence.answered_creator, None, "survey", reason[:300])


def _by_report(evidence: Evidence) -> Owed | None:
    if evidence.named_creator is None:
        return None
    return Owed(
        evidence.named_creator,
        evidence.named_campaign,
        "report",
        "The imported file or the sending system names the creator",
    )


def _by_claim(evidence: Evidence) -> Owed | None:
    claim = evidence.claim
    return Owed(claim.creator, claim.campaign, "claim", claim.reason[:300]) if claim else None


def in_words(span: timedelta) -> str:
    """`3 days`, `2 hours`, `1 minute`: the largest whole unit."""
    seconds = max(int(span.total_seconds()), 0)
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            number = seconds // size
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return "less than a minute"

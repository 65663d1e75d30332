"""May somebody be written to first? The law of their country, held against what is known of them. Pure; no legal advice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EU = frozenset(("BG", "CY", "CZ", "DK", "EE", "FI", "GR", "HR", "HU", "LT", "LU", "LV", "MT", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO"))  # fmt: skip
OTHERS = "ZZ"
OVERRIDE = "override"
# Those who came by themselves need not be told where their address is from.
THEIR_OWN = frozenset({"consent", "inquiry", "dealings"})
# What a person writes beside an address that shall not be used for offers.
REFUSES_MAIL = re.compile(
    r"no\s+(?:unsolicited|solicitation|soliciting|spam|ads|advertis\w+|cold\s+(?:e-?mails?|pitches)|pr\b|collabs?\b|promo\w*)"
    r"|not?\s+(?:accepting|taking|open\s+(?:to|for))\s+(?:\w+\s+){0,2}(?:collab\w*|pr\b|sponsor\w*|brand\w*|partnership\w*|offers)"
    r"|do\s*n.t\s+(?:e-?mail|contact|pitch)|keine?\s+(?:werb\w+|kooperation\w*|anfragen|spam)|(?:pas\s+de|aucune?)\s+(?:pub\w*|démarchage|prospection|collab\w*)"
    r"|no\s+(?:publicidad|colaboraciones)|niente\s+(?:pubblicità|collaborazioni)|geen\s+(?:reclame|samenwerking\w*|acquisitie)",
    re.IGNORECASE,
)


class Outcome(StrEnum):
    """From fine to forbidden."""

    ALLOW = "allow"
    WARN = "warn"
    BLOCK = "block"


_ORDER = list(Outcome)


@dataclass(frozen=True, slots=True)
class Clause:
    """What one footing is worth in one country; `days` is how long it carries, None for good."""

    outcome: Outcome
    reason: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class ContactRule:
    """One country's law on a first message, dated and with its source."""

    country: str
    name: str
    law: str
    source: str
    valid_from: date
    confirmed: bool
    needs: frozenset[str]
    direct: Outcome
    clauses: Mapping[str, Clause]

    def as_dict(self) -> dict[str, object]:
        """For scripts."""
        clauses = {
            kind: {"outcome": str(clause.outcome), "reason": clause.reason, "days": clause.days}
            for kind, clause in self.clauses.items()
        }
        return {
            "country": self.country, "name": self.name, "law": self.law, "source": self.source,
            "valid_from": self.valid_from.isoformat(), "confirmed": self.confirmed, "needs": sorted(self.needs),
            "footings": clauses,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Footing:
    """What may make a message lawful: a consent, a page, dealings … with its day and its proof."""

    kind: str
    since: date
    proof: str = ""
    url: str = ""
    basis: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`footing` is what carries the outcome, None where nothing does. `notice` must be said in the mail. `cure` is what would
    change the outcome; empty when it allows."""

    outcome: Outcome
    reason: str
    rule: ContactRule
    footing: Footing | None = None
    cure: str = ""
    notice: str = ""

    @property
    def blocked(self) -> bool:
        return self.outcome == Outcome.BLOCK

    def as_dict(self) -> dict[str, object]:
        """For scripts."""
        footing = self.footing
        return {
            "outcome": str(self.outcome), "reason": self.reason, "cure": self.cure, "country": self.rule.country,
            "law": self.rule.law, "source": self.rule.source, "rule_from": self.rule.valid_from.isoformat(),
            "confirmed": self.rule.confirmed, "notice": self.notice,
            "footing": footing and {"kind": footing.kind, "since": footing.since.isoformat(), "proof": footing.proof,
                                    "url": footing.url},
        }  # fmt: skip


def rule_for(country: str, rules: Mapping[str, ContactRule]) -> ContactRule:
    """The country's rule, the Union's for its other members, or the one for countries that nobody knows."""
    code = country.strip().upper()
    if code in rules:
        return rules[code]
    return rules["EU" if code in EU else OTHERS]


def decide(
    rule: ContactRule,
    footings: Iterable[Footing],
    *,
    today: date,
    postal_address: bool,
    origin: str = "",
    direct: bool = False,
) -> Verdict:
    """Whether a first message may go out. `origin` is where the address is from; `direct` for a direct message by hand."""
    known = sorted(footings, key=lambda footing: footing.since, reverse=True)
    if override := next((footing for footing in known if footing.kind == OVERRIDE), None):
        verdict = Verdict(Outcome.ALLOW, f"An owner took it on themselves: {override.proof}", rule, override)
    else:
        verdict = _by_law(rule, [footing for footing in known if _stands(footing)], today)
        verdict = _explained(verdict, known)
    if direct:
        return _direct(verdict)
    return _with_content(verdict, postal_address, origin)


def refuses_mail(text: str) -> bool:
    """Whether a published text says that its address is not for offers."""
    return bool(REFUSES_MAIL.search(text))


def _stands(footing: Footing) -> bool:
    return footing.kind != "published" or not refuses_mail(footing.proof)


def _by_law(rule: ContactRule, footings: Sequence[Footing], today: date) -> Verdict:
    carried = [
        (clause, footing)
        for footing in footings
        if (clause := rule.clauses.get(footing.kind)) and not _outdated(clause, footing, today)
    ]
    if not carried:
        return Verdict(rule.clauses["none"].outcome, rule.clauses["none"].reason, rule)
    clause, footing = min(carried, key=lambda pair: _ORDER.index(pair[0].outcome))
    return Verdict(clause.outcome, clause.reason, rule, footing if clause.outcome != Outcome.BLOCK else None)


def _outdated(clause: Clause, footing: Footing, today: date) -> bool:
    return clause.days is not None and today - footing.since > timedelta(days=clause.days)


def _explained(verdict: Verdict, known: Sequence[Footing]) -> Verdict:
    if verdict.outcome == Outcome.ALLOW:
        return verdict
    rule, reason = verdict.rule, verdict.reason
    if any(footing.kind == "published" and refuses_mail(footing.proof) for footing in known):
        reason = f"The page with the address says that it is not for offers. {reason}"
    enough = [kind for kind, clause in rule.clauses.items() if clause.outcome == Outcome.ALLOW]
    cure = "Invite them to your open call: who applies agrees."
    if "published" in enough:
        cure = "Record the page on which they publish the address, with its words. " + cure
    if rule.country == OTHERS:
        cure = "Add the country on the creator's page. " + cure
    return Verdict(verdict.outcome, reason, rule, verdict.footing, cure)


def _direct(verdict: Verdict) -> Verdict:
    """The same laws speak of direct messages, most of them less plainly; no mail is made, so nothing must be in it."""
    if not verdict.blocked or verdict.rule.direct == Outcome.BLOCK:
        return verdict
    reason = f"{verdict.reason} A direct message by hand is judged more mildly, but not by everybody."
    if verdict.rule.direct == Outcome.ALLOW:
        return Verdict(Outcome.ALLOW, verdict.reason, verdict.rule, verdict.footing)
    return Verdict(Outcome.WARN, reason, verdict.rule, verdict.footing, verdict.cure)


def _with_content(verdict: Verdict, postal_address: bool, origin: str) -> Verdict:
    rule, footing = verdict.rule, verdict.footing
    if verdict.blocked or (footing and footing.kind in THEIR_OWN):
        return verdict
    if "postal_address" in rule.needs and not postal_address:
        reason = f"Such mail must carry a postal address ({rule.law})."
        return Verdict(Outcome.BLOCK, reason, rule, None, "Add your postal address in the settings.")
    if "origin" in rule.needs:
        where = (footing.url if footing else "") or origin
        notice = (
            f"We have your address from {where or 'a list of creators'}. Object with the link below, and we delete it."
        )
        return Verdict(verdict.outcome, verdict.reason, rule, footing, verdict.cure, notice)
    return verdict

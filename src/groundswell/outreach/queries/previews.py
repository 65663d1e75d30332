"""What each person would get."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.outreach.errors import MissingValue
from groundswell.outreach.facts import Facts, facts_of
from groundswell.outreach.mail import address_digest
from groundswell.outreach.models import Mailbox, Suppression
from groundswell.outreach.queries.gate import may_write
from groundswell.outreach.rules import render, render_subject
from groundswell.outreach.rules.gate import Verdict


@dataclass(frozen=True, slots=True)
class Preview:
    """One person's mail; it can go out when nothing is missing and no problem stands in the way."""

    creator: Creator
    subject: str
    body: str
    missing: tuple[str, ...]
    problem: str
    gate: Verdict

    @property
    def ready(self) -> bool:
        return not self.missing and not self.problem


def previews(
    workspace: Workspace,
    creators: Iterable[Creator],
    subject: str,
    body: str,
    *,
    mailbox: Mailbox | None,
    user: User | None,
) -> list[Preview]:
    """Each creator's mail in their order, in a constant number of queries. Where a value is missing, text is empty."""
    people = list(creators)
    facts = facts_of(workspace, people, mailbox, user)
    digests = {address_digest(person.email): person.pk for person in people if person.email}
    stopped = set(
        Suppression.objects.of(workspace).filter(address_digest__in=digests).values_list("address_digest", flat=True)
    )
    gates = may_write(workspace, people)
    return [_preview(person, facts[person.pk], (subject, body), stopped, gates[person.pk]) for person in people]


def filled(
    workspace: Workspace, creator: Creator, subject: str, body: str, *, mailbox: Mailbox | None, user: User | None
) -> tuple[str, str]:
    """Subject and text for one person; `MissingValue` naming what is not known, `BadTemplate` for what does not work."""
    facts = facts_of(workspace, [creator], mailbox, user)[creator.pk]
    missing: list[str] = []
    texts = []
    for fill, template in ((render_subject, subject), (render, body)):
        try:
            texts.append(fill(template, facts))
        except MissingValue as error:
            missing += [name for name in error.missing if name not in missing]
    if missing:
        raise MissingValue(missing, where=f"creator {creator.pk}")
    return texts[0], texts[1]


def _preview(person: Creator, facts: Facts, letter: tuple[str, str], stopped: set[str], gate: Verdict) -> Preview:
    missing: list[str] = []
    texts, problem = [], _address_problem(person, stopped)
    if gate.blocked:
        problem = problem or f"{gate.reason} {gate.cure}".strip()
    for fill, template in zip((render_subject, render), letter, strict=True):
        try:
            texts.append(fill(template, facts))
        except MissingValue as error:
            missing += [name for name in error.missing if name not in missing]
            texts.append("")
        except BadInput as error:
            problem = problem or f"{error.message} {error.cure}".strip()
            texts.append("")
    return Preview(person, texts[0], texts[1], tuple(missing), problem, gate)


def _address_problem(person: Creator, stopped: set[str]) -> str:
    if not person.email:
        return "No e-mail address is known."
    return "Asked not to be written to." if address_digest(person.email) in stopped else ""

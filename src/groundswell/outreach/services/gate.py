"""The lawful gate: no message is made without its leave, and what it decided is kept."""

from django.db import transaction

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import Membership, User, Workspace
from groundswell.accounts.rules import Need, may, refusal
from groundswell.creators.models import Creator
from groundswell.outreach import queries
from groundswell.outreach.errors import NotLawful
from groundswell.outreach.models import GateDecision, Message
from groundswell.outreach.rules.gate import OVERRIDE, Verdict
from groundswell.relationships.models import ContactBasis
from groundswell.relationships.services import record_basis


def pass_gate(workspace: Workspace, creator: Creator, *, direct: bool = False) -> Verdict:
    """The verdict on a message to this creator; raises `NotLawful` with the reason and the cure where it blocks."""
    verdict = queries.may_write(workspace, [creator], direct=direct)[creator.pk]
    if verdict.blocked:
        raise NotLawful(f"{verdict.rule.name}: {verdict.reason}", where="country", cure=verdict.cure)
    return verdict


def keep_decision(
    *, workspace: Workspace, creator: Creator, verdict: Verdict, message: Message | None = None
) -> GateDecision:
    """Writes down what the gate let through."""
    footing = verdict.footing
    facts = {"proof": footing.proof, "url": footing.url, "since": footing.since} if footing else {}
    return GateDecision.objects.create(
        workspace=workspace,
        creator=creator,
        message=message,
        channel="mail" if message else "direct",
        outcome=verdict.outcome,
        country=verdict.rule.country,
        law=verdict.rule.law,
        rule_from=verdict.rule.valid_from,
        reason=verdict.reason,
        footing=footing.kind if footing else "",
        notice=verdict.notice,
        **facts,
    )


@transaction.atomic
def override_gate(*, workspace: Workspace, creator: Creator, reason: str, user: User | None) -> ContactBasis:
    """An owner takes it on themselves to write, for a reason that is kept; `Forbidden` for anybody else.

    `user` is None for whoever sits at the machine itself.
    """
    if user is not None:
        member = Membership.objects.of(workspace).filter(user=user).first()
        if member is None or not may(member.role, Need.OWN):
            raise Forbidden(refusal(Need.OWN), where="override")
    return record_basis(workspace=workspace, creator=creator, kind=OVERRIDE, text=reason, user=user)

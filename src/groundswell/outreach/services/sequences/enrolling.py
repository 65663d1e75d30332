"""Putting people on a sequence."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.outreach.models import Enrolment, Sequence
from groundswell.relationships.models import Relationship
from groundswell.relationships.services import track_creators


class Enrolled(NamedTuple):
    """How many came on, and how many had been on it before (nobody goes through a sequence twice)."""

    new: int
    already: int


@transaction.atomic
def enrol_creators(
    *, workspace: Workspace, sequence: Sequence, creators: Iterable[Creator], user: User | None = None
) -> Enrolled:
    """Puts people on a sequence; the first step is due after its wait, once the sequence runs.

    Who cannot get a step (a value missing, no address) is blocked when it is due, with the reason.
    """
    people = {person.pk: person for person in creators}
    if any(person.workspace_id != workspace.pk for person in people.values()) or sequence.workspace_id != workspace.pk:
        raise NotFound("There is no such thing in this workspace.", where="creator")
    known = set(
        Enrolment.objects.of(workspace).filter(sequence=sequence, creator__in=people).values_list("creator", flat=True)
    )
    fresh = [person for pk, person in people.items() if pk not in known]
    track_creators(workspace=workspace, creators=fresh, user=user)
    stages = dict(Relationship.objects.of(workspace).filter(creator__in=fresh).values_list("creator", "stage"))
    Enrolment.objects.bulk_create(
        [
            Enrolment(
                workspace=workspace,
                sequence=sequence,
                creator=person,
                user=user,
                due_at=clock.now(),
                stage_before=stages.get(person.pk, ""),
            )
            for person in fresh
        ],
        ignore_conflicts=True,
    )
    detail = {"creators": sorted(person.pk for person in fresh)}
    record_audit(workspace=workspace, user=user, action="sequence.enrolled", subject=sequence.name, detail=detail)
    return Enrolled(len(fresh), len(known))

"""A person decides on an application: taken, refused, or thrown away as rubbish."""

from dataclasses import dataclass

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import Application, Participant
from groundswell.campaigns.services.applicants import creator_for
from groundswell.campaigns.services.application_letters import Letter, mail_answer
from groundswell.campaigns.services.campaigns import add_participants
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Stage
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services import move_stage, record_consent, record_decision, record_event


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it; `unsent` says why no mail went out, empty when one did or none was wanted."""

    application: Application
    creator: Creator
    participant: Participant | None = None
    unsent: str = ""


@transaction.atomic
def accept_application(
    *,
    application: Application,
    reason: str,
    creator: Creator | None = None,
    letter: Letter | None = None,
    user: User | None = None,
) -> Decided:
    """The applicant takes part: as `creator`, as whom they surely are, or as somebody new.

    Their consent is kept as the footing on which they are written to. Accepting again changes nothing; Conflict once
    refused; BadInput without a reason.
    """
    row = _open(application, Application.State.ACCEPTED)
    if row.state == Application.State.NEW:
        person = creator_for(row, creator)
        _keep(row, person, Application.State.ACCEPTED, reason, user)
        add_participants(workspace=row.workspace, campaign=row.call.campaign, creators=[person], user=user)
        move_stage(
            workspace=row.workspace, creator=person, stage=Stage.IN_CONVERSATION, reason=row.reason, forward_only=True
        )
    person = _creator(row)
    participant = Participant.objects.of(row.workspace).select_related("campaign__workspace", "creator")
    found = participant.get(campaign=row.call.campaign, creator=person)
    return Decided(row, person, found, mail_answer(application=row, participant=found, letter=letter, user=user))


@transaction.atomic
def refuse_application(
    *,
    application: Application,
    reason: str,
    creator: Creator | None = None,
    letter: Letter | None = None,
    user: User | None = None,
) -> Decided:
    """Keeps the refusal and its reason with the creator, who is asked again for a later campaign or not.

    Somebody new goes on the board as declined; where a known creator stands is left alone.
    """
    row = _open(application, Application.State.REFUSED)
    if row.state == Application.State.NEW:
        known = creator is not None or row.creator_id is not None
        person = creator_for(row, creator)
        _keep(row, person, Application.State.REFUSED, reason, user)
        if not known:
            move_stage(
                workspace=row.workspace, creator=person, stage=Stage.DECLINED, reason=row.reason, user=user, forward_only=True,
            )  # fmt: skip
    return Decided(row, _creator(row), None, mail_answer(application=row, participant=None, letter=letter, user=user))


@transaction.atomic
def discard_application(*, application: Application, user: User | None = None) -> None:
    """Deletes rubbish: nothing of it stays, nobody is written to. Conflict once it was decided."""
    row = _open(application, Application.State.NEW)
    record_audit(
        workspace=row.workspace, user=user, action="application.discarded", subject=f"campaign {row.call.campaign.slug}"
    )
    row.delete()


def _open(application: Application, wanted: str) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("workspace", "call__campaign__workspace")
    row = rows.get(pk=application.pk)
    if row.state not in (Application.State.NEW, wanted):
        raise Conflict(f"This application was {row.get_state_display().lower()} already.", where="application")
    return row


def _keep(row: Application, person: Creator, state: str, reason: str, user: User | None) -> None:
    reason = clean_text(reason, "reason")
    if not reason:
        raise BadInput("Say why, so that the next person knows.", where="reason", code="reason_needed")
    row.state, row.reason, row.creator = state, reason, person
    row.decided_by, row.decided_at = user, clock.now()
    row.save(update_fields=["state", "reason", "creator", "decided_by", "decided_at"])
    campaign, key = row.call.campaign, f"application:{row.pk}"
    record_consent(
        workspace=row.workspace, creator=person, source=f"open call {row.call.slug}", text=row.consent_text,
        text_version=row.consent_version, given_at=row.at, key=key,
    )  # fmt: skip
    record_decision(
        workspace=row.workspace, creator=person, verdict=state, side="brand", about="open call", reason=reason,
        campaign=campaign, user=user, key=key,
    )  # fmt: skip
    record_event(
        workspace=row.workspace, creator=person, kind=f"application_{state}", actor=user,
        text=f"Application to {campaign.name} {state}: {reason}", detail={"application": row.pk, "campaign": campaign.slug},
    )  # fmt: skip


def _creator(row: Application) -> Creator:
    if row.creator is None:
        raise Conflict("The creator of this application was removed.", where="application")
    return row.creator

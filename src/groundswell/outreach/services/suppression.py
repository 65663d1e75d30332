"""Whom we must not write to."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.outreach.mail import WayOut, address_digest
from groundswell.outreach.models import Enrolment, Message, Suppression
from groundswell.outreach.services.moving import GOING
from groundswell.outreach.services.sequences.stopping import stop_enrolment
from groundswell.relationships.models import ContactBasis
from groundswell.relationships.services import record_event, withdraw_consent

OPTED_OUT = frozenset({"unsubscribed", "complained", "asked"})
"""Reasons that are the person's own will; a bounce is not, and an erased person's footings are gone with the record."""


@transaction.atomic
def suppress_address(*, workspace: Workspace, email: str, reason: str, user: User | None = None) -> bool:
    """Never write to this address again; False when it was suppressed already. What is still queued fails."""
    new = _suppress(workspace, address_digest(email), reason)
    if new:
        record_audit(workspace=workspace, user=user, action="address.suppressed", subject=reason)
    return new


@transaction.atomic
def unsubscribe(*, way_out: WayOut) -> bool:
    """What the link in a mail does; doing it again changes nothing. False when the workspace is gone."""
    workspace = Workspace.objects.filter(pk=way_out.workspace_id).first()
    if workspace is None:
        return False
    if _suppress(workspace, way_out.address_digest, "unsubscribed"):
        message = Message.objects.of(workspace).select_related("creator").filter(pk=way_out.message_id).first()
        if message is not None:
            record_event(
                workspace=workspace, creator=message.creator, kind="unsubscribed", text="Asked not to be written to"
            )
    return True


def _suppress(workspace: Workspace, digest: str, reason: str) -> bool:
    row, new = Suppression.objects.of(workspace).get_or_create(
        address_digest=digest, defaults={"workspace": workspace, "reason": reason[:60]}
    )
    if new:
        _stop_sequences(workspace, digest)
    if reason in OPTED_OUT:
        if row.reason not in OPTED_OUT:  # it bounced before: the person's own word weighs more
            row.reason = reason[:60]
            row.save(update_fields=["reason"])
        _withdraw_footings(workspace, digest)
    return bool(new)


def _withdraw_footings(workspace: Workspace, digest: str) -> None:
    """Whoever opted out has taken back every consent, and no published address or old reply makes up for it."""
    people = Creator.objects.of(workspace).filter(
        pk__in=ContactBasis.objects.of(workspace).filter(withdrawn_at=None).values("creator")
    )
    for creator in people.exclude(email="").iterator(chunk_size=500):
        if address_digest(creator.email) == digest:
            withdraw_consent(workspace=workspace, creator=creator)


def _stop_sequences(workspace: Workspace, digest: str) -> None:
    going = Enrolment.objects.of(workspace).filter(state__in=GOING).exclude(creator__email="").select_related("creator")
    for enrolment in going.iterator(chunk_size=500):
        if address_digest(enrolment.creator.email) == digest:
            stop_enrolment(enrolment=enrolment, reason="Asked not to be written to")

"""What people do about a verdict: ask by another way than mail, or decide what the rules leave open."""

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.creators.models import Creator
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries.checks import latest_check
from groundswell.disclosure.services.ledger import append_entry
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.services import record_event

CHANNELS = ("mail", "message")
DECISIONS = ("accepted", "rejected")


@transaction.atomic
def note_fix_request(*, check: DisclosureCheck, creator: Creator, channel: str, user: User | None = None) -> None:
    """Keeps that the creator was asked to correct the post; once per check."""
    if channel not in CHANNELS:
        raise BadInput(f"“{channel}” is no way to ask.", where="channel", cure=f"One of: {', '.join(CHANNELS)}.")
    if check.fix_requested_at is not None:
        return
    check.fix_requested_at = clock.now()
    check.save(update_fields=["fix_requested_at"])
    append_entry(
        workspace=check.workspace, kind="fix_requested", content={"check": check.pk, "channel": channel},
        check=check, user=user,
    )  # fmt: skip
    record_event(
        workspace=check.workspace, creator=creator, kind="fix_requested", actor=user,
        text=f"Asked to correct the disclosure of {check.post.url}"[:500], detail={"check": check.pk},
    )  # fmt: skip


@transaction.atomic
def decide_check(*, check: DisclosureCheck, decision: str, note: str, user: User | None = None) -> DisclosureCheck:
    """A person's word on a verdict that is "review": "accepted" closes the case, "rejected" leaves it open.

    Once per check, with a reason. `Conflict` for a pass, a fail, an older check or one that is decided.
    """
    if decision not in DECISIONS:
        raise BadInput(f"“{decision}” is no decision.", where="decision", cure=f"One of: {', '.join(DECISIONS)}.")
    reason = note.strip()
    if not reason:
        raise BadInput("A decision needs its reason.", where="note", cure="Say in a sentence why.")
    newest = latest_check(check.workspace, check.post)
    if check.verdict != "review" or check.decision or newest is None or newest.pk != check.pk:
        raise Conflict(
            "This verdict is not open to a decision.", where="check", cure="Decide on the newest review of the post."
        )
    check.decision, check.decided_at, check.decision_note = decision, clock.now(), reason[:500]
    check.save(update_fields=["decision", "decided_at", "decision_note"])
    content = {"check": check.pk, "decision": decision, "note": check.decision_note}
    append_entry(workspace=check.workspace, kind="decided", content=content, check=check, user=user)
    return check

"""Drafts come in, are talked about, and approved or sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.files.base import File
from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Deliverable
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.ids import digest
from groundswell.relationships.services import record_event
from groundswell.tracking.models import Draft, DraftComment
from groundswell.tracking.rules.states import WAITING
from groundswell.tracking.services.locking import locked

LONGEST_COMMENT = 5_000
SEPARATOR = "\x1f"


@dataclass(frozen=True, kw_only=True)
class DraftContent:
    """What is to be published. `picture` is ready to be kept; its digest counts as part of the content."""

    caption: str
    surface: str = "feed"
    title: str = ""
    overlay_text: str = ""
    media_url: str = ""
    picture: File[bytes] | None = field(default=None, compare=False)
    picture_sha256: str = ""

    @property
    def sha256(self) -> str:
        told = {name: value for name, value in asdict(self).items() if name != "picture"}
        return digest(SEPARATOR.join(str(told[name]) for name in sorted(told)))


@transaction.atomic
def keep_draft(
    *, deliverable: Deliverable, content: DraftContent, submitted_by: str,
    disclosure: Mapping[str, Any], guidelines: Sequence[Mapping[str, Any]],
) -> Draft:  # fmt: skip
    """The next version of the draft; the same content again is the version that is there.

    Conflict once a post has answered the deliverable. An approval holds for the version it was given on: a newer one
    waits again.
    """
    deliverable = locked(deliverable)
    if deliverable.state not in WAITING:
        raise Conflict(f"This deliverable is {deliverable.state}: it needs no draft.", where="deliverable")
    if not (content.caption.strip() or content.overlay_text.strip() or content.media_url or content.picture):
        raise BadInput("The draft is empty.", where="caption", cure="Write the caption, or add the media.")
    last = deliverable.drafts.order_by("-version").first()
    if last is not None and last.sha256 == content.sha256:
        return last
    deliverable.drafts.filter(state__in=(Draft.State.WAITING, Draft.State.CHANGES)).update(state=Draft.State.REPLACED)
    draft: Draft = Draft.objects.create(
        workspace=deliverable.workspace, deliverable=deliverable, version=last.version + 1 if last else 1,
        surface=content.surface, title=content.title, caption=content.caption, overlay_text=content.overlay_text,
        media_url=content.media_url, picture=content.picture, sha256=content.sha256, disclosure=dict(disclosure),
        guidelines=[dict(one) for one in guidelines], submitted_by=submitted_by,
    )  # fmt: skip
    _move(deliverable, Deliverable.State.DRAFT)
    _note(draft, "draft_submitted", f"handed in draft {draft.version}", None)
    return draft


@transaction.atomic
def decide_draft(*, draft: Draft, approved: bool, note: str = "", user: User | None = None) -> Draft:
    """Approves the newest draft, or asks for changes with a word on what (kept as a comment).

    Conflict for an older version or one that is decided; `BadInput` where changes are asked for without saying which.
    """
    deliverable = locked(draft.deliverable)
    newest = deliverable.drafts.order_by("-version").first()
    if newest is None or newest.pk != draft.pk or newest.state != Draft.State.WAITING:
        raise Conflict("This draft does not wait for a decision.", where="draft", cure="Decide on the newest version.")
    if not approved and not note.strip():
        raise BadInput("Say what should change.", where="note")
    if note.strip():
        comment_draft(deliverable=deliverable, text=note, user=user)
    newest.state = Draft.State.APPROVED if approved else Draft.State.CHANGES
    newest.decided_at, newest.decided_by = clock.now(), user
    newest.save(update_fields=["state", "decided_at", "decided_by"])
    if approved:
        deliverable.drafts.filter(state=Draft.State.APPROVED).exclude(pk=newest.pk).update(state=Draft.State.REPLACED)
    _move(deliverable, Deliverable.State.APPROVED if approved else Deliverable.State.PLANNED)
    _note(newest, "draft_decided", f"{'was approved' if approved else 'needs changes'}: draft {newest.version}", user)
    return newest


@transaction.atomic
def comment_draft(
    *, deliverable: Deliverable, text: str, user: User | None = None, by_creator: bool = False
) -> DraftComment:
    """A word in the conversation about a deliverable, beside its newest draft."""
    said = text.strip()
    if not said or len(said) > LONGEST_COMMENT or "\x00" in said:
        raise BadInput(f"A comment needs 1 to {LONGEST_COMMENT:,} characters.", where="text")
    comment: DraftComment = DraftComment.objects.create(
        workspace=deliverable.workspace, deliverable=deliverable, draft=deliverable.drafts.order_by("-version").first(),
        user=user, by_creator=by_creator, text=said,
    )  # fmt: skip
    return comment


def settle_draft(*, deliverable: Deliverable, user: User | None = None) -> None:
    """Where the step was taken beside the draft's page, the draft that waits follows it."""
    states = {Deliverable.State.APPROVED: Draft.State.APPROVED, Deliverable.State.PLANNED: Draft.State.CHANGES}
    if (state := states.get(Deliverable.State(deliverable.state))) is not None:
        waiting = deliverable.drafts.filter(state=Draft.State.WAITING)
        waiting.update(state=state, decided_at=clock.now(), decided_by=user)


def _move(deliverable: Deliverable, state: str) -> None:
    deliverable.state = state
    deliverable.save(update_fields=["state"])


def _note(draft: Draft, kind: str, text: str, user: User | None) -> None:
    deliverable = draft.deliverable
    participant = deliverable.participant
    record_event(
        workspace=draft.workspace, creator=participant.creator, kind=kind, actor=user,
        text=f"{deliverable.get_activity_display()} for {participant.campaign.name}: {text}.",
        detail={"draft": draft.pk, "deliverable": deliverable.pk},
    )  # fmt: skip

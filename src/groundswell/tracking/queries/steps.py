"""What a creator does next, post by post."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from groundswell.campaigns.models import Deliverable, Participant
from groundswell.tracking.models import Draft
from groundswell.tracking.rules.next_steps import Step, next_step
from groundswell.tracking.rules.states import WAITING


@dataclass(frozen=True)
class Owed:
    """An agreed post, its newest draft, and the next step; `takes_draft`: a draft may still be shown."""

    deliverable: Deliverable
    draft: Draft | None
    step: Step

    @property
    def takes_draft(self) -> bool:
        return self.deliverable.state in WAITING


def steps_of(participant: Participant, *, verdicts: Mapping[int, str], today: date) -> list[Owed]:
    """By day; `verdicts`: by deliverable, on the newest post that answers it. Two queries."""
    rows = list(participant.deliverables.order_by("due_on", "pk"))
    drafts = Draft.objects.of(participant.workspace).filter(deliverable__in=rows).order_by("version")
    newest = {draft.deliverable_id: draft for draft in drafts}
    return [_owed(row, newest.get(row.pk), verdicts.get(row.pk, ""), today) for row in rows]


def _owed(row: Deliverable, draft: Draft | None, verdict: str, today: date) -> Owed:
    step = next_step(
        row.state, draft=draft.state if draft else "", due_on=row.due_on, window_start=row.window_start,
        verdict=verdict, today=today,
    )  # fmt: skip
    return Owed(row, draft, step)

"""Moving through the stages, by hand and by events."""

from django.db import transaction
from django.db.models import Min

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships.models import Relationship, Stage
from groundswell.relationships.rules import VERDICTS, automatic_stage, clean_text, known_stage
from groundswell.relationships.services.decisions import record_decision
from groundswell.relationships.services.events import record_event
from groundswell.relationships.services.tracking import relationship_of


@transaction.atomic
def move_stage(
    *,
    workspace: Workspace,
    creator: Creator,
    stage: str,
    user: User | None = None,
    reason: str = "",
    forward_only: bool = False,
) -> Relationship:
    """Moves a creator to `stage` and records it; the card comes to the top of its new column.

    `forward_only` is for moves that events make: they never take anybody backwards (`rules.automatic_stage`).
    By hand, a stage of `rules.VERDICTS` is a decision of the brand, kept with its reason: without one `BadInput` with code
    "reason_needed".
    """
    relationship = relationship_of(workspace=workspace, creator=creator)
    target = known_stage(stage)
    if forward_only:
        target = automatic_stage(relationship.stage, target)
    if target == relationship.stage:
        return relationship
    reason = clean_text(reason, "reason")
    decided = None if forward_only else VERDICTS.get(target)
    if decided and not reason:
        raise BadInput("Say why, so that the next person knows.", where="reason", code="reason_needed")
    before, relationship.stage = Stage(relationship.stage), target
    relationship.reason = reason or relationship.reason
    relationship.position = _top_of(workspace, target)
    relationship.changed_at = clock.now()
    relationship.save(update_fields=["stage", "reason", "position", "changed_at"])
    after = Stage(target)
    event = record_event(
        workspace=workspace,
        creator=creator,
        kind="stage",
        text=f"Moved from {before.label} to {after.label}" + (f": {reason}" if reason else ""),
        detail={"from": before.value, "to": after.value, "reason": reason},
        actor=user,
    )
    if decided:
        record_decision(
            workspace=workspace, creator=creator, verdict=decided, side="brand", about="board", reason=reason, user=user,
            key=f"stage:{event.pk}",
        )  # fmt: skip
    return relationship


@transaction.atomic
def place_card(*, workspace: Workspace, creator: Creator, before: Creator | None) -> None:
    """Orders a card inside its column: in front of the card of `before`, or last."""
    mine = relationship_of(workspace=workspace, creator=creator)
    others = list(
        Relationship.objects.of(workspace).filter(stage=mine.stage).exclude(pk=mine.pk).order_by("position", "-pk")
    )
    index = next((i for i, other in enumerate(others) if before and other.creator_id == before.pk), len(others))
    low = others[index - 1].position if index else None
    high = others[index].position if index < len(others) else None
    wanted = _between(low, high)
    if wanted is None:
        others.insert(index, mine)
        for number, row in enumerate(others):
            row.position = float(number)
        Relationship.objects.bulk_update(others, ["position"], batch_size=300)
    else:
        mine.position = wanted
        mine.save(update_fields=["position"])


def _between(low: float | None, high: float | None) -> float | None:
    """A number strictly between, or None when there is no room."""
    if low is None or high is None:
        return low + 1 if low is not None else high - 1 if high is not None else 0.0
    middle = (low + high) / 2
    return middle if low < middle < high else None


def _top_of(workspace: Workspace, stage: str) -> float:
    least = Relationship.objects.of(workspace).filter(stage=stage).aggregate(least=Min("position"))["least"]
    return 0.0 if least is None else least - 1

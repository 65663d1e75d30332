"""A post is placed on a deliverable, and the programme moves on."""

from django.db import transaction
from django.db.models import Q

from groundswell.accounts.models import User
from groundswell.campaigns.models import Deliverable, Participant
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Stage
from groundswell.relationships.services import move_stage, record_event
from groundswell.tracking.models import PostMatch
from groundswell.tracking.rules.matching import Reason
from groundswell.tracking.rules.states import DONE, WAITING


@transaction.atomic
def place_post(*, match: PostMatch, deliverable: Deliverable, user: User | None = None) -> None:
    """A person decides which deliverable the post answers; a further one on the same network may be added.

    Conflict when it is answered, or when the post is placed and the deliverable is for another network.
    """
    if deliverable.participant_id != match.participant_id:
        raise BadInput("That deliverable is another creator’s.", where="deliverable")
    if deliverable.state not in WAITING:
        raise Conflict("This deliverable was answered already.", where="deliverable")
    if match.deliverable is not None and deliverable.platform != match.post.account.platform:
        raise Conflict("The post has its place, and that deliverable is for another network.", where="deliverable")
    match.reasons = [*match.reasons, Reason(True, f"Placed by {user or 'a person'}.").as_json()]
    place(match, deliverable)


def place(match: PostMatch, deliverable: Deliverable) -> None:
    """Deliverable, participant and stage go live; a post that is placed already answers this one too."""
    if match.deliverable is None:
        match.deliverable = deliverable
    else:
        match.also.add(deliverable)
    match.save(update_fields=["deliverable", "reasons"])
    deliverable.state = Deliverable.State.LIVE
    deliverable.save(update_fields=["state"])
    participant = match.participant
    if participant.state != Participant.State.LIVE:
        participant.state = Participant.State.LIVE
        participant.save(update_fields=["state"])
    move_stage(
        workspace=match.workspace, creator=participant.creator, stage=Stage.LIVE, forward_only=True,
        reason=f"Posted for {participant.campaign.name}.",
    )  # fmt: skip


@transaction.atomic
def remove_post(*, match: PostMatch, user: User | None = None) -> None:
    """Takes a wrongly submitted post out of the programme; the deliverables it answered are open again."""
    answered = Deliverable.objects.filter(Q(also_matches=match) | Q(post_matches=match), state=Deliverable.State.LIVE)
    Deliverable.objects.filter(pk__in=list(answered.values_list("pk", flat=True))).update(
        state=Deliverable.State.PLANNED
    )
    record_event(
        workspace=match.workspace,
        creator=match.participant.creator,
        kind="post_removed",
        text=f"A post was taken out of {match.participant.campaign.name}: {match.post.url}"[:500],
        detail={"post": match.post_id},
        actor=user,
    )
    match.delete()


@transaction.atomic
def verify_deliverable(*, deliverable: Deliverable, user: User | None = None) -> None:
    """A person confirms that the post is what was agreed; the last one completes the participant.

    Conflict unless a post has answered it.
    """
    if deliverable.state != Deliverable.State.LIVE:
        raise Conflict("Only a live deliverable can be verified.", cure="Place a post on it first.")
    deliverable.state = Deliverable.State.VERIFIED
    deliverable.save(update_fields=["state"])
    participant = deliverable.participant
    record_event(
        workspace=deliverable.workspace,
        creator=participant.creator,
        kind="deliverable_verified",
        text=f"A post for {participant.campaign.name} was verified.",
        detail={"deliverable": deliverable.pk},
        actor=user,
    )
    if participant.deliverables.exclude(state__in=DONE).exists():
        return
    participant.state = Participant.State.COMPLETED
    participant.save(update_fields=["state"])
    move_stage(
        workspace=deliverable.workspace, creator=participant.creator, stage=Stage.COMPLETED, user=user,
        forward_only=True, reason=f"Everything agreed for {participant.campaign.name} is done.",
    )  # fmt: skip

"""A post comes in: whose it is, which deliverable it answers."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from groundswell.campaigns.models import Deliverable, Participant
from groundswell.campaigns.queries import current_guidelines, held_against
from groundswell.campaigns.rules.guidelines import formats_on
from groundswell.creators.models import Post
from groundswell.creators.services import record_readings, save_post
from groundswell.kit import clock
from groundswell.links.queries import hosts_of
from groundswell.platforms.addresses import parse_post
from groundswell.relationships.services import record_event
from groundswell.tracking.models import PostMatch
from groundswell.tracking.rules.marks import Marks
from groundswell.tracking.rules.matching import FOREIGN, Reason, Sighting, Wanted, match
from groundswell.tracking.rules.states import WAITING
from groundswell.tracking.services.ownership import account_for
from groundswell.tracking.services.placing import place


@transaction.atomic
def submit_post(
    *,
    participant: Participant,
    url: str,
    caption: str,
    submitted_by: str,
    surface: str = "",
    title: str = "",
    published_at: datetime | None = None,
    readings: Mapping[str, float] | None = None,
) -> PostMatch:
    """The post's place in the participant's programme.

    `submitted_by` is "creator" or "team"; `surface` overrides what the address tells. The same address
    twice is the same post: its caption is brought up to date, and a place already given is kept.
    Raises BadInput when the address is no post.
    """
    workspace = participant.workspace
    address = parse_post(url)
    owner = account_for(participant, address)
    post = save_post(
        workspace=workspace,
        account=owner.account,
        url=address.url,
        caption=caption,
        title=title,
        surface=surface or address.surface or "feed",
        published_at=published_at,
        external_id=address.external_id,
        source=submitted_by,
    )
    if post.caption != caption and post.workspace_id is not None:
        # What the network told stays. Else, save_post keeps what it knows when a file is silent; here an emptied caption is a fact.
        post.caption = caption
        post.save(update_fields=["caption"])
    if readings:
        record_readings(
            workspace=workspace, subject=post, values=dict(readings), source=submitted_by, observed_at=clock.now()
        )
    found, created = PostMatch.objects.get_or_create(
        workspace=workspace, participant=participant, post=post, defaults={"submitted_by": submitted_by}
    )
    if created:
        note_submission(found)
    if found.deliverable is None:
        look_for_place(found, owner.standing, owner.reason, text=post.caption)
    return found


def marks_of(participant: Participant) -> Marks:
    """What this participant's posts should carry."""
    campaign = participant.campaign
    return Marks(
        hashtag=campaign.hashtag,
        brand_handle=campaign.brand_handle,
        link=participant.link.slug if participant.link else "",
        hosts=hosts_of(participant.link),
        code=participant.code.code if participant.code else "",
    )


def wanted_of(participant: Participant) -> list[Wanted]:
    """The participant's deliverables that no post has answered."""
    rows = Deliverable.objects.of(participant.workspace).filter(participant=participant, state__in=WAITING)
    fields = ("pk", "platform", "activity", "requirements", "window_start", "due_on")
    held = held_against(participant, current_guidelines(participant.campaign))
    items = held.version.guidelines if held else ()
    return [Wanted(**row, formats=formats_on(row["platform"], items)) for row in rows.order_by("pk").values(*fields)]


def look_for_place(found: PostMatch, standing: str, ownership: Reason, *, text: str) -> None:
    """Places the post where that is sure, else writes down what a person must decide; `text` is what can carry marks."""
    post: Post = found.post
    taken = (
        PostMatch.objects.of(found.workspace).filter(post=post).exclude(participant__creator=found.participant.creator)
    )
    if taken.exists():
        standing, ownership = FOREIGN, Reason(False, "Somebody else submitted this post before.")
    seen = Sighting(
        platform=post.account.platform,
        caption=text,
        day=(post.published_at or found.at).date(),
        account=standing,
        surface=post.surface,
        repeated=_is_repeated(found),
    )
    outcome = match(seen, wanted_of(found.participant), marks_of(found.participant))
    found.reasons = [reason.as_json() for reason in (ownership, *outcome.reasons)]
    found.save(update_fields=["reasons"])
    for deliverable in Deliverable.objects.of(found.workspace).filter(pk__in=outcome.deliverables).order_by("pk"):
        place(found, deliverable)


def _is_repeated(found: PostMatch) -> bool:
    """Whether the same words of this creator were placed in the campaign before: a repost is no second piece of work."""
    placed = PostMatch.objects.of(found.workspace).filter(participant=found.participant).exclude(deliverable=None)
    same = placed.filter(post__caption=found.post.caption, post__account__platform=found.post.account.platform)
    return bool(found.post.caption.strip()) and same.exclude(pk=found.pk).exists()


def note_submission(found: PostMatch) -> None:
    """On the creator's timeline."""
    campaign = found.participant.campaign
    record_event(
        workspace=found.workspace,
        creator=found.participant.creator,
        kind="post_submitted",
        text=f"A post {'was seen' if found.submitted_by == 'network' else 'was submitted'} for {campaign.name}: {found.post.url}"[
            :500
        ],
        detail={"post": found.post_id, "campaign": campaign.slug},
    )

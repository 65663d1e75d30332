"""Posts that a network tells of: those of participants come into their campaigns by themselves."""

from django.db import transaction

from groundswell.campaigns.models import Participant
from groundswell.creators.models import Post
from groundswell.creators.network import SavedPost
from groundswell.creators.services import join_posts
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.names import PLATFORMS
from groundswell.tracking.models import PostMatch
from groundswell.tracking.rules.marks import marks_in
from groundswell.tracking.rules.matching import OWN, Reason
from groundswell.tracking.services.submission import look_for_place, marks_of, note_submission

COMMENT = "comment"


@transaction.atomic
def take_network_post(*, participant: Participant, saved: SavedPost) -> PostMatch | None:
    """The place of a post that its network told of; None when it is none of the campaign's.

    It is the campaign's when it carries a mark of it (hashtag, handle, link or code) and was published after the
    creator joined; a campaign without marks takes none by itself. A post that the creator handed in before by its
    address is the same post: it keeps its place, and what the network tells replaces what was typed. A comment is no post
    of a campaign.
    """
    if saved.post.surface == COMMENT:
        return None
    post, known = saved.post, _handed_in(participant, saved.post)
    if known is not None and known.post_id != post.pk:
        join_posts(kept=post, other=known.post)
        known.refresh_from_db()
    if known is None:
        if not _is_campaigns(participant, saved):
            return None
        known = PostMatch.objects.create(
            workspace=participant.workspace, participant=participant, post=post, submitted_by="network"
        )
        note_submission(known)
    if known.deliverable is None:
        network = PLATFORMS[post.account.platform]
        reason = Reason(True, f"{network} told of it: @{post.account.handle} is {participant.creator.name}’s account.")
        look_for_place(known, OWN, reason, text=_text(saved.facts))
    return known


def _is_campaigns(participant: Participant, saved: SavedPost) -> bool:
    joined, published = participant.joined_at or participant.created_at, saved.post.published_at
    if published is not None and published < joined:
        return False
    return bool(marks_in(_text(saved.facts), marks_of(participant)))


def _text(facts: PostFacts) -> str:
    """All that can carry a mark: networks shorten links in the caption and tell the whole ones beside it."""
    return "\n".join([facts.title, facts.caption, *facts.links, *(f"#{tag}" for tag in facts.hashtags)])


def _handed_in(participant: Participant, post: Post) -> PostMatch | None:
    matches = PostMatch.objects.of(participant.workspace).filter(
        participant=participant, post__account__platform=post.account.platform
    )
    last = post.external_id.rpartition("/")[2]
    for found in matches.select_related("post__account", "deliverable"):
        same_id = found.post.external_id in (post.external_id, last)
        if found.post_id == post.pk or same_id or (post.url and found.post.url == post.url):
            match: PostMatch = found
            return match
    return None

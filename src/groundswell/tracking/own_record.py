"""What the tracking room has in a creator's own record."""

from typing import Any

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.tracking.models import Draft, DraftComment, PostMatch


def own_posts(workspace: Workspace, creator: Creator) -> dict[str, Any]:
    """Posts counted for a campaign, and drafts with what was said about them."""
    posts = PostMatch.objects.of(workspace).filter(participant__creator=creator).select_related("post").order_by("pk")
    drafts = Draft.objects.of(workspace).filter(deliverable__participant__creator=creator).order_by("pk")
    talk = DraftComment.objects.of(workspace).filter(deliverable__participant__creator=creator).order_by("at", "pk")
    return {
        "posts": [{"url": row.post.url, "caption": row.post.caption, "at": row.at} for row in posts],
        "drafts": [
            {"version": row.version, "caption": row.caption, "state": row.state, "at": row.submitted_at}
            for row in drafts
        ],
        "comments": [{"at": row.at, "yours": row.by_creator, "text": row.text} for row in talk],
    }


def drop_drafts(workspace: Workspace, creator: Creator) -> None:
    """Drafts were for approval only: none of them must be kept, nor their pictures."""
    drafts = Draft.objects.of(workspace).filter(deliverable__participant__creator=creator)
    pictures = [(row.picture.storage, row.picture.name) for row in drafts if row.picture]
    DraftComment.objects.of(workspace).filter(deliverable__participant__creator=creator).delete()
    drafts.delete()

    def remove() -> None:
        for storage, name in pictures:
            storage.delete(name or "")

    transaction.on_commit(remove)

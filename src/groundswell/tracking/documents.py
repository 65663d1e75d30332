"""Monitors, mentions and advocates as scripts see them: one shape for the command line and the API."""

from dataclasses import asdict
from typing import Any

from groundswell.tracking.models import Draft, Mention, Monitor
from groundswell.tracking.queries import Advocate, MonitorState


def watched_document(monitor: Monitor) -> dict[str, Any]:
    """What is watched for."""
    return {
        "id": monitor.pk, "kind": monitor.kind, "value": monitor.value, "platform": monitor.platform,
        "shown": monitor.shown, "to_board": monitor.to_board, "rival": monitor.rival, "paused": monitor.paused_at is not None,
    }  # fmt: skip


def monitor_document(state: MonitorState) -> dict[str, Any]:
    """A monitor with what it found and where it is searched for."""
    return {
        **watched_document(state.monitor),
        "mentions": state.mentions,
        "unasked": state.unasked,
        "newest": state.newest,
        "searches": [asdict(one) for one in state.searches],
    }


def mention_document(mention: Mention) -> dict[str, Any]:
    """A post that a monitor met: its words as they were seen, when it was published, when and how it was found."""
    post, account = mention.post, mention.post.account
    return {
        "id": mention.pk, "monitor_id": mention.monitor_id, "monitor": mention.monitor.shown, "account_id": account.pk,
        "platform": account.platform, "handle": account.handle, "post_id": post.external_id, "url": post.url,
        "title": post.title, "caption": post.caption, "published_at": post.published_at, "found_at": mention.found_at,
        "how": mention.how, "asked": mention.asked,
    }  # fmt: skip


def advocate_document(one: Advocate) -> dict[str, Any]:
    """Somebody who spoke of the brand unasked; `proofs` are the newest posts, with the digest of the evidence kept."""
    account = one.account
    return {
        "account_id": account.pk, "platform": account.platform, "handle": account.handle, "name": account.display_name,
        "followers": account.followers, "creator_id": one.creator.pk if one.creator else None, "on_board": one.on_board,
        "posts": one.posts, "first_found_at": one.first_at, "last_found_at": one.last_at,
        "proofs": [
            {**mention_document(proof.mention), "met": list(proof.met), "digest": proof.evidence.digest if proof.evidence else None}
            for proof in one.proofs
        ],
    }  # fmt: skip


def draft_document(draft: Draft) -> dict[str, Any]:
    """A draft with the checks as they were answered when it came in."""
    names = (
        "deliverable_id", "version", "state", "surface", "title", "caption", "overlay_text", "media_url", "submitted_by",
        "submitted_at", "decided_at", "disclosure", "guidelines",
    )  # fmt: skip
    participant = draft.deliverable.participant
    return {name: getattr(draft, name) for name in names} | {
        "id": draft.pk, "creator": participant.creator.name, "campaign": participant.campaign.slug,
        "platform": draft.deliverable.platform,
    }  # fmt: skip

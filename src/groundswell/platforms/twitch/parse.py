"""Answers of Twitch's Helix API turned into facts. Shapes: https://dev.twitch.tv/docs/api/reference."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from groundswell.kit.storable import storable
from groundswell.platforms import told
from groundswell.platforms.addresses import profile_url
from groundswell.platforms.facts import PostFacts, ProfileFacts

NETWORK = "twitch"
LIVE = "live:"
NOT_A_LANGUAGE = frozenset({"other", "asl"})


def profile(user: Any, channel: Mapping[str, Any], followers: int | None) -> ProfileFacts:
    """A user, its channel and how many follow it (None: not told)."""
    user, channel = storable(user), storable(channel)
    handle = told.text(user, "login").lower()
    bio = told.optional(user, "description")
    return ProfileFacts(
        platform=NETWORK,
        external_id=told.text(user, "id"),
        handle=handle,
        url=profile_url(NETWORK, handle),
        display_name=told.optional(user, "display_name"),
        bio=bio,
        language=_language(channel.get("broadcaster_language")),
        verified=True if told.optional(user, "broadcaster_type") == "partner" else None,
        metrics={} if followers is None else {"followers": float(followers)},
        hidden=frozenset({"followers_list", "following_list"}),
        links=told.marks(bio).links,
    )


def video(view: Any) -> PostFacts:
    """A video that can be watched again: an upload, a highlight or a past broadcast."""
    view = storable(view)
    return replace(
        _post(view),
        external_id=told.text(view, "id"),
        url=told.web(view.get("url")),
        surface="video",
        published_at=told.moment(view.get("published_at")) or told.moment(view.get("created_at")),
        metrics=told.figures(view, {"views": "view_count"}),
    )


def stream(view: Any, *, branded: bool | None) -> PostFacts:
    """The broadcast under way. `branded` is the channel's own label, which holds for this broadcast only."""
    view = storable(view)
    return replace(
        _post(view),
        external_id=f"{LIVE}{told.text(view, 'id')}",
        url=profile_url(NETWORK, told.text(view, "user_login").lower()),
        surface="live",
        published_at=told.moment(view.get("started_at")),
        metrics=told.figures(view, {"viewers": "viewer_count"}),
        paid_label=branded,
    )


def branded(channel: Mapping[str, Any]) -> bool | None:
    """Whether the channel labels its current broadcast as branded content; None where it is not told."""
    label = channel.get("is_branded_content")
    return label if isinstance(label, bool) else None


def next_cursor(view: Mapping[str, Any], asked_with: str | None) -> str | None:
    pages = view.get("pagination")
    return told.onward(pages.get("cursor"), asked_with) if isinstance(pages, Mapping) else None


def _post(view: Mapping[str, Any]) -> PostFacts:
    """What videos and broadcasts share."""
    author = told.text(view, "user_id")
    title, caption = told.optional(view, "title"), told.optional(view, "description")
    marked = told.marks(f"{title}\n{caption}")
    return PostFacts(
        platform=NETWORK,
        external_id="",
        url="",
        author_id=author,
        author_handle=told.optional(view, "user_login").lower(),
        title=title,
        caption=caption,
        language=_language(view.get("language")),
        hashtags=marked.hashtags,
        mentions=marked.mentions,
        links=marked.links,
        raw=view,
    )


def _language(value: Any) -> str:
    return value if isinstance(value, str) and value not in NOT_A_LANGUAGE else ""

"""Answers of the Instagram Graph API turned into facts.

Shapes: https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference. A like count that is
missing was hidden by its owner: unknown, never zero.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.storable import storable
from groundswell.platforms import told
from groundswell.platforms.addresses import parse_post, profile_url
from groundswell.platforms.facts import PostFacts, ProfileFacts

NETWORK = "instagram"
PROFILE_FIELDS = "id,username,name,biography,website,followers_count,follows_count,media_count"
MEDIA_FIELDS = "id,caption,permalink,timestamp,media_type,media_product_type,like_count,comments_count"
PROFILE_METRICS = {"followers": "followers_count", "following": "follows_count", "posts_count": "media_count"}
POST_METRICS = {"likes": "like_count", "comments": "comments_count", "views": "view_count"}
SURFACES = {"REELS": "reel", "STORY": "story", "IGTV": "video"}
STORY_LASTS = timedelta(hours=24)


def profile(view: Any) -> ProfileFacts:
    """The answer of `business_discovery`, or of an account that asks about itself."""
    view = storable(view)
    handle = told.text(view, "username").lower()
    bio, website = told.optional(view, "biography"), told.web(view.get("website"))
    return ProfileFacts(
        platform=NETWORK,
        external_id=told.text(view, "id"),
        handle=handle,
        url=profile_url(NETWORK, handle),
        display_name=told.optional(view, "name"),
        bio=bio,
        metrics=told.figures(view, PROFILE_METRICS),
        links=tuple(dict.fromkeys(filter(None, [website, *told.marks(bio).links]))),
    )


def media(view: Any, *, author_id: str = "", author_handle: str = "") -> PostFacts:
    """One media. Its id is the short code of its address where that was told, as people paste it; else Meta's number.

    Whose it is stands only in some answers: `username` where it does, else what is known of the list it came in.
    """
    view = storable(view)
    number, permalink = told.text(view, "id"), told.web(view.get("permalink"))
    code, url, surface = _address(permalink)
    surface = SURFACES.get(told.optional(view, "media_product_type"), surface or "feed")
    caption, published = told.optional(view, "caption"), told.moment(view.get("timestamp"))
    marked = told.marks(caption)
    return PostFacts(
        platform=NETWORK,
        external_id=code or number,
        url=url,
        author_id=author_id,
        author_handle=told.optional(view, "username").lower() or author_handle,
        surface=surface,
        caption=caption,
        published_at=published,
        expires_at=published + STORY_LASTS if published and surface == "story" else None,
        metrics=told.figures(view, POST_METRICS),
        hashtags=marked.hashtags,
        mentions=marked.mentions,
        links=marked.links,
        raw=view,
    )


def next_cursor(view: Any, asked_with: str | None) -> str | None:
    """Where the list `view` (with `data` and `paging`) goes on."""
    paging = view.get("paging") if isinstance(view, Mapping) else None
    cursors = paging.get("cursors") if isinstance(paging, Mapping) else None
    return told.onward(cursors.get("after"), asked_with) if isinstance(cursors, Mapping) else None


def _address(permalink: str) -> tuple[str, str, str]:
    try:
        found = parse_post(permalink)
    except BadInput:
        return "", permalink, ""
    return (found.external_id, found.url, found.surface) if found.platform == NETWORK else ("", permalink, "")

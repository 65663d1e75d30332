"""Answers of TikTok's Display API and Commercial Content API turned into facts.

Shapes: https://developers.tiktok.com/doc/tiktok-api-v2-video-object and
https://developers.tiktok.com/doc/commercial-content-api-query-commercial-content.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from groundswell.kit.errors import BadInput
from groundswell.kit.storable import storable
from groundswell.platforms import told
from groundswell.platforms.addresses import parse_post, profile_url
from groundswell.platforms.facts import PostFacts, ProfileFacts

NETWORK = "tiktok"
USER_FIELDS = "open_id,username,display_name,bio_description,is_verified,follower_count,following_count,video_count"
VIDEO_FIELDS = "id,create_time,share_url,title,video_description,like_count,comment_count,share_count,view_count"
LABEL_FIELDS = "id,label,creator,videos"
PROFILE_METRICS = {"followers": "follower_count", "following": "following_count", "posts_count": "video_count"}
POST_METRICS = {
    "likes": "like_count",
    "comments": "comment_count",
    "shares": "share_count",
    "views": "view_count",
}


def profile(view: Any) -> ProfileFacts:
    """The consenting creator. TikTok's `open_id` is the same person's only within the operator's app."""
    view = storable(view)
    handle, bio = told.text(view, "username").lower(), told.optional(view, "bio_description")
    verified = view.get("is_verified")
    return ProfileFacts(
        platform=NETWORK,
        external_id=told.text(view, "open_id"),
        handle=handle,
        url=profile_url(NETWORK, handle),
        display_name=told.optional(view, "display_name"),
        bio=bio,
        verified=verified if isinstance(verified, bool) else None,
        metrics=told.figures(view, PROFILE_METRICS),
        links=told.marks(bio).links,
    )


def video(view: Any, *, author: ProfileFacts) -> PostFacts:
    view = storable(view)
    number = told.text(view, "id")
    title, caption = told.optional(view, "title"), told.optional(view, "video_description")
    marked = told.marks(f"{title}\n{caption}")
    return PostFacts(
        platform=NETWORK,
        external_id=number,
        url=f"https://www.tiktok.com/@{author.handle}/video/{number}",
        author_id=author.external_id,
        author_handle=author.handle,
        surface="video",
        title=title if title != caption else "",
        caption=caption,
        published_at=told.moment(view.get("create_time")),
        metrics=told.figures(view, POST_METRICS),
        hashtags=marked.hashtags,
        mentions=marked.mentions,
        links=marked.links,
        raw=view,
    )


def labelled(view: Mapping[str, Any], handle: str) -> set[str]:
    """Numbers of the videos that carry TikTok's label and are by `handle`."""
    creator = view.get("creator")
    if not isinstance(creator, Mapping) or told.optional(creator, "username").lower() != handle:
        return set()
    if not told.optional(view, "label"):
        return set()
    return {number for one in told.items(view, "videos") if (number := _number(one))}


def _number(view: Mapping[str, Any]) -> str:
    """Of the address, where it is one; else the id."""
    try:
        found = parse_post(told.web(view.get("url")))
    except BadInput:
        return told.text(view, "id")
    return found.external_id if found.platform == NETWORK and urlsplit(found.url).path else told.text(view, "id")

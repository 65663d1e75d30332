"""Answers of the YouTube Data API turned into facts. Shapes: https://developers.google.com/youtube/v3/docs.

Counts come as digits in texts, and are left out where the owner hides them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from groundswell.kit.storable import storable
from groundswell.platforms import words
from groundswell.platforms.addresses import profile_url
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.fields import Fields, figures, moment, optional, part
from groundswell.platforms.youtube.surface import surface_of

NETWORK = "youtube"
FIELDS = Fields("YouTube")
PROFILE_METRICS = {"followers": "subscriberCount", "posts_count": "videoCount"}
POST_METRICS = {"views": "viewCount", "likes": "likeCount", "comments": "commentCount"}


def profile(channel: Any) -> ProfileFacts:
    """A `channel`. Its handle is the custom URL; a channel without one goes by its id."""
    channel = storable(channel)
    pk, snippet = FIELDS.text(channel, "id"), FIELDS.mapping(channel, "snippet")
    statistics, bio = part(channel, "statistics"), optional(snippet, "description")
    handle = optional(snippet, "customUrl").removeprefix("@").lower() or pk
    is_hidden = statistics.get("hiddenSubscriberCount") is True
    told = figures(statistics, PROFILE_METRICS)
    return ProfileFacts(
        platform=NETWORK,
        external_id=pk,
        handle=handle,
        url=profile_url(NETWORK, handle),
        display_name=optional(snippet, "title"),
        bio=bio,
        language=_language(snippet.get("defaultLanguage")),
        country=country if len(country := optional(snippet, "country").upper()) == 2 else "",
        metrics={name: value for name, value in told.items() if not (is_hidden and name == "followers")},
        hidden=frozenset({"followers"}) if is_hidden else frozenset(),
        links=words.links(bio),
    )


def post(video: Any) -> PostFacts:
    """A `video`; `Unreadable` names the field that is missing."""
    video = storable(video)
    pk, snippet = FIELDS.text(video, "id"), FIELDS.mapping(video, "snippet")
    title, caption, surface = optional(snippet, "title"), optional(snippet, "description"), surface_of(video)
    text = f"{title}\n{caption}"
    return PostFacts(
        platform=NETWORK,
        external_id=pk,
        url=f"https://www.youtube.com/{'shorts/' if surface == 'short' else 'watch?v='}{pk}",
        author_id=FIELDS.text(snippet, "channelId"),
        surface=surface,
        title=title,
        caption=caption,
        language=_language(snippet.get("defaultAudioLanguage") or snippet.get("defaultLanguage")),
        published_at=_started(video) or moment(snippet.get("publishedAt")),
        metrics=figures(part(video, "statistics"), POST_METRICS),
        hashtags=words.hashtags(text),
        mentions=words.mentions(text),
        links=words.links(caption),
        raw=video,
    )


def is_public(video: Mapping[str, Any]) -> bool:
    """Whether everybody finds the video: not private, and not unlisted."""
    return optional(part(video, "status"), "privacyStatus") in ("public", "")


def readings(answer: Any) -> dict[str, dict[str, float]]:
    """Figures by video id, of those that are public."""
    told = [(FIELDS.text(video, "id"), part(video, "statistics")) for video in items(answer) if is_public(video)]
    return {pk: figures(statistics, POST_METRICS) for pk, statistics in told}


def uploads(answer: Any) -> list[tuple[str, datetime | None]]:
    """Ids of the videos on a page of an uploads list, and when each was published (None: not public)."""
    told = [FIELDS.mapping(item, "contentDetails") for item in items(answer)]
    return [(FIELDS.text(item, "videoId"), moment(item.get("videoPublishedAt"))) for item in told]


def found(answer: Any) -> list[str]:
    """Ids of the videos on a page of search results."""
    return [FIELDS.text(FIELDS.mapping(item, "id"), "videoId") for item in items(answer)]


def items(answer: Any) -> list[Mapping[str, Any]]:
    """What an answer lists; where nothing was found, YouTube leaves the list out."""
    if isinstance(answer, Mapping) and "items" not in answer and "pageInfo" in answer:
        return []
    return FIELDS.items(answer, "items")


def next_page(answer: Any, asked: str | None) -> str | None:
    return FIELDS.next_page(answer, "nextPageToken", asked)


def _started(video: Mapping[str, Any]) -> datetime | None:
    return moment(part(video, "liveStreamingDetails").get("actualStartTime"))


def _language(value: Any) -> str:
    """The code of a tag: "en-GB" is "en", "zxx" is none."""
    code = value.split("-")[0].lower() if isinstance(value, str) else ""
    return code if code.isascii() and code.isalpha() and len(code) <= 3 and code != "zxx" else ""

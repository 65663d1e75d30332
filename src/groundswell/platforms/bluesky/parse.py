"""Answers of the AppView turned into facts. Shapes: https://docs.bsky.app/docs/category/http-reference."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from groundswell.platforms.bluesky.facets import marked
from groundswell.platforms.errors import Gone, Unreadable
from groundswell.platforms.facts import PostFacts, ProfileFacts

NETWORK = "bluesky"
POST = "app.bsky.feed.post"
REPOST = "app.bsky.feed.defs#reasonRepost"
NOT_SHOWN = frozenset({"app.bsky.feed.defs#notFoundPost", "app.bsky.feed.defs#blockedPost"})
NOT_TO_STRANGERS = "!no-unauthenticated"
INVALID_HANDLE = "handle.invalid"  # what the network says when a name no longer proves itself
PROFILE_METRICS = {"followers": "followersCount", "following": "followsCount", "posts_count": "postsCount"}
POST_METRICS = {
    "likes": "likeCount", "shares": "repostCount", "comments": "replyCount", "quotes": "quoteCount",
    "saves": "bookmarkCount",
}  # fmt: skip
LINK = re.compile(r"https?://[^\s<>\"'()\[\]]{3,500}")


def profile(view: Any) -> ProfileFacts:
    """A `profileView`, with figures where it is a detailed one. `Unreadable` names the field that is missing."""
    view = clean(view)
    did, handle = _text(view, "did"), _text(view, "handle")
    bio = str(view.get("description") or "")
    return ProfileFacts(
        platform=NETWORK,
        external_id=did,
        handle="" if handle == INVALID_HANDLE else handle.lower(),
        url=f"https://bsky.app/profile/{did if handle == INVALID_HANDLE else handle.lower()}",
        display_name=str(view.get("displayName") or ""),
        bio=bio,
        verified=_verified(view.get("verification")),
        metrics=_figures(view, PROFILE_METRICS),
        links=tuple(dict.fromkeys(link.rstrip(".,;:!?") for link in LINK.findall(bio))),
        indexable=NOT_TO_STRANGERS not in _labels(view.get("labels"), by=did),
    )


def post(view: Any) -> PostFacts:
    """A `postView`. Its id is the whole `at://` address: the last part alone is not unique."""
    view = clean(view)
    uri, author, record = _text(view, "uri"), _mapping(view, "author"), _mapping(view, "record")
    did, handle = _text(author, "did"), _text(author, "handle")
    facts = _of_record(did, uri.rsplit("/", 1)[-1], record, raw=view)
    labels = {*filter(None, facts.warning.split(", ")), *_warnings(view.get("labels"))}
    named = "" if handle == INVALID_HANDLE else handle.lower()
    return replace(
        facts,
        external_id=uri,
        url=_url(named or did, uri),
        author_handle=named,
        published_at=_published(view),
        metrics=_figures(view, POST_METRICS),
        warning=", ".join(sorted(labels)),
    )


def post_of_record(did: str, rkey: str, record: Mapping[str, Any], *, raw: Mapping[str, Any]) -> PostFacts:
    """A post as it lies in its author's repository: no figures, no handle, and the time is the author's own claim."""
    return _of_record(did, rkey, clean(record), raw=clean(raw))


def _of_record(did: str, rkey: str, record: Mapping[str, Any], *, raw: Mapping[str, Any]) -> PostFacts:
    uri, told, languages = f"at://{did}/{POST}/{rkey}", marked(record), record.get("langs")
    own_labels = record.get("labels")
    return PostFacts(
        platform=NETWORK,
        external_id=uri,
        url=_url(did, uri),
        author_id=did,
        caption=str(record.get("text") or ""),
        warning=", ".join(sorted(_warnings(own_labels.get("values") if isinstance(own_labels, Mapping) else None))),
        language=languages[0] if isinstance(languages, list) and languages and isinstance(languages[0], str) else "",
        published_at=_time(record.get("createdAt")),
        hashtags=told.hashtags,
        mentions=told.mentions,
        links=told.links,
        raw=raw,
    )


def clean(value: Any) -> Any:
    """The same without what no database stores: NUL, and halves of surrogate pairs (they become �)."""
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else _storable(value)
    if isinstance(value, Mapping):
        return {_storable(name): clean(one) for name, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value


def _storable(text: str) -> str:
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def own_posts(feed: Any, author: str) -> list[PostFacts]:
    """The posts of a feed that `author` (a DID) wrote: reposts of others' posts are left out."""
    items = _list(feed, "feed")
    views = [_mapping(item, "post") for item in items if not _is_repost(item)]
    return [facts for facts in map(post, views) if facts.author_id == author]


def oldest(feed: Any) -> datetime | None:
    """How far back a feed reaches, reposts by the moment they were made."""
    moments = [
        _time(item["reason"].get("indexedAt")) if _is_repost(item) else _published(_mapping(item, "post"))
        for item in _list(feed, "feed")
    ]
    return min((moment for moment in moments if moment), default=None)


def _published(view: Mapping[str, Any]) -> datetime | None:
    """When its author says, but not after the network saw it."""
    told = (_time(_mapping(view, "record").get("createdAt")), _time(view.get("indexedAt")))
    return min(filter(None, told), default=None)


def _is_repost(item: Any) -> bool:
    reason = item.get("reason") if isinstance(item, Mapping) else None
    return isinstance(reason, Mapping) and reason.get("$type") == REPOST


def profiles(answer: Any, field: str) -> list[ProfileFacts]:
    return [profile(view) for view in _list(answer, field)]


def posts(answer: Any) -> list[PostFacts]:
    return [post(view) for view in _list(answer, "posts")]


def answers(answer: Any, uri: str) -> list[PostFacts]:
    """Direct answers of an answer of `getPostThread`; `Gone` where the post is not shown (any more)."""
    thread = _mapping(answer, "thread")
    if thread.get("$type") in NOT_SHOWN:
        raise Gone("This post is not shown (any more).", where=uri)
    _mapping(thread, "post")
    replies = _list(thread, "replies") if "replies" in thread else []
    return [
        post(_mapping(one, "post"))
        for one in replies
        if not (isinstance(one, Mapping) and one.get("$type") in NOT_SHOWN)
    ]


def figures(answer: Any) -> dict[str, dict[str, float]]:
    """Figures by post address, of an answer of `getPosts`."""
    return {_text(view, "uri"): _figures(view, POST_METRICS) for view in _list(answer, "posts")}


def next_cursor(answer: Any, asked: str | None) -> str | None:
    """Where to go on. A cursor that repeats is `Unreadable`: following it would never end."""
    cursor = answer.get("cursor") if isinstance(answer, Mapping) else None
    if cursor is None or cursor == "":
        return None
    if not isinstance(cursor, str):
        raise Unreadable("Bluesky's answer has a “cursor” that is no text.", where="cursor")
    if cursor == asked:
        raise Unreadable("Bluesky gave the page that was already read as the next one.", where="cursor")
    return cursor


def _url(actor: str, uri: str) -> str:
    return f"https://bsky.app/profile/{actor}/post/{uri.rsplit('/', 1)[-1]}"


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None


def _figures(view: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, float]:
    return {ours: float(view[theirs]) for ours, theirs in names.items() if type(view.get(theirs)) in (int, float)}


def _labels(labels: Any, by: str | None = None) -> set[str]:
    """Values of the labels in force; only those that `by` put there when it is given."""
    return {
        label["val"]
        for label in (labels if isinstance(labels, list) else ())
        if isinstance(label, Mapping)
        and isinstance(label.get("val"), str)
        and not label.get("neg")
        and by in (None, label.get("src"))
    }


def _warnings(labels: Any) -> set[str]:
    """Labels such as "graphic-media"; those with ! are orders to apps."""
    return {label for label in _labels(labels) if not label.startswith("!")}


def _verified(verification: Any) -> bool | None:
    return verification.get("verifiedStatus") == "valid" if isinstance(verification, Mapping) else None


def _text(value: Any, field: str) -> str:
    found = value.get(field) if isinstance(value, Mapping) else None
    if not isinstance(found, str) or not found:
        raise Unreadable(f"Bluesky's answer has no “{field}”.", where=field)
    return found


def _mapping(value: Any, field: str) -> Mapping[str, Any]:
    found = value.get(field) if isinstance(value, Mapping) else None
    if not isinstance(found, Mapping):
        raise Unreadable(f"Bluesky's answer has no “{field}”.", where=field)
    return found


def _list(value: Any, field: str) -> list[Any]:
    found = value.get(field) if isinstance(value, Mapping) else None
    if not isinstance(found, list):
        raise Unreadable(f"Bluesky's answer has no list “{field}”.", where=field)
    return found

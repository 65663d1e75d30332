"""Answers of the X API turned into facts. Shapes: https://docs.x.com/x-api/fundamentals/data-dictionary.

An edit makes a new post with a new id. Here it stays one post, which goes by its first id.
"""

import html
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from groundswell.kit.storable import storable
from groundswell.platforms.addresses import profile_url
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.fields import Fields, figures, moment, optional, part, parts

NETWORK = "x"
FIELDS = Fields("X")
PROFILE_METRICS = {"followers": "followers_count", "following": "following_count", "posts_count": "tweet_count"}
POST_METRICS = {
    "likes": "like_count", "shares": "retweet_count", "comments": "reply_count", "quotes": "quote_count",
    "saves": "bookmark_count", "views": "impression_count",
}  # fmt: skip
VIEWS_SINCE = datetime(2022, 12, 15, tzinfo=UTC)  # older posts say 0, whatever they had
FIRST_SNOWFLAKE = 1 << 40
EPOCH = datetime.fromtimestamp(1_288_834_974, UTC) + timedelta(milliseconds=657)
NO_LANGUAGE = frozenset({"und", "zxx", "qam", "qct", "qht", "qme", "qst", "art"})
OWN_SITES = ("https://x.com/", "https://twitter.com/")


def profile(user: Any) -> ProfileFacts:
    """A `user`. One who protects their posts is not suggested to anybody."""
    user = storable(user)
    pk, handle = FIELDS.text(user, "id"), FIELDS.text(user, "username").lower()
    entities, verified = part(user, "entities"), user.get("verified")
    bio_urls = parts(part(entities, "description"), "urls")
    links = [*parts(part(entities, "url"), "urls"), *bio_urls]
    return ProfileFacts(
        platform=NETWORK,
        external_id=pk,
        handle=handle,
        url=profile_url(NETWORK, handle),
        display_name=optional(user, "name"),
        bio=_written_out(optional(user, "description"), bio_urls),
        verified=verified if isinstance(verified, bool) else None,
        metrics=figures(part(user, "public_metrics"), PROFILE_METRICS),
        links=_once(map(_target, links)),
        indexable=user.get("protected") is not True,
    )


def post(tweet: Any, authors: Mapping[str, str] | None = None) -> PostFacts:
    """A `tweet`; `authors` are handles by id, where the answer told them. `Unreadable` names the field that is missing."""
    tweet = storable(tweet)
    pk, author = FIELDS.text(tweet, "id"), FIELDS.text(tweet, "author_id")
    long = part(tweet, "note_tweet")
    text = optional(long, "text") or FIELDS.text(tweet, "text")
    entities = part(long, "entities") or part(tweet, "entities")
    urls, told_at, first = parts(entities, "urls"), moment(tweet.get("created_at")), versions(tweet)[0]
    handle, paid = (authors or {}).get(author, ""), tweet.get("paid_partnership")
    return PostFacts(
        platform=NETWORK,
        external_id=first,
        url=f"https://x.com/{handle or 'i'}/status/{pk}",
        author_id=author,
        author_handle=handle,
        caption=_written_out(text, urls),
        warning="sensitive" if tweet.get("possibly_sensitive") is True else "",
        language="" if (language := optional(tweet, "lang")) in NO_LANGUAGE else language[:8],
        published_at=told_at if first == pk else (made_at(first) or told_at),
        edited_at=None if first == pk else told_at,
        metrics=figures_of(tweet),
        hashtags=_once(optional(one, "tag") for one in parts(entities, "hashtags")),
        mentions=_once(optional(one, "username").lower() for one in parts(entities, "mentions")),
        links=_once(_target(one) for one in urls if not _is_media(one)),
        paid_label=paid if isinstance(paid, bool) else None,
        raw=tweet,
    )


def figures_of(tweet: Mapping[str, Any]) -> dict[str, float]:
    """The figures that were told; views of posts from before X counted them are unknown, not 0."""
    told = figures(part(tweet, "public_metrics"), POST_METRICS)
    made = made_at(optional(tweet, "id"))
    if told.get("views") == 0 and made and made < VIEWS_SINCE:
        del told["views"]
    return told


def versions(tweet: Mapping[str, Any]) -> list[str]:
    """Ids of the post and its edits, the first version first."""
    told = tweet.get("edit_history_tweet_ids")
    ids = (
        [one for one in told if isinstance(one, str) and one.isascii() and one.isdigit()]
        if isinstance(told, list)
        else []
    )
    return sorted(ids, key=int) or [FIELDS.text(tweet, "id")]


def made_at(pk: str) -> datetime | None:
    """When a post was made, which its id tells (to the millisecond, since November 2010)."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 20):
        return None
    number = int(pk)
    return EPOCH + timedelta(milliseconds=number >> 22) if number > FIRST_SNOWFLAKE else None


def is_own(tweet: Mapping[str, Any]) -> bool:
    """Whether the author wrote it: no repost of another's."""
    return all(one.get("type") != "retweeted" for one in parts(tweet, "referenced_tweets"))


def whole(answer: Any) -> Mapping[str, Any]:
    """The answer, if it is an object at all."""
    return FIELDS.mapping({"answer": answer}, "answer")


def data(answer: Any) -> list[Mapping[str, Any]]:
    """The list an answer holds; where nothing was found, X leaves it out and says so in `meta`."""
    if isinstance(answer, Mapping) and "data" not in answer and part(answer, "meta").get("result_count") == 0:
        return []
    return FIELDS.items(answer, "data")


def authors(answer: Any) -> dict[str, str]:
    """Handles by id, of the profiles beside an answer."""
    told = parts(part(answer, "includes"), "users")
    return {FIELDS.text(user, "id"): FIELDS.text(user, "username").lower() for user in told}


def next_page(answer: Any, asked: str | None) -> str | None:
    return FIELDS.next_page(part(answer, "meta"), "next_token", asked)


def _written_out(text: str, urls: list[Mapping[str, Any]]) -> str:
    """The text with the addresses that the short ones (t.co) stand for, without those of its own pictures."""
    for one in urls:
        if short := optional(one, "url"):
            text = text.replace(short, "" if _is_media(one) else _target(one) or short)
    return html.unescape(text).strip()


def _target(url: Mapping[str, Any]) -> str:
    """Where an address leads at the end, as far as X followed it."""
    told = optional(url, "unwound_url") or optional(url, "expanded_url")
    return told if told.startswith(("https://", "http://")) else ""


def _is_media(url: Mapping[str, Any]) -> bool:
    expanded = optional(url, "expanded_url")
    return bool(optional(url, "media_key")) or (
        expanded.startswith(OWN_SITES) and ("/photo/" in expanded or "/video/" in expanded)
    )


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))

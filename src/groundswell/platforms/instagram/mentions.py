"""The post, comment or story behind a notice of Meta's.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/mentions. Of a story nothing but
its address may be kept: https://developers.facebook.com/docs/messenger-platform/instagram/features/story-mention.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from groundswell.kit.ids import digest
from groundswell.kit.storable import storable
from groundswell.platforms import told
from groundswell.platforms.errors import Gone, NotAvailable, SignInRefused
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.fields import optional, part
from groundswell.platforms.instagram import parse
from groundswell.platforms.instagram.graph import Graph
from groundswell.platforms.wire import Wire

MEDIA = f"{parse.MEDIA_FIELDS},username"
COMMENT = "id,text,timestamp,username,media{id,permalink}"
LONGEST_URL = 500
EARLIEST = timedelta(days=2)  # Meta tries to deliver for 36 hours


def read(wire: Wire, keys: Mapping[str, str], data: Mapping[str, Any], at: datetime) -> PostFacts:
    """The post, comment or story that the notice is about. `NotAvailable` where Instagram does not tell whose it is."""
    graph, own = Graph(wire, keys.get("access_token", "")), keys.get("user_id", "").strip()
    if "mid" in data:
        return _story(graph, own, data, at)
    if comment := optional(data, "comment_id"):
        found = graph.ask(own, fields=f"mentioned_comment.comment_id({comment}){{{COMMENT}}}")
        return _comment(told.mapping(found, "mentioned_comment"))
    found = graph.ask(own, fields=f"mentioned_media.media_id({told.text(data, 'media_id')}){{{MEDIA}}}")
    return parse.media(told.mapping(found, "mentioned_media"))


def _comment(view: Mapping[str, Any]) -> PostFacts:
    view = storable(view)
    text, number, permalink = (
        told.text(view, "text"),
        told.text(view, "id"),
        told.web(part(view, "media").get("permalink")),
    )
    marked = told.marks(text)
    return PostFacts(
        platform=parse.NETWORK, external_id=number, url=f"{permalink}#comment-{number}" if permalink else "",
        author_id="", author_handle=told.text(view, "username").lower(), surface="comment", caption=text,
        published_at=told.moment(view.get("timestamp")), hashtags=marked.hashtags, mentions=marked.mentions,
        links=marked.links, raw=view,
    )  # fmt: skip


def _story(graph: Graph, own: str, data: Mapping[str, Any], at: datetime) -> PostFacts:
    try:
        person = graph.ask(told.text(data, "sender"), fields="name,username")
    except (SignInRefused, Gone) as error:
        raise NotAvailable(
            "Instagram does not tell who mentioned you in the story.", where="story",
            cure="The token needs instagram_manage_messages; look into your Instagram inbox while the story lasts.",
        ) from error  # fmt: skip
    mentioned = told.text(graph.ask(own, fields="username"), "username").lower()
    published, url = _sent(data.get("timestamp"), at), optional(data, "url")
    return PostFacts(
        platform=parse.NETWORK, external_id=f"mention-{digest(told.text(data, 'mid'))[:32]}",
        url=url if len(url) <= LONGEST_URL else "", author_id="", author_handle=told.text(person, "username").lower(),
        surface="story", published_at=published, expires_at=published + parse.STORY_LASTS,
        mentions=(mentioned,),
        raw={**data, "author": storable(dict(person))},
    )  # fmt: skip


def _sent(milliseconds: Any, at: datetime) -> datetime:
    """When the story was posted; when its notice came, where the time told cannot be."""
    sent = told.moment(milliseconds // 1000) if type(milliseconds) is int else None
    return sent.astimezone(UTC) if sent and at - EARLIEST <= sent <= at else at

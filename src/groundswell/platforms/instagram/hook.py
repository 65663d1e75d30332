"""What Meta sends by itself when somebody mentions the operator's account.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started,
https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/mentions and
https://developers.facebook.com/docs/messenger-platform/instagram/features/story-mention. Of private messages nothing is
kept but mentions in stories.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from groundswell.kit.ids import digest
from groundswell.kit.storable import storable
from groundswell.platforms import told
from groundswell.platforms.errors import Gone, NotAvailable, SignInRefused
from groundswell.platforms.facts import PostFacts
from groundswell.platforms.fields import optional, part, parts
from groundswell.platforms.hooks import Hook, Notice
from groundswell.platforms.instagram import parse
from groundswell.platforms.instagram.graph import Graph
from groundswell.platforms.wire import Wire

PREFIX = "sha256="
MEDIA = f"{parse.MEDIA_FIELDS},username"
COMMENT = "id,text,timestamp,username,media{id,permalink}"
LONGEST_URL = 500
EARLIEST = timedelta(days=2)  # Meta tries to deliver for 36 hours


def is_signed(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Whether the raw body carries the app secret's HMAC; compared in constant time."""
    expected = PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), headers.get("X-Hub-Signature-256", "").encode())


def challenge(params: Mapping[str, str], verify_token: str) -> str | None:
    """What Meta wants to read when it is given the address: its own challenge, if it knows the verify token."""
    given = params.get("hub.verify_token", "").encode()
    fits = hmac.compare_digest(given, verify_token.encode())
    return params.get("hub.challenge", "") if fits and params.get("hub.mode") == "subscribe" else None


def notices(document: Any) -> list[Notice]:
    """Mentions in captions, comments and stories; everything else is left out, private messages above all."""
    entries = parts(document, "entry") if part({"it": document}, "it").get("object") == "instagram" else []
    return [notice for entry in entries for notice in (*_mentions(entry), *_stories(entry))]


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


def _mentions(entry: Mapping[str, Any]) -> Iterator[Notice]:
    for change in parts(entry, "changes"):
        value = part(change, "value")
        media, comment = _number(value.get("media_id")), _number(value.get("comment_id"))
        if change.get("field") == "mentions" and (media or comment):
            data = {name: value for name, value in (("media_id", media), ("comment_id", comment)) if value}
            yield Notice(f"comment:{comment}" if comment else f"media:{media}", data)


def _stories(entry: Mapping[str, Any]) -> Iterator[Notice]:
    for event in parts(entry, "messaging"):
        message, sender = part(event, "message"), _number(part(event, "sender").get("id"))
        mid = optional(message, "mid")
        if not (mid and sender) or message.get("is_echo") or message.get("is_deleted"):
            continue
        for attachment in parts(message, "attachments"):
            if attachment.get("type") == "story_mention":
                url = told.web(part(attachment, "payload").get("url"))
                data = {"mid": mid, "sender": sender, "url": url, "timestamp": event.get("timestamp")}
                yield Notice(f"story:{digest(mid)}", storable(data))


def _number(value: Any) -> str:
    """Meta's ids are digits; anything else would become part of a question to Meta."""
    text = str(value) if type(value) in (int, str) else ""
    return text if text.isascii() and text.isdigit() and len(text) < 40 else ""


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


hook = Hook(
    secret="app_secret",  # noqa: S106  # the need's name
    signed=is_signed,
    challenge=challenge,
    notices=notices,
    read=read,
    steps=(
        "Enter the app secret below: your app → App settings → Basic. Events that it did not sign are refused.",
        "Your app → Webhooks → Instagram: give the callback address and the verify token, then subscribe to “mentions” (captions "
        "and comments) and “messages” (stories).",
        "Turn on the page’s subscription: POST PAGE-ID/subscribed_apps with subscribed_fields=messages,feed.",
        "Meta sends events of strangers only to published apps with advanced access to instagram_manage_comments and "
        "instagram_manage_messages (app review).",
    ),
)

"""What Meta sends by itself, and what of it is kept: of private messages nothing but mentions in stories. Pure.

https://developers.facebook.com/docs/graph-api/webhooks/reference/instagram and
https://developers.facebook.com/docs/messenger-platform/instagram/features/story-mention.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from groundswell.kit.ids import digest
from groundswell.kit.storable import storable
from groundswell.platforms import told
from groundswell.platforms.fields import optional, part, parts
from groundswell.platforms.hooks import Notice


def notices(document: Any) -> list[Notice]:
    """Mentions in captions, comments and stories; everything else is left out, private messages above all."""
    entries = parts(document, "entry") if part({"it": document}, "it").get("object") == "instagram" else []
    return [notice for entry in entries for notice in (*_mentions(entry), *_stories(entry))]


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

"""Rich text of posts: hashtags, mentions and links that the author's app marked, by UTF-8 byte offsets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TAG = "app.bsky.richtext.facet#tag"
MENTION = "app.bsky.richtext.facet#mention"
LINK = "app.bsky.richtext.facet#link"
FIELDS = {TAG: "tag", MENTION: "did", LINK: "uri"}


@dataclass(frozen=True, slots=True)
class Marked:
    """What a text marks, each once and in order: hashtags without #, mentions as DIDs, links as addresses."""

    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def marked(record: Mapping[str, Any]) -> Marked:
    """What a post record marks in its text, in `tags` beside it, and in what it embeds.

    A facet whose bytes lie outside the text, are empty or cut a character in two is ignored,
    as the documentation of `app.bsky.richtext.facet` asks.
    """
    found: dict[str, dict[str, str]] = {TAG: {}, MENTION: {}, LINK: {}}
    text = record.get("text")
    if isinstance(text, str) and record.get("facets"):
        for kind, value in _features(text.encode("utf-8", "replace"), record["facets"]):
            found[kind].setdefault(value.casefold() if kind == TAG else value, value)
    for tag in _texts(record.get("tags")):
        found[TAG].setdefault(tag.casefold(), tag)
    for link in embedded_links(record.get("embed")):
        found[LINK].setdefault(link, link)
    return Marked(tuple(found[TAG].values()), tuple(found[MENTION].values()), tuple(found[LINK].values()))


def embedded_links(embed: Any) -> Iterator[str]:
    """Addresses of the external card of an embed, also beside a quoted post."""
    if not isinstance(embed, Mapping):
        return
    external = embed.get("external")
    if isinstance(external, Mapping) and isinstance(external.get("uri"), str):
        yield external["uri"]
    yield from embedded_links(embed.get("media"))


def _features(text: bytes, facets: Any) -> Iterator[tuple[str, str]]:
    for facet in facets if isinstance(facets, list) else ():
        if not isinstance(facet, Mapping) or not _lies_in(text, facet.get("index")):
            continue
        features = facet.get("features")
        for feature in features if isinstance(features, list) else ():
            kind = feature.get("$type") if isinstance(feature, Mapping) else None
            value = feature.get(FIELDS[kind]) if isinstance(kind, str) and kind in FIELDS else None
            if isinstance(value, str) and (value := value.lstrip("#").strip() if kind == TAG else value):
                yield str(kind), value


def _lies_in(text: bytes, index: Any) -> bool:
    start, end = (index.get("byteStart"), index.get("byteEnd")) if isinstance(index, Mapping) else (None, None)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        return False
    return _starts_character(text, start) and _starts_character(text, end)


def _starts_character(text: bytes, at: int) -> bool:
    return at == len(text) or text[at] & 0xC0 != 0x80


def _texts(values: Any) -> Iterator[str]:
    for value in values if isinstance(values, list) else ():
        if isinstance(value, str) and (text := value.lstrip("#").strip()):
            yield text

"""What is watched for on the network, looked up by words so that the number of monitors costs nothing."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from groundswell.platforms.bluesky.facets import Marked, marked

WORD = re.compile(r"\w+")
WRITTEN_HANDLE = re.compile(r"@((?:[\w-]+\.)+[\w-]+)")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a post matters: `value` is the author's DID, or the monitor as it was given."""

    kind: Literal["author", "name", "hashtag", "mention", "link"]
    value: str


class Watch:
    """`authors`: DIDs whose every post matters. `names`: brand and product names, met as whole words whatever
    their case. `hashtags` with or without #. `mentions`: DIDs and handles. `links`: addresses; a post's link
    matches on the same host (www. aside) and the same or a deeper path. `held`: DIDs of whom content is kept,
    whose deletions therefore matter; authors are always among them.
    """

    def __init__(
        self,
        *,
        authors: Iterable[str] = (),
        names: Iterable[str] = (),
        hashtags: Iterable[str] = (),
        mentions: Iterable[str] = (),
        links: Iterable[str] = (),
        held: Iterable[str] = (),
    ) -> None:
        self.authors = frozenset(authors)
        self.held = self.authors | frozenset(held)
        self._hashtags = {_folded(tag.lstrip("#")): tag for tag in hashtags}
        self._mentions = {who.removeprefix("@").lower(): who for who in mentions}
        self._names: dict[str, list[tuple[list[str], str]]] = {}
        for name in names:
            if words := WORD.findall(_folded(name)):
                self._names.setdefault(words[0], []).append((words, name))
        self._links: dict[str, list[tuple[str, str]]] = {}
        for link in links:
            if place := _place(link):
                self._links.setdefault(place[0], []).append((place[1], link))

    def reasons(self, author: str, record: Mapping[str, Any]) -> tuple[Reason, ...]:
        """Why this post of `author` matters, each reason once; empty when it does not."""
        text = record.get("text")
        text = text if isinstance(text, str) else ""
        told = marked(record)
        found = [Reason("author", author)] if author in self.authors else []
        found += [Reason("name", name) for name in self._named(text)]
        found += [
            Reason("hashtag", self._hashtags[tag]) for tag in map(_folded, told.hashtags) if tag in self._hashtags
        ]
        found += [Reason("mention", who) for who in self._mentioned(text, told)]
        found += [Reason("link", link) for address in told.links for link in self._linked(address)]
        return tuple(dict.fromkeys(found))

    def _named(self, text: str) -> Iterator[str]:
        if not self._names:
            return
        words = WORD.findall(_folded(text))
        for at, word in enumerate(words):
            for wanted, name in self._names.get(word, ()):
                if words[at : at + len(wanted)] == wanted:
                    yield name

    def _mentioned(self, text: str, told: Marked) -> Iterator[str]:
        written = WRITTEN_HANDLE.findall(text.lower()) if "@" in text else []
        for who in (*(did.lower() for did in told.mentions), *written):
            if who in self._mentions:
                yield self._mentions[who]

    def _linked(self, address: str) -> Iterator[str]:
        if not self._links or not (place := _place(address)):
            return
        host, path = place
        for wanted, link in self._links.get(host, ()):
            if path == wanted or path.startswith(f"{wanted}/"):
                yield link


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _place(address: str) -> tuple[str, str] | None:
    """Host without www. and path without a last slash; None when it is no web address."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return (host, parts.path.rstrip("/")) if host else None

"""The text and the links of HTML that somebody else wrote. Nothing it returns is HTML any more.

A scanner instead of a parser: in time it grows with the length of the input and with nothing else, however the tags
lie, where tree builders and `html.parser` need minutes for 100 kB of `<div>` or `<a `. What is shown from it is
escaped by the templates like any other text.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 1_000_000  # characters read; nobody reads more
HIDDEN = "script|style|template|noscript|iframe|object|svg|head|title"
MARK = re.compile(
    rf"<!--.*?(?:-->|\Z)|<({HIDDEN})\b[^<>]*>.*?(?:</\1\s*>|\Z)|<[!?][^<>]*>|<(/?)([a-z][a-z0-9]*)([^<>]*)>",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(
    r"""(?<![\w:-])([a-z][\w:-]{0,60})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
BREAKS = {"br": "\n", "li": "\n", "tr": "\n", "div": "\n", **dict.fromkeys(("p", "ul", "ol", "blockquote", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "section", "article"), "\n\n")}  # fmt: skip
SPACES = re.compile(r"[^\S\xa0]+")
ENDLESS = re.compile(r"&#(?:[0-9]{8,}|x[0-9a-f]{7,});?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it was written, and the classes of its tag."""

    href: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text, with paragraphs apart, and the links in their order."""

    text: str
    links: tuple[Link, ...]


def read_html(source: str) -> Reading:
    """Text and links of HTML, whole or broken; text without tags gives itself."""
    pieces: list[str] = []
    links: list[Link] = []
    at, source = 0, source[:LONGEST]
    for mark in MARK.finditer(source):
        pieces.append(_text(source[at : mark.start()]))
        at = mark.end()
        name = (mark[3] or "").lower()
        pieces.append(BREAKS.get(name, ""))
        if name == "a" and not mark[2] and (href := (told := attributes(mark[4])).get("href", "").strip()):
            links.append(Link(href, frozenset(told.get("class", "").split())))
    pieces.append(_text(source[at:]))
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    return Reading(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), tuple(links))


def attributes(inside: str) -> Mapping[str, str]:
    """The attributes written inside a tag, by lower-case name; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(inside):
        value = next((part for part in match.groups()[1:] if part is not None), "")
        found.setdefault(match[1].lower(), unescaped(value))
    return found


def unescaped(text: str) -> str:
    """`html.unescape`, which refuses numbers of thousands of digits, for any text."""
    return html.unescape(ENDLESS.sub("\ufffd", text))


def _text(piece: str) -> str:
    return unescaped(SPACES.sub(" ", piece))

"""Codes for many creators by one pattern: the same people get the same codes each time it is worked out."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, product
from typing import NamedTuple

from groundswell.kit.errors import BadInput
from groundswell.links.rules.names import folded, plain

USUAL = "{NAME}{NUMBER}"
LONGEST_PATTERN, LONGEST_PIECE = 40, 12
# Without I, L and O, which are read as digits.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_PLACE = re.compile(r"\{(\w+)\}")


class Person(NamedTuple):
    """Whom a code is for: their id, their name and the handle of their main account."""

    pk: int
    name: str
    handle: str


def checked_pattern(pattern: str) -> str:
    """The pattern in upper case; BadInput for one that no shop takes or that does not tell creators apart."""
    text = pattern.strip().upper() or USUAL
    places = set(_PLACE.findall(text))
    cure = "Such as {NAME}{NUMBER} or {HANDLE}-{CAMPAIGN}."
    if not places <= {"NAME", "HANDLE", "NUMBER", "CAMPAIGN"}:
        raise BadInput("A pattern knows {NAME}, {HANDLE}, {NUMBER} and {CAMPAIGN}.", where="pattern", cure=cure)
    if not places & {"NAME", "HANDLE"}:
        raise BadInput("The pattern does not tell creators apart.", where="pattern", cure=cure)
    if len(text) > LONGEST_PATTERN or not re.fullmatch(r"[A-Z0-9-]*", _PLACE.sub("", text)):
        raise BadInput(
            f"Beside its places a pattern holds letters, digits and hyphens, and has at most {LONGEST_PATTERN} signs.",
            where="pattern",
            cure=cure,
        )
    return text


def codes_by_pattern(
    pattern: str, people: Sequence[Person], *, number: str, campaign: str, taken: Collection[str]
) -> dict[int, str]:
    """The code of each person by their id. `taken` are codes as they are compared; a code that is taken gets a letter.

    Who comes first is settled by name and id, not by the order of `people`: `MAYA10`, then `MAYA10B`, `MAYA10C`.
    """
    text, used = checked_pattern(pattern), set(taken)
    given: dict[int, str] = {}
    for person in sorted(set(people), key=lambda one: (one.name, one.pk)):
        name = _piece(person.name.split(" ")[0]) or _piece(person.handle) or f"C{person.pk}"
        handle = _piece(person.handle) or name
        stem = text
        for place, piece in (("NAME", name), ("HANDLE", handle), ("NUMBER", number), ("CAMPAIGN", _piece(campaign))):
            stem = stem.replace(f"{{{place}}}", piece)
        code = next(one for one in _variants(stem) if folded(one) not in used and len(one) >= 2)
        used.add(folded(code))
        given[person.pk] = code
    return given


def _piece(text: str) -> str:
    return plain(text).replace("-", "").upper()[:LONGEST_PIECE]


def _variants(stem: str) -> Iterator[str]:
    """The stem, then with B, C, … Z, and with two, three and four letters."""
    tails = (map("".join, product(LETTERS, repeat=length)) for length in range(1, 5))
    return chain([stem], (stem + tail for tail in chain.from_iterable(tails) if tail != "A"))

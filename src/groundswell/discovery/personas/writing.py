"""Shares as people type them, and back: `United States 60, Canada 40`. Pure."""

import re
from collections.abc import Callable, Mapping

from groundswell.discovery.errors import BadPersona
from groundswell.discovery.personas.definition import evenly

_ENTRY = re.compile(r"^(?P<value>.*?)(?:[\s:=]+(?P<share>\d+(?:[.,]\d+)?)\s*%?)?$", re.DOTALL)


def read_shares(text: str, place: str, read: Callable[[str], str] = str.strip) -> dict[str, float]:
    """`US 60, CA 40` → {"US": 0.6, "CA": 0.4}; without any number each gets as much as the others. `read` turns a word
    into the value or raises ValueError. `BadPersona` names `place`."""
    found = _read(text, place, read)
    given = {value: share for value, share in found.items() if share is not None}
    if given and len(given) < len(found):
        missing = next(value for value, share in found.items() if share is None)
        raise BadPersona(f"“{missing}” has no share.", where=place, cure="Give a percentage to each, or to none.")
    return given or evenly(list(found))


def read_least(text: str, place: str, read: Callable[[str], str], usual: float) -> dict[str, float]:
    """`US 30, CA` → {"US": 0.3, "CA": usual}: smallest shares, which need not add up to anything."""
    return {value: usual if share is None else share for value, share in _read(text, place, read).items()}


def _read(text: str, place: str, read: Callable[[str], str]) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for entry in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        value, share = _entry(entry)
        try:
            found[read(value)] = share
        except ValueError as error:
            raise BadPersona(f"{error}.", where=place) from error
    return found


def _entry(text: str) -> tuple[str, float | None]:
    """`25-34 20 %` → ("25-34", 0.2): an age band alone is no share."""
    match = _ENTRY.match(text)
    if match is None or not match["value"].strip():
        return text, None
    share = match["share"]
    return match["value"].strip(), float(share.replace(",", ".")) / 100 if share else None


def write_shares(shares: Mapping[str, float], write: Callable[[str], str] = str) -> str:
    """{"US": 0.6} → `United States 60 %` with a `write` that knows names; the largest share first."""
    largest = sorted(shares.items(), key=lambda entry: (-entry[1], entry[0]))
    return ", ".join(f"{write(value)} {share * 100:g} %" for value, share in largest)

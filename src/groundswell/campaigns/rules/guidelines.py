"""What every post of a campaign should follow, as items that can be checked one by one. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.posts import SURFACES

KINDS = {
    "mention": "Mention",
    "hashtag": "Hashtag",
    "link": "Your own link",
    "code": "Your own code",
    "words": "Say",
    "forbidden": "Do not say",
    "competitor": "Do not name",
    "format": "Format",
    "window": "Publish",
    "usage_rights": "Usage rights",
    "exclusivity": "Exclusivity",
    "disclosure": "Disclosure",
}
LONGEST, MOST, MOST_DAYS = 300, 200, 365


@dataclass(frozen=True, kw_only=True)
class Guideline:
    """One item. What `value` holds depends on `kind`:

    mention a handle, hashtag a tag (both without their sign), words and forbidden a phrase, competitor a name,
    format one or more surfaces ("feed,reel": any of them does), window two days ("2026-12-01/2026-12-20", either may be
    missing) or nothing: those of the deliverable; usage_rights a sentence, exclusivity a number of days before and after,
    disclosure the code of a place; link and code hold nothing: they are each creator's own. `platform` narrows it down.
    """

    kind: str
    value: str = ""
    platform: str = ""

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "value": self.value, "platform": self.platform}

    @property
    def words(self) -> str:
        """The item as a creator reads it, without its label."""
        told = WORDS[self.kind](self.value)
        return f"{told} (on {PLATFORMS[self.platform]})" if self.platform else told


def read_guidelines(rows: Sequence[Mapping[str, Any]], *, places: Sequence[str]) -> tuple[Guideline, ...]:
    """The items in the order given, tidied, each once. `places` are the codes that disclosure knows.

    `BadInput` names the first item that cannot be checked.
    """
    if len(rows) > MOST:
        raise BadInput(f"There are more than {MOST} guidelines.", where="items")
    items = [_read(row, f"items[{at}]", places) for at, row in enumerate(rows, start=1)]
    if any(one.kind == "exclusivity" for one in items) and not any(one.kind == "competitor" for one in items):
        raise BadInput(
            "Exclusivity from whom? No competitor is named.", where="items", cure="Add the names of competitors."
        )
    kept = tuple(dict.fromkeys(items))
    for kind in ("format", "window", "exclusivity"):
        networks = [one.platform for one in kept if one.kind == kind]
        if len(networks) != len(set(networks)):
            raise BadInput(
                f"“{KINDS[kind]}” is asked for twice.", where="items", cure="Once for each network is enough."
            )
    return kept


def formats_on(platform: str, items: Sequence[Guideline]) -> frozenset[str]:
    """The surfaces that will do on a network; none: any does. What is asked for one network goes before the rest."""
    asked = {item.platform: item.value for item in items if item.kind == "format"}
    return frozenset(filter(None, asked.get(platform, asked.get("", "")).split(",")))


def days_of(window: str) -> tuple[date | None, date | None]:
    """The first and last day of a window's value; None where it is open."""
    first, _, last = window.partition("/")
    return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


def _read(row: Mapping[str, Any], where: str, places: Sequence[str]) -> Guideline:
    unknown = set(row) - {"kind", "value", "platform"}
    kind, platform = str(row.get("kind", "")), str(row.get("platform") or "")
    value = " ".join(str(row.get("value") or "").split())
    if unknown:
        raise BadInput(f"A guideline has no “{sorted(unknown)[0]}”.", where=where, cure="It has kind, value, platform.")
    if kind not in KINDS:
        raise BadInput(f"“{kind}” is no kind of guideline.", where=where, cure=f"One of: {', '.join(KINDS)}.")
    if platform and platform not in PLATFORMS:
        raise BadInput(f"“{platform}” is no platform.", where=where, cure=f"One of: {', '.join(PLATFORMS)}.")
    if len(value) > LONGEST:
        raise BadInput(f"That is longer than {LONGEST} characters.", where=where)
    return Guideline(kind=kind, value=TIDY[kind](value, where, places), platform=platform)


def _some(value: str, where: str, places: Sequence[str]) -> str:
    tidy = value.lstrip("#＃@＠").strip()
    if not tidy:
        raise BadInput("The guideline is empty.", where=where, cure="Write what it asks for.")
    return tidy


def _text(value: str, where: str, places: Sequence[str]) -> str:
    if not value:
        raise BadInput("The guideline is empty.", where=where, cure="Write what it asks for.")
    return value


def _nothing(value: str, where: str, places: Sequence[str]) -> str:
    if value:
        raise BadInput("Links and codes are each creator’s own: leave the value empty.", where=where)
    return ""


def _formats(value: str, where: str, places: Sequence[str]) -> str:
    wanted = {part.strip().lower() for part in value.split(",") if part.strip()}
    if not wanted or not wanted <= set(SURFACES):
        raise BadInput(f"“{value}” is no format.", where=where, cure=f"One or more of: {', '.join(SURFACES)}.")
    return ",".join(surface for surface in SURFACES if surface in wanted)


def _window(value: str, where: str, places: Sequence[str]) -> str:
    if not value:
        return ""
    try:
        first, last = days_of(value.replace(" ", ""))
    except ValueError:
        raise BadInput(f"“{value}” is no window.", where=where, cure="Write it like 2026-12-01/2026-12-20.") from None
    if first and last and first > last:
        raise BadInput("The window would end before it starts.", where=where)
    return f"{first or ''}/{last or ''}" if first or last else ""


def _days(value: str, where: str, places: Sequence[str]) -> str:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_DAYS):
        raise BadInput(f"Exclusivity is a number of days, 1 to {MOST_DAYS}.", where=where)
    return str(int(value))


def _place(value: str, where: str, places: Sequence[str]) -> str:
    if value.upper() not in places:
        raise BadInput(f"“{value}” is no place with rules.", where=where, cure=f"One of: {', '.join(places)}.")
    return value.upper()


def _window_words(value: str) -> str:
    first, last = days_of(value) if value else (None, None)
    if first is None and last is None:
        return "within the dates of each agreed post"
    opening = f"from {first}" if first else ""
    return f"{opening} {f'until {last}' if last else ''}".strip()


TIDY: dict[str, Callable[[str, str, Sequence[str]], str]] = {
    "mention": _some, "hashtag": _some, "link": _nothing, "code": _nothing, "words": _text, "forbidden": _text,
    "competitor": _some, "format": _formats, "window": _window, "usage_rights": _text, "exclusivity": _days,
    "disclosure": _place,
}  # fmt: skip
WORDS: dict[str, Callable[[str], str]] = {
    "mention": lambda value: f"@{value}",
    "hashtag": lambda value: f"#{value}",
    "link": lambda value: "is in the post",
    "code": lambda value: "is in the post",
    "words": lambda value: f"“{value}”",
    "forbidden": lambda value: f"“{value}”",
    "competitor": lambda value: value,
    "format": lambda value: " or ".join(value.split(",")),
    "window": _window_words,
    "usage_rights": lambda value: value,
    "exclusivity": lambda value: f"no competitor within {value} days before and after the post",
    "disclosure": lambda value: f"clear by the rules of {value}",
}

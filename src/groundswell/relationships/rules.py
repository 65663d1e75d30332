"""What a stage may become, and what people may type into a relationship. Pure: no Django, no I/O."""

from collections.abc import Mapping
from datetime import date

from groundswell.kit.errors import BadInput

PATH = ("identified", "warming", "contacted", "in_conversation", "agreed", "live", "completed")
CLOSED = ("declined", "parked", "ghosted")
STAGES = (*PATH, *CLOSED)
VERDICTS = {"agreed": "accepted", "declined": "refused", "parked": "refused"}
"""Stages that say yes or no to somebody: who is moved there by hand leaves a reason and a decision."""
REOPENS_FROM = PATH.index("in_conversation")

EDITABLE = ("owner", "fit", "summary", "values", "next_step", "next_step_on", "reason")
LENGTHS = {"next_step": 200, "values": 300}
TEXT_LENGTH = 5_000


def automatic_stage(current: str, target: str) -> str:
    """The stage after an event moved somebody towards `target`: an event never takes anybody backwards.

    Along the path only a later stage is taken. A closed relationship is opened again only by something
    the creator did (from "in_conversation" on), not by something we sent. Declining or being parked
    closes what is not yet agreed; ghosting closes everything that is still open and not completed.
    """
    if target in CLOSED:
        open_until = {"ghosted": "live"}.get(target, "in_conversation")
        closes = current in PATH and PATH.index(current) <= PATH.index(open_until)
        return target if closes else current
    if current in CLOSED:
        return target if PATH.index(target) >= REOPENS_FROM else current
    return target if PATH.index(target) > PATH.index(current) else current


def known_stage(text: str) -> str:
    """The stage of that name ("In conversation" and "in-conversation" are understood)."""
    stage = text.strip().lower().replace("-", "_").replace(" ", "_")
    if stage not in STAGES:
        raise BadInput(f"“{text}” is no stage.", where="stage", cure=f"One of: {', '.join(STAGES)}.")
    return stage


def clean_fit(value: object) -> int | None:
    """0 to 100, or None for "not judged"."""
    if value is None or value == "":
        return None
    try:
        fit = int(str(value).strip())
    except ValueError:
        fit = -1
    if not 0 <= fit <= 100:
        raise BadInput("Fit is a whole number from 0 to 100.", where="fit", cure="Leave it empty if nobody judged it.")
    return fit


def clean_day(value: object, where: str = "next_step_on") -> date | None:
    """A date, from a date or from "2026-11-03"; None when empty."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise BadInput(f"“{value}” is no date.", where=where, cure="Write it like 2026-11-03.") from None


def clean_text(value: object, where: str, length: int = TEXT_LENGTH) -> str:
    """The trimmed text; refuses more than `length` characters."""
    text = "" if value is None else str(value).strip()
    if len(text) > length:
        raise BadInput(f"That is {len(text):,} characters; at most {length:,} fit here.", where=where)
    return text


def clean_changes(changes: Mapping[str, object]) -> dict[str, object]:
    """The values to store for the fields a person edits; `owner` passes through, it is looked up elsewhere."""
    cleaned: dict[str, object] = {}
    for field, value in changes.items():
        if field not in EDITABLE:
            raise BadInput(f"“{field}” cannot be edited.", where=field, cure=f"One of: {', '.join(EDITABLE)}.")
        if field == "fit":
            cleaned[field] = clean_fit(value)
        elif field == "next_step_on":
            cleaned[field] = clean_day(value)
        elif field == "owner":
            cleaned[field] = value
        else:
            cleaned[field] = clean_text(value, field, LENGTHS.get(field, TEXT_LENGTH))
    return cleaned


def clean_tags(names: object) -> list[str]:
    """Tag names from "a, b" or a list: trimmed, inner spaces joined, each once without regard to case."""
    parts = names.split(",") if isinstance(names, str) else list(names) if isinstance(names, (list, tuple)) else []
    seen: dict[str, str] = {}
    for part in parts:
        name = " ".join(str(part).split())
        if len(name) > 50:
            raise BadInput(f"The tag “{name[:20]}…” is longer than 50 characters.", where="tags")
        if name:
            seen.setdefault(name.casefold(), name)
    return list(seen.values())

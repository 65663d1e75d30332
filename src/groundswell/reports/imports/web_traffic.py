"""Visits by landing page and day, as GA4, Plausible and Matomo export them; each stays a source of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import ImportRun
from groundswell.reports.services.traffic_days import keep_days, page_of
from groundswell.reports.traffic_sources.port import Counted

# The column that counts visits says who counted: a session of one is not a visit of another.
SOURCES = {"sessions": "GA4", "entrances": "Plausible", "entry_visits": "Matomo"}
FIELDS = (
    of_type("count", "sessions", "Sessions", "sitzungen", "sesiones", weight=3),
    of_type("count", "entrances", "Entrances (Plausible)", "entrances", weight=3),
    of_type("count", "entry_visits", "Entry visits (Matomo)", "entry nb visits", weight=3),
    of_type("count", "active_users", "Active users", "users", "new users", weight=3),
    text("landing_page", "Landing page", "landing page + query string", "landing page query string", "page title and screen class", "entry page", "entry page url", weight=3, limit=0),
    text("source_medium", "Source and medium", "session source medium", "session source / medium", "first user source medium", weight=3),
    of_type("count", "key_events", "Key events", "conversions", "event count"),
    of_type("date", "date", "Date", "day"),
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    return "|".join(
        [
            source_of(values),
            str(values.get("date", "")),
            page_of(str(values.get("landing_page", ""))),
            medium_of(values),
        ]
    )


def source_of(values: Mapping[str, Any]) -> str:
    return next((source for name, source in SOURCES.items() if name in values), "")


def medium_of(values: Mapping[str, Any]) -> str:
    return str(values.get("source_medium", "")).strip()[:120]


class TrafficWriter:
    """Keeps each row; pages that differ in their query only are told apart by it and added up where they are read."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace = workspace
        self.file = run.file_name

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        read = [_read(record.values) for record in records]
        words: dict[str, Any] = {}
        for source in SOURCES.values():
            told = [one for name, one in (each for each in read if isinstance(each, tuple)) if name == source]
            words[source] = iter(keep_days(workspace=self.workspace, source=source, counts=told, told_by=self.file))
        return [one if isinstance(one, Rejected) else _outcome(next(words[one[0]])) for one in read]

    def finish(self) -> None:
        """Nothing is left to do."""


def _read(values: Mapping[str, Any]) -> tuple[str, Counted] | Rejected:
    source, moment, address = source_of(values), values.get("date"), str(values.get("landing_page", ""))[:500]
    if moment is None or not address or not source:
        return Rejected("A row needs a day, a landing page and the visits: export by landing page and date.")
    counted = values[next(name for name, label in SOURCES.items() if label == source)]
    return source, Counted(moment.date(), address, medium_of(values), counted)


def _outcome(word: str) -> Outcome:
    if word == "closed":
        return Rejected("The connection to this source read that day already; what it read stands.")
    return "created" if word == "created" else "updated" if word == "updated" else "unchanged"


KIND = Kind(
    "web_traffic", "Web traffic", FIELDS,
    (("sessions", "entrances", "entry_visits", "active_users"), ("landing_page", "source_medium", "key_events", "date")),
    90, TrafficWriter, lambda values: f"{record_key(values)}|{values.get('landing_page', '')}",
)  # fmt: skip

"""Visits by landing page and day, as GA4, Plausible and Matomo export them; each stays a source of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.fields import of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record, Rejected
from groundswell.creators.models import ImportRun
from groundswell.reports.models import TrafficDay

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
    return "|".join([source_of(values), str(values.get("date", "")), page_of(values), medium_of(values)])


def source_of(values: Mapping[str, Any]) -> str:
    return next((source for name, source in SOURCES.items() if name in values), "")


def page_of(values: Mapping[str, Any]) -> str:
    """Without query and fragment: these may name a person or a click."""
    return str(values.get("landing_page", "")).split("?")[0].split("#")[0].strip()[:500]


def medium_of(values: Mapping[str, Any]) -> str:
    return str(values.get("source_medium", "")).strip()[:120]


class TrafficWriter:
    """Keeps each row; pages that differ in their query only are told apart by it and added up where they are read."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace = workspace
        self.file = run.file_name[:200]

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        return [self._write(record.values) for record in records]

    def finish(self) -> None:
        """Nothing is left to do."""

    def _write(self, values: Mapping[str, Any]) -> Outcome:
        source, moment, address = source_of(values), values.get("date"), str(values.get("landing_page", ""))[:500]
        if moment is None or not address or not source:
            return Rejected("A row needs a day, a landing page and the visits: export by landing page and date.")
        counted = values[next(name for name, label in SOURCES.items() if label == source)]
        row, made = TrafficDay.objects.get_or_create(
            workspace=self.workspace, source=source, day=moment.date(), address=address, medium=medium_of(values),
            defaults={"page": page_of(values), "visits": counted, "file": self.file},
        )  # fmt: skip
        if made:
            return "created"
        if row.visits == counted:
            return "unchanged"
        row.visits, row.file = counted, self.file
        row.save(update_fields=["visits", "file"])
        return "updated"


KIND = Kind(
    "web_traffic", "Web traffic", FIELDS,
    (("sessions", "entrances", "entry_visits", "active_users"), ("landing_page", "source_medium", "key_events", "date")),
    90, TrafficWriter, lambda values: f"{record_key(values)}|{values.get('landing_page', '')}",
)  # fmt: skip

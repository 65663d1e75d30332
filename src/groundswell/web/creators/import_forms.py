"""The preview's form: what the file is, and what each column means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.http import QueryDict

from groundswell.accounts.models import Workspace
from groundswell.creators.imports import kinds
from groundswell.creators.imports.conversion import Plan
from groundswell.creators.imports.detection import sample
from groundswell.creators.imports.fields import Field, by_name
from groundswell.creators.imports.kinds import Kind, Rejected, Row
from groundswell.creators.imports.runs import Preview
from groundswell.creators.imports.tables import read_table
from groundswell.creators.imports.writing.owners import address_of
from groundswell.creators.models import Creator, ImportRun
from groundswell.creators.queries import creator_of, list_creators

OWNERS = frozenset({"file_id", "own_id", "handle", "profile"})
MOST_CHOICES = 12


@dataclass(frozen=True)
class Column:
    """One row of the mapping table."""

    name: str
    header: str
    field: str
    samples: list[str]
    reading: str


def chosen_mapping(posted: QueryDict, run: ImportRun, header: tuple[str, ...]) -> Mapping[str, str | None] | None:
    """What the selects say; None when the kind was changed, so that the columns are matched anew."""
    if posted.get("kind") != posted.get("kind_before") or "field-0" not in posted:
        return None
    return {name: posted.get(f"field-{at}") or None for at, name in enumerate(header)}


def columns_of(preview: Preview) -> list[Column]:
    """The mapping table in the file's order."""
    plan = preview.plan
    types = {field.name: field.type for field in plan.detection.kind.fields}
    return [
        Column(
            f"field-{at}",
            header,
            plan.detection.mapping[header] or "",
            list(dict.fromkeys(preview.samples[header]))[:3],
            _reading(plan, header, types),
        )
        for at, header in enumerate(plan.table.header)
    ]


def bare_columns(path: Path, limit: int, posted: QueryDict) -> list[Column]:
    """The mapping table of a file that the form's choices do not fit: as chosen so far, for a person to go on."""
    table = read_table(path, limit)
    samples = sample(table, 3)
    return [
        Column(f"field-{at}", header, posted.get(f"field-{at}", ""), samples[header], "")
        for at, header in enumerate(table.header)
    ]


@dataclass(frozen=True)
class ReadRow:
    """One of the first rows as it would be read, or why not."""

    number: int
    cells: list[str]
    reason: str


def read_columns(preview: Preview) -> list[Field]:
    """The fields that some column is mapped to, in the file's order."""
    fields = by_name(preview.plan.detection.kind.fields)
    return [fields[name] for name in preview.plan.detection.mapping.values() if name]


def read_rows(preview: Preview) -> list[ReadRow]:
    """The first rows, cell by cell of `read_columns`."""
    names = [field.name for field in read_columns(preview)]
    return [
        ReadRow(number, [], row.reason)
        if isinstance(row, Rejected)
        else ReadRow(number, [_cell(row.values.get(name)) for name in names], "")
        for number, row in preview.rows
    ]


def _cell(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime):
        return f"{value:%d %b %Y %H:%M}".removesuffix(" 00:00")
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


READ_AS = {
    "id": "id",
    "email": "e-mail address",
    "url": "web address",
    "profile": "profile",
    "duration": "seconds",
    "country": "country",
    "language": "language",
    "flag": "yes or no",
    "list": "list",
    "currency": "currency",
}


def _reading(plan: Plan, header: str, types: Mapping[str, str]) -> str:
    """How the column's values are taken: numbers and dates as decided, else the type of its field."""
    field = plan.detection.mapping[header]
    return plan.facts.get(header) or (READ_AS.get(types[field], "text") if field else "")


def kind_choices() -> list[Kind]:
    """Kinds that are read; the others are recognised only."""
    return [kind for kind in kinds.known() if kind.writer is not None]


def needs_owner(preview: Preview) -> bool:
    """Posts or readings in a file that has no column for whose they are."""
    detection = preview.plan.detection
    return detection.kind.name in ("posts", "readings") and not OWNERS & set(detection.mapping.values())


def nobody_named(preview: Preview) -> bool:
    """No column says whose they are, and the addresses of the posts do not tell either."""
    read = [row for _, row in preview.rows if isinstance(row, Row)]
    return needs_owner(preview) and not any((address := address_of(row.values)) and address.handle for row in read)


def owner_meant(workspace: Workspace, posted: QueryDict) -> Creator | None:
    """The person picked for a file that names nobody, or the only one whom the typed name fits."""
    picked = str(posted.get("creator", ""))
    if picked.isdecimal():
        return creator_of(workspace, int(picked))
    people = people_for(workspace, posted.get("whose", ""))
    return people[0] if len(people) == 1 else None


def people_for(workspace: Workspace, text: str) -> list[Creator]:
    """Who may be meant by a name, an address or a handle; at most a dozen."""
    return list(list_creators(workspace, text)[:MOST_CHOICES]) if text.strip() else []

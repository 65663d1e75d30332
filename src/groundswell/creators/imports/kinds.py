"""The kinds of file: what each needs, how it is recognised, and who writes it.

To add a kind, a room declares it and registers it in its `AppConfig.ready()`:

    ORDERS = Kind(
        name="orders", label="Orders", order=50,
        fields=(
            of_type("id", "number", "Order number", "name", "order number", "bestellnummer", weight=2),
            of_type("date", "placed_at", "Placed at", "created at", "order date", weight=2),
            of_type("money", "total", "Total", "order total"),
        ),
        required=(("number",), ("placed_at", "paid_at"), ("total", "subtotal")),  # one of each group
        key=lambda values: f"{values['number']}",   # what the record is, for ever; "" = its content
        grouped=True,                               # rows that follow each other with the same key are one record
        writer=OrdersWriter,                        # class: OrdersWriter(workspace, run)
    )
    register(ORDERS)

The engine reads the file, decides numbers and dates per column, converts cells to the field's
type (`fields.Type` says which Python type arrives), rejects rows that cannot be read, leaves out records
whose key and content are already known ("unchanged"), and hands the rest over in batches:

    class OrdersWriter:                             # satisfies `Writer`
        def __init__(self, workspace: Workspace, run: ImportRun) -> None: ...
        def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
            # one outcome per record, same order: "created", "updated", "unchanged" or Rejected("reason")
        def finish(self) -> None: ...               # once, after the last batch, same transaction

`record.values` is {field name: typed value} of the first row (an empty cell has no key: unknown, not 0);
`record.rows` has every row of a grouped record; `row.raw` is {header: text}. The whole file is one
transaction: raising undoes everything; a GroundswellError raised by a writer becomes the run's error.
Source records and counts are the engine's work. `run.file_name` names the source,
`run.created_at` is the time of reading, `run.options` holds what the user chose ({"creator": id}).
Find creators by the id a file gives with `creators.queries.keys.creators_by_file_id(workspace, ids)`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from groundswell.creators.imports.fields import Field
from groundswell.kit.errors import BadInput

if TYPE_CHECKING:
    from groundswell.accounts.models import Workspace
    from groundswell.creators.models import ImportRun


@dataclass(slots=True)  # not frozen: that triples the cost of making one
class Row:
    """One row: its number from 1 after the header, what it says by field, and its text by header."""

    number: int
    values: dict[str, Any]
    raw: dict[str, str]


@dataclass(slots=True)
class Record:
    """What one writer call deals with: a row, or all rows of one order."""

    key: str
    rows: list[Row]

    @property
    def values(self) -> dict[str, Any]:
        return self.rows[0].values

    @property
    def number(self) -> int:
        return self.rows[0].number


@dataclass(frozen=True, slots=True)
class Rejected:
    """The record is not written, and why, in words for the person who has the file."""

    reason: str


Outcome = Literal["created", "updated", "unchanged"] | Rejected


class Writer(Protocol):
    def write(self, records: Sequence[Record]) -> Sequence[Outcome]: ...

    def finish(self) -> None: ...


def content_key(values: Mapping[str, Any]) -> str:
    """No permanent key: the content itself decides (the engine takes its digest)."""
    return ""


@dataclass(frozen=True)
class Kind:
    """One kind of file. Without a `writer` it is recognised and refused."""

    name: str
    label: str
    fields: tuple[Field, ...]
    required: tuple[tuple[str, ...], ...]
    order: int
    writer: "Callable[[Workspace, ImportRun], Writer] | None" = None
    key: Callable[[Mapping[str, Any]], str] = content_key
    grouped: bool = False
    recognised_by: tuple[tuple[str, ...], ...] = ()
    """One field of each group is needed as well, unless somebody says that the file is of this kind."""
    keeps_raw: bool = True
    """False: of a row only its fingerprint is remembered, under a digest of its key (people who gave data for less)."""
    repeats: bool = False
    """Identical rows are separate things (sales in a report), not the same thing twice."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Makes the kind known; a second registration of the same name replaces the first."""
    _kinds[kind.name] = kind


def known() -> list[Kind]:
    """All kinds, in the order in which files of several kinds are imported."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def named(name: str) -> Kind:
    """The kind of that name; `BadInput` lists the known ones."""
    if name not in _kinds:
        names = ", ".join(kind.name for kind in known())
        raise BadInput(
            f"“{name}” is not a kind of file.", where="--as", cure=f"Known kinds: {names}.", code="kind_unknown"
        )
    return _kinds[name]

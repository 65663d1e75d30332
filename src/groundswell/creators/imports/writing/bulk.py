"""Sets of rows in and out through Django's connection, on SQLite and PostgreSQL alike.

Django's bulk_create costs about 20 µs a row in objects alone; a file of 200,000 creators makes 1.4 million rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any

import pydantic_core
from django.db import connection, models

ROWS_PER_STATEMENT = 100  # halves SQLite's cost per row; more gains nothing


def moment(value: datetime | None) -> Any:
    """The database's own form of an aware time."""
    return connection.ops.adapt_datetimefield_value(value) if value else None


def to_json(value: Any) -> str:
    """The form a JSONField keeps; pydantic's writer costs a tenth of the standard one."""
    return pydantic_core.to_json(value).decode()


def reserve_ids(model: type[models.Model], count: int) -> Iterator[int]:
    """Primary keys nobody else gets. SQLite has one writer at a time, and the surrounding transaction is it."""
    if not count:
        return iter(())
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            start = (row[0] if row else 0) + 1
            return iter(range(start, start + count))
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return iter([row[0] for row in cursor.fetchall()])


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], on_conflict: str = ""
) -> None:
    """Inserts the rows; `on_conflict` is the end of the statement ("DO NOTHING")."""
    if not rows:
        return
    columns, rows = _without_empty(columns, rows)
    names = ", ".join(f'"{column}"' for column in columns)
    marks = f"({', '.join(['%s'] * len(columns))})"
    conflict = f" ON CONFLICT {on_conflict}" if on_conflict else ""
    whole = len(rows) // ROWS_PER_STATEMENT * ROWS_PER_STATEMENT
    with connection.cursor() as cursor:
        for size, part in ((ROWS_PER_STATEMENT, rows[:whole]), (1, rows[whole:])):
            # Table and column names are the code's own, never a file's.
            statement = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {", ".join([marks] * size)}{conflict}'  # noqa: S608
            if part:
                cursor.executemany(
                    statement, [[*chain.from_iterable(part[at : at + size])] for at in range(0, len(part), size)]
                )


def _without_empty(
    columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
    """Without the columns that are NULL in every row: Python's SQLite takes several times as long over a NULL as over a
    text."""
    filled = [at for at in range(len(columns)) if any(row[at] is not None for row in rows)]
    if len(filled) == len(columns) or len(filled) < 2:
        return columns, rows
    pick = itemgetter(*filled)
    return pick(columns), list(map(pick, rows))


def update(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Sets the columns; each row ends with its primary key."""
    if not rows:
        return
    settings = ", ".join(f'"{column}" = %s' for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{model._meta.db_table}" SET {settings} WHERE id = %s', rows)  # noqa: S608


def select(statement: str, parameters: Sequence[Any], wanted: Iterable[str | int]) -> list[tuple[Any, ...]]:
    """Rows where a column is one of `wanted`: `{wanted}` in the statement stands for the set, as the last parameter."""
    values = list(wanted)
    if not values:
        return []
    if connection.vendor == "sqlite":
        inside, parameter = "IN (SELECT value FROM json_each(%s))", to_json(values)
    else:
        inside, parameter = "= ANY(%s)", values  # type: ignore[assignment]  # PostgreSQL takes the list itself
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{wanted}", inside), [*parameters, parameter])
        return list(cursor.fetchall())

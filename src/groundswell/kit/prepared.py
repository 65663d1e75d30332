"""Queries that are asked all the time, written once: Django composes the SQL of every call anew, which takes several times
as long as SQLite takes to answer it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, repeat
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Ids = Collection[int]
Converters = list[tuple[int, Any, list[Callable[..., Any]]]]
SIZES_KEPT = 16


class Prepared:
    """The rows of a `values_list` query of ids: `Prepared(lambda ids: Account.objects.filter(pk__in=ids).values_list("pk"))`.

    The ids must be the only part that differs from call to call. Numbers of ids are rounded up to the next power of two, so
    that few forms are kept; for at most some thousand ids.
    """

    def __init__(self, query_of: Callable[[Sequence[int]], QuerySet[Any, Any]]) -> None:
        self._query_of = query_of
        self._written = lru_cache(maxsize=SIZES_KEPT)(self._write)

    def rows(self, ids: Ids = ()) -> list[tuple[Any, ...]]:
        """What Django's own iteration of the query answers, as tuples."""
        size = 1 << (len(ids) - 1).bit_length() if ids else 0
        sql, params, converters = self._written(connection.vendor, size)
        if not sql:
            return []
        filled = list(islice(chain(ids, repeat(next(iter(ids), None))), size))
        with connection.cursor() as cursor:
            cursor.execute(sql, [filled[-param - 1] if _is_mark(param) else param for param in params])
            found = cursor.fetchall()
        return list(_converted(found, converters)) if converters else found

    def _write(self, _vendor: str, size: int) -> tuple[str, tuple[Any, ...], Converters]:
        # Marks in place of ids: negative, as no id ever is.
        query = self._query_of([-n - 1 for n in range(size)]).query
        compiler = query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # one of these no ids
            return "", (), []
        selected = [part for part, _, _ in compiler.select]
        converters = [
            (place, expression, list(found)) for place, (found, expression) in compiler.get_converters(selected).items()
        ]
        return sql, tuple(params), converters


def _is_mark(param: Any) -> bool:
    return isinstance(param, int) and param < 0


def _converted(rows: list[tuple[Any, ...]], converters: Converters) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        values = list(row)
        for place, expression, convert in converters:
            for one in convert:
                values[place] = one(values[place], expression, connection)
        yield tuple(values)

"""Days and hours of moments, told by the database itself."""

from typing import Any

from django.db.models import DateField, DateTimeField, Func


class Day(Func):
    """The day (UTC) of a moment. Django's own TruncDate calls into Python for every row of SQLite."""

    arity = 1
    output_field = DateField()
    template = "(%(expressions)s AT TIME ZONE 'UTC')::date"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 10)", **context)


class Hour(Func):
    """The full hour (UTC) of a moment."""

    arity = 1
    output_field = DateTimeField()
    template = "date_trunc('hour', %(expressions)s, 'UTC')"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 13) || ':00:00'", **context)

"""The type of a row of the queue."""

from typing import Any

from django_tasks_db.models import DBTaskResult

Row = DBTaskResult[Any, Any]

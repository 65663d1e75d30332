"""New rows as Django's objects, where the objects are wanted anyway: what `bulk_create` does, at a fifth of its cost."""

import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import models

from groundswell.creators.imports.writing import bulk


def create(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Inserts rows that are not in the database yet and gives them their keys, within the surrounding transaction."""
    for row, key in zip(rows, bulk.reserve_ids(model, len(rows)), strict=True):
        row.pk = key
        row._state.adding = False
    fields = model._meta.concrete_fields
    columns = [_written(field, list(map(attrgetter(field.attname), rows))) for field in fields]
    bulk.insert(model, [str(field.column) for field in fields], list(zip(*columns, strict=True)))


def _written(field: models.Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    """The values as the database takes them."""
    if isinstance(field, models.DateTimeField):
        return [bulk.moment(value) for value in values]
    if isinstance(field, models.JSONField):
        return [json.dumps(value) for value in values]
    return values

"""One row of every model that belongs to a workspace, made from the models themselves.

All carry the same primary key, and every slug and token the same word: so an address of the workspace can be filled
in without knowing which model each of its parts names, and a model or page added tomorrow is covered without a line here.
"""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django_tasks_db.models import DBTaskResult

from groundswell.accounts.models import Owned, User, Workspace
from groundswell.creators.models import Catalogued
from groundswell.kit import clock

PK = 987_654
WORD = "only-here"
JOB = uuid.UUID(int=PK)


def owned_models() -> list[type[models.Model]]:
    """Every concrete model with workspace data, in an order in which each comes after what it points to."""
    return [model for model in apps.get_models() if issubclass(model, Owned | Catalogued)]


def build_rows(workspace: Workspace) -> None:
    """A row of each of them in `workspace`, and a failed job of it."""
    somebody = User.objects.create_user("somebody@only-here.example", first_name=WORD)
    built: dict[type[models.Model], models.Model] = {Workspace: workspace, User: somebody}
    for model in owned_models():
        _build(model, built)
    DBTaskResult.objects.create(
        id=JOB,
        task_path="groundswell.only.here",
        args_kwargs={"args": [], "kwargs": {"workspace_id": workspace.pk}},
        status="FAILED",
        backend_name="default",
        run_after=clock.now(),
        exception_class_path="builtins.ValueError",
        traceback=WORD,
        return_value=None,
    )


def snapshot(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Everything that belongs to `workspace`, to see whether somebody changed it."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for model in owned_models():
        rows[model.__name__] = list(model._default_manager.filter(workspace=workspace).order_by("pk").values())
    rows["Workspace"] = [dict(row) for row in Workspace.objects.filter(pk=workspace.pk).values()]
    return rows


def _build(model: type[models.Model], built: dict[type[models.Model], models.Model]) -> models.Model:
    if model in built:
        return built[model]
    values: dict[str, Any] = {"pk": PK}
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        if isinstance(field, models.ForeignKey):
            target = field.remote_field.model
            needed = not field.null or (field.name == "account" or target is Workspace)
            if needed:
                values[field.name] = _build(target, built)
        elif not field.has_default() or (isinstance(field, models.CharField) and field.unique):
            values[field.name] = _value(field)
    built[model] = model._default_manager.create(**values)
    for many in model._meta.many_to_many:
        if many.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
            getattr(built[model], many.name).add(_build(many.remote_field.model, built))
    return built[model]


def _value(field: models.Field[Any, Any]) -> Any:
    if field.null and not field.unique:
        return None
    if field.choices:
        return next(iter(field.flatchoices))[0]
    by_kind: list[tuple[type[models.Field[Any, Any]], Any]] = [
        (models.EmailField, "somebody@only-here.example"),
        (models.URLField, "https://only-here.example/"),
        (models.CharField, WORD[: field.max_length or len(WORD)]),
        (models.TextField, WORD),
        (models.DateTimeField, clock.now() + datetime.timedelta(days=1)),
        (models.DateField, clock.today()),
        (models.DecimalField, Decimal(1)),
        (models.FloatField, 1.0),
        (models.BooleanField, False),
        (models.BinaryField, b"x" * 16),
        (models.JSONField, {}),
        (models.IntegerField, 1),
    ]
    return next(value for kind, value in by_kind if isinstance(field, kind))

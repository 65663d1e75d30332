"""What every verb needs: Django ready, the workspace chosen, the answer printed."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import typer

from groundswell.kit.errors import BadInput, NotFound

if TYPE_CHECKING:
    from groundswell.accounts.models import Workspace

FIRST = ("my-brand", "My brand")


def set_up() -> None:
    """Makes Django ready."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def start() -> None:
    """Makes Django ready, and the database too when it is empty; verbs that touch the database call it first."""
    set_up()
    from django.db import connection

    from groundswell.accounts.models import Workspace

    if Workspace._meta.db_table not in connection.introspection.table_names():
        from groundswell.cli.upkeep.prepare import prepare_database

        prepare_database()


def workspace_of(context: typer.Context) -> "Workspace":
    """The workspace named by --workspace, or the only one."""
    start()
    from groundswell.accounts.models import Workspace

    slug = context.find_root().obj
    if slug:
        found = Workspace.objects.filter(slug=slug).first()
        if found is None:
            raise NotFound(f"There is no workspace “{slug}”.", where="--workspace")
        return found
    several = list(Workspace.objects.order_by("pk")[:2])
    if len(several) != 1:
        raise BadInput(
            "There is no workspace yet." if not several else "There are several workspaces.",
            where="--workspace",
            cure="Make one with: groundswell workspaces create SLUG --name NAME"
            if not several
            else "Name one with --workspace SLUG.",
        )
    return several[0]


def workspace_or_first(context: typer.Context) -> "Workspace":
    """The chosen workspace. A newcomer with an empty data folder gets a database and a first workspace."""
    start()
    from groundswell.accounts.models import Workspace
    from groundswell.accounts.services import create_workspace
    from groundswell.cli.upkeep.prepare import migrate

    migrate()
    if not context.find_root().obj and not Workspace.objects.exists():
        print(f"There was no workspace yet: made “{FIRST[0]}”.", file=sys.stderr)
        return create_workspace(slug=FIRST[0], name=FIRST[1])
    return workspace_of(context)


def opened(file: str) -> BinaryIO:
    """The file to read, `-` being standard input; `BadInput` when it cannot be opened."""
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", where=file) from error


def answer(document: Mapping[str, Any] | list[Any], *, as_json: bool, text: str) -> None:
    """One JSON document for scripts, or the text for people."""
    print(json.dumps(document, default=str, ensure_ascii=False) if as_json else text, file=sys.stdout)

"""The command's entry: finds the verb modules, and turns errors into exit statuses.

0 done; 1 the operation failed or found what it was asked to find; 2 bad usage or bad input,
with `{"error", "message", "where"}` on standard error.
"""

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Sequence

import typer

import groundswell.cli as package
from groundswell.kit.errors import GroundswellError


def main() -> None:
    try:
        sys.exit(run(sys.argv[1:]))
    except BrokenPipeError:
        # The reader (head, less) has gone; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and returns its exit status; everything printed is on the standard streams."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    command = typer.main.get_command(build())
    try:
        result = command.main(list(arguments) or ["--help"], prog_name="groundswell", standalone_mode=False)
    except GroundswellError as error:
        return _refuse(error.as_dict())
    except typer.TyperException as error:
        return _refuse(_bad_usage(error))
    except typer.Exit as error:
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        if not _is_database_error(error):
            raise
        document = {
            "error": "database",
            "message": f"The database refused: {error}. See: groundswell doctor",
            "where": None,
        }
        _refuse(document)
        return 1
    return result if isinstance(result, int) else 0


def _is_database_error(error: Exception) -> bool:
    from django.db import DatabaseError

    return isinstance(error, DatabaseError)


def _bad_usage(error: typer.TyperException) -> dict[str, str | None]:
    context: typer.Context | None = getattr(error, "ctx", None)
    message: str = getattr(error, "message", "") or str(error)
    return {"error": "usage", "message": message, "where": context.command_path if context else "groundswell"}


def _refuse(document: dict[str, str | None]) -> int:
    print(json.dumps(document, ensure_ascii=False), file=sys.stderr)
    return 2


def build() -> typer.Typer:
    """The whole command: `commands` of every module here; a module's `NAME` makes it a verb group."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, help="Run a micro-influencer programme end to end.")
    app.callback()(options)
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if isinstance(commands := getattr(module, "commands", None), typer.Typer):
            app.add_typer(commands, name=getattr(module, "NAME", None))
    return app


def options(
    context: typer.Context,
    workspace: str = typer.Option("", help="Slug of the workspace; may be left out where there is only one."),
) -> None:
    context.obj = workspace

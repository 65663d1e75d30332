"""The command's entry: finds the verb modules, and turns errors into exit statuses.

0 done; 1 the operation failed or found what it was asked to find; 2 bad usage or bad input,
with `{"error", "message", "where"}` on standard error.
"""

import importlib
import json
import os
import pkgutil
import sys

import typer

import groundswell.cli as package
from groundswell.kit.errors import GroundswellError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    try:
        build()()
    except GroundswellError as error:
        print(json.dumps(error.as_dict()), file=sys.stderr)
        sys.exit(2)


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

"""`groundswell run` and `groundswell serve`."""

import os
import socket
import sys
from urllib.parse import urlsplit

import typer

from groundswell.cli.session import set_up
from groundswell.kit.errors import Conflict

commands = typer.Typer()

HOST = typer.Option("127.0.0.1", help="Address to listen on.")
PORT = typer.Option(8000, envvar="PORT", min=0, max=65_535)
WORKERS = typer.Option(1, min=1, help="Processes; more than one wants PostgreSQL.")


@commands.command()
def run(
    host: str = HOST,
    port: int = PORT,
    workers: int = WORKERS,
    demo: bool = typer.Option(False, "--demo", help="Load the demo brand when there is no workspace yet."),
) -> None:
    """Everything in one: prepares, serves, and works through the jobs. Ctrl+C ends it."""
    _settle(host, port)
    from django.conf import settings

    from groundswell.cli.upkeep.folder import in_use
    from groundswell.cli.upkeep.prepare import prepare
    from groundswell.cli.upkeep.processes import Family, server_command, worker_command

    with in_use(settings.HOME):
        prepare()
        if demo:
            _load_demo()
        print(_greeting(settings.PUBLIC_URL), flush=True)
        Family([server_command(host, port, workers), worker_command()]).run()


@commands.command()
def serve(host: str = HOST, port: int = PORT, workers: int = WORKERS) -> None:
    """The web server alone, for where the worker runs elsewhere."""
    _settle(host, port)
    from django.conf import settings

    from groundswell.cli.upkeep.folder import in_use
    from groundswell.cli.upkeep.prepare import prepare
    from groundswell.cli.upkeep.processes import Family, server_command

    with in_use(settings.HOME):
        prepare()
        print(f"Serving {settings.PUBLIC_URL}", flush=True)
        Family([server_command(host, port, workers)]).run()


def _settle(host: str, port: int) -> None:
    """What the children inherit: where we can be reached, compressed static files, a log worth reading."""
    _check_port(host, port)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host  # noqa: S104  # compared, not bound
    os.environ.setdefault("GROUNDSWELL_URL", f"http://{shown}:{port}")
    os.environ.setdefault("STATIC_MANIFEST", "1")
    # On a terminal the address and the sign-in link should stay in sight.
    os.environ.setdefault("LOG_LEVEL", "WARNING" if sys.stderr.isatty() else "INFO")
    if host == "0.0.0.0" and urlsplit(os.environ["GROUNDSWELL_URL"]).hostname == "127.0.0.1":  # noqa: S104
        print("Set GROUNDSWELL_URL to the address people use; others are refused.", file=sys.stderr)
    set_up()


def _check_port(host: str, port: int) -> None:
    """`Conflict` when somebody listens there already; the server itself would share the port and take turns."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Conflict(
                f"Cannot listen on {host}:{port}: {error.strerror}.",
                where="--port",
                cure="Stop what runs there, or choose another with --port.",
            ) from error


def _load_demo() -> None:
    from groundswell.accounts.models import Workspace
    from groundswell.cli.demo import load_demo

    if not Workspace.objects.exists():
        print("Loading the demo brand …", flush=True)
        load_demo()


def _greeting(address: str) -> str:
    from groundswell.accounts import queries, services

    owner = queries.first_owner()
    if owner is None:
        return (
            f"Groundswell runs at {address}\nThere is no workspace yet. In another terminal:\n"
            "  groundswell workspaces create SLUG --name NAME\n"
            "  groundswell users create EMAIL --workspace SLUG --role owner"
        )
    link = f"{address}/sign-in/{services.create_sign_in_link(user=owner)}"
    return f"Groundswell runs at {address}\nSign in once as {owner.email}, within 15 minutes:\n  {link}"

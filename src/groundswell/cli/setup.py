"""`groundswell workspaces|users|tokens create`: set-up without a browser."""

import getpass
import sys

import typer

from groundswell.cli.session import answer, start

commands = typer.Typer()
workspaces = typer.Typer(no_args_is_help=True, help="Workspaces, one per brand.")
users = typer.Typer(no_args_is_help=True, help="People.")
tokens = typer.Typer(no_args_is_help=True, help="API tokens.")
commands.add_typer(workspaces, name="workspaces")
commands.add_typer(users, name="users")
commands.add_typer(tokens, name="tokens")

JSON = typer.Option(False, "--json", help="One JSON document.")


@workspaces.command("create")
def create_workspace(
    slug: str,
    name: str = typer.Option(..., help="The brand's name."),
    currency: str = typer.Option("USD", help="What reports are in."),
    as_json: bool = JSON,
) -> None:
    """Make a workspace."""
    start()
    from groundswell.accounts import services

    made = services.create_workspace(slug=slug, name=name, currency=currency)
    answer(
        {"slug": made.slug, "name": made.name, "currency": made.currency},
        as_json=as_json,
        text=f"Made {made.name} at /w/{made.slug}/. Next: groundswell users create EMAIL --workspace {slug} --role owner",
    )


@users.command("create")
def create_user(
    email: str,
    workspace: str = typer.Option(..., help="Slug of the workspace."),
    role: str = typer.Option(..., help="owner, manager or analyst."),
    password: bool = typer.Option(
        False, "--password", help="Ask for a password, or read it from standard input in a pipe."
    ),
    as_json: bool = JSON,
) -> None:
    """Make a user, or give one a role in another workspace. Prints a link that signs them in once."""
    start()
    from django.conf import settings

    from groundswell.accounts import queries, services

    place = queries.workspace_named(workspace)
    user = services.create_user(email=email, workspace=place, role=role, password=_password() if password else None)
    link = f"{settings.PUBLIC_URL}/sign-in/{services.create_sign_in_link(user=user)}"
    answer(
        {"email": user.email, "workspace": place.slug, "role": role, "sign_in": link},
        as_json=as_json,
        text=f"{user.email} is {role} of {place.name}.\nSigns in once, within 15 minutes: {link}",
    )


@users.command("sign-in-link")
def sign_in_link(email: str, as_json: bool = JSON) -> None:
    """Print a link that signs a user in once, within 15 minutes, past password and second factor."""
    start()
    from django.conf import settings

    from groundswell.accounts import queries, services

    link = f"{settings.PUBLIC_URL}/sign-in/{services.create_sign_in_link(user=queries.user_named(email))}"
    answer({"email": email, "sign_in": link}, as_json=as_json, text=link)


@tokens.command("create")
def create_token(
    workspace: str = typer.Option(..., help="Slug of the workspace."),
    user: str = typer.Option(..., help="E-mail address of the member it acts for."),
    name: str = typer.Option("command line", help="What will use it."),
    scope: list[str] = typer.Option(["read", "write"], help="read or write; may be given twice."),
    as_json: bool = JSON,
) -> None:
    """Make an API token; it is printed once."""
    start()
    from groundswell.accounts import queries, services

    place, person = queries.workspace_named(workspace), queries.user_named(user)
    token = services.create_token(workspace=place, user=person, name=name, scopes=scope)
    answer(
        {"token": token, "workspace": place.slug, "user": person.email, "scopes": scope}, as_json=as_json, text=token
    )


def _password() -> str:
    """Asked for without echo on a terminal; the first line of the input in a pipe. `BadInput` when too weak."""
    from groundswell.accounts.models import User
    from groundswell.accounts.services.invitations import check_password

    given = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    check_password(given, User())
    return given

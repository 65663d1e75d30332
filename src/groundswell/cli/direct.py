"""`groundswell direct …`: direct messages by official interfaces."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "direct"
commands = typer.Typer(no_args_is_help=True, help="Direct messages on Mastodon and Bluesky, one person at a time.")


@commands.command("account")
def account(
    context: typer.Context,
    network: str = typer.Argument(help="mastodon or bluesky."),
    host: str = typer.Option("", help="Its server, such as toots.example; bsky.social when left out with Bluesky."),
    name: str = typer.Option("", help="Your handle; needed for Bluesky."),
    secret: str = typer.Option(..., envvar="DIRECT_SECRET", help="Token or app password; better by DIRECT_SECRET."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Try the keys of your own account and keep them."""
    workspace = workspace_of(context)
    from groundswell.outreach.services import save_direct_account

    row = save_direct_account(workspace=workspace, network=network, host=host, name=name, secret=secret)
    answer({"network": row.network, "handle": row.handle}, as_json=as_json, text=f"{row.handle} is let in.")


@commands.command("send")
def send(
    context: typer.Context,
    creator_id: int = typer.Argument(help="Id of the creator."),
    text: str = typer.Option(...),
    key: str = typer.Option(..., help="The same key never sends twice."),
    account_id: int = typer.Option(0, help="Id of the profile; the largest that can be reached when left out."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Send one message now; exit status 1 unless it was sent."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.outreach import queries, services

    creator = creator_of(workspace, creator_id)
    to = queries.reachable_one(workspace, creator, account_id or None)
    made = services.send_direct(workspace=workspace, creator=creator, account=to, text=text, idempotency_key=key)
    told = {"id": made.pk, "state": str(made.state), "error": made.error}
    answer(told, as_json=as_json, text=f"Message {made.pk}: {made.state} {made.error}".rstrip())
    if made.state != "sent":
        raise typer.Exit(1)


@commands.command("settle")
def settle(
    context: typer.Context,
    message_id: int = typer.Argument(help="Id of the message."),
    arrived: bool = typer.Option(..., "--arrived/--not-arrived"),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Say of a message in doubt whether it arrived."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries, services

    found = queries.direct_message_of(workspace, message_id)
    made = services.settle_direct(workspace=workspace, message=found, arrived=arrived)
    answer({"id": made.pk, "state": str(made.state)}, as_json=as_json, text=f"Message {made.pk}: {made.state}")

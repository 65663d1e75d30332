"""`groundswell mcp`."""

import typer

from groundswell.cli.session import workspace_of

commands = typer.Typer()


@commands.command()
def mcp(
    context: typer.Context,
    write: bool = typer.Option(False, "--write", help="Also offer the tools that add and change things."),
) -> None:
    """Speak the Model Context Protocol on standard input and output, so that an assistant can ask about a workspace."""
    workspace = workspace_of(context)
    from groundswell.api.assistants import Operator, assistant_server

    assistant_server(Operator(workspace), writing=write).run()

"""`groundswell sequences …`: a few steps over some days, for many people."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "sequences"
commands = typer.Typer(no_args_is_help=True, help="Sequences of mails and direct messages.")


@commands.command("list")
def list_sequences(context: typer.Context, as_json: bool = typer.Option(False, "--json")) -> None:
    """All sequences, and how many people are where."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries

    fields = ("id", "name", "state", "size", "active", "blocked", "done", "stopped")
    rows = list(queries.sequences(workspace).values(*fields))
    text = "\n".join(f"{row['id']:>4} {row['state']:<7} {row['name']}: {row['active']} under way" for row in rows)
    answer({"total": len(rows), "results": rows}, as_json=as_json, text=text or "No sequences.")


@commands.command("enrol")
def enrol(
    context: typer.Context,
    sequence: int = typer.Argument(help="Id of the sequence."),
    list_slug: str = typer.Option(..., "--list", help="Slug of a list of creators."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Put a list's people on a sequence; nobody goes through it twice."""
    workspace = workspace_of(context)
    from groundswell.creators.models import Creator
    from groundswell.outreach import queries, services
    from groundswell.relationships.queries import list_of

    people = Creator.objects.of(workspace).filter(lists=list_of(workspace, list_slug))
    made = services.enrol_creators(
        workspace=workspace, sequence=queries.sequence_of(workspace, sequence), creators=people
    )
    answer({"new": made.new, "already": made.already}, as_json=as_json, text=f"{made.new} new, {made.already} before.")


@commands.command("start")
def start_sequence(
    context: typer.Context,
    sequence: int = typer.Argument(help="Id of the sequence."),
    pause: bool = typer.Option(False, help="Pause it instead."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Let a sequence run, or pause it."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries, services

    found = queries.sequence_of(workspace, sequence)
    change = services.pause_sequence if pause else services.start_sequence
    change(workspace=workspace, sequence=found)
    answer({"id": found.pk, "state": found.state}, as_json=as_json, text=f"{found.name}: {found.state}")

"""`groundswell board …`: who is where, by command."""

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "board"
commands = typer.Typer(no_args_is_help=True, help="Stages, notes and next steps of creators.")


@commands.command("show")
def show(
    context: typer.Context,
    stage: str = typer.Option("", help="Only this stage."),
    text: str = typer.Option("", help="Only names, handles and notes that hold this."),
    overdue: bool = typer.Option(False, help="Only those whose next step is overdue."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """List the creators on the board."""
    workspace = workspace_of(context)
    from groundswell.relationships.exports import relationship_rows
    from groundswell.relationships.queries import Filters
    from groundswell.relationships.rules import known_stage

    chosen = Filters(stage=known_stage(stage) if stage else "", text=text, overdue=overdue)
    rows = list(relationship_rows(workspace, chosen, "stage"))
    lines = [f"{row['stage']:<16} {row['name']:<30} {row['next_step_on'] or '':<10} {row['next_step']}" for row in rows]
    answer({"total": len(rows), "results": rows}, as_json=as_json, text="\n".join(lines) or "Nobody.")


@commands.command("move")
def move(
    context: typer.Context,
    creator: int = typer.Argument(help="Id of the creator."),
    stage: str = typer.Argument(help="Stage to move to."),
    reason: str = typer.Option("", help="Why; kept with the creator."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Move a creator to a stage."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.relationships.services import move_stage

    row = move_stage(workspace=workspace, creator=creator_of(workspace, creator), stage=stage, reason=reason)
    answer({"creator": creator, "stage": row.stage}, as_json=as_json, text=f"{row.creator.name}: {row.stage}")


@commands.command("note")
def note(
    context: typer.Context,
    creator: int = typer.Argument(help="Id of the creator."),
    body: str = typer.Argument(help="The note."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Write a note on a creator."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.relationships.services import add_note

    made = add_note(workspace=workspace, creator=creator_of(workspace, creator), body=body)
    answer({"id": made.pk}, as_json=as_json, text=f"Note {made.pk}")

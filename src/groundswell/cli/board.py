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


@commands.command("timeline")
def timeline(
    context: typer.Context,
    creator: int = typer.Argument(help="Id of the creator."),
    group: str = typer.Option("", help="Only notes, board, messages, campaigns, posts or money."),
    limit: int = typer.Option(50, min=1, max=500),
    offset: int = typer.Option(0, min=0),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Tell everything that happened with a creator, the newest first."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.relationships import queries
    from groundswell.relationships.documents import timeline_document

    found = queries.timeline(workspace, creator_of(workspace, creator), group=group, limit=limit, offset=offset)
    lines = [f"{one.at:%Y-%m-%d %H:%M}  {one.group:<10} {one.text}" for one in found.entries]
    results = [timeline_document(one) for one in found.entries]
    answer(
        {"results": results, "more": found.more}, as_json=as_json, text="\n".join(lines) or "Nothing has happened yet."
    )


@commands.command("decisions")
def decisions(
    context: typer.Context,
    creator: int = typer.Argument(help="Id of the creator."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Tell every accept and refuse with its reason, over all campaigns."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.relationships.documents import decision_document
    from groundswell.relationships.queries import decisions_of

    rows = decisions_of(workspace, creator_of(workspace, creator))
    lines = [
        f"{row.at:%Y-%m-%d} {row.verdict} by {row.side}, {row.about}: {row.reason or 'no reason told'}" for row in rows
    ]
    answer(
        {"results": [decision_document(row) for row in rows]},
        as_json=as_json,
        text="\n".join(lines) or "Nothing was decided yet.",
    )


@commands.command("change")
def change(
    context: typer.Context,
    creators: list[int] = typer.Argument(help="Ids of the creators."),
    stage: str = typer.Option("", help="Stage to move to."),
    reason: str = typer.Option("", help="Why; kept with each of them."),
    owner: str | None = typer.Option(None, help="Address of a member; empty for nobody."),
    next_step: str | None = typer.Option(None),
    due: str | None = typer.Option(None, help="Day of the next step, like 2026-12-01."),
    tag: list[str] = typer.Option([], help="Added to their tags."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Change many creators at once, all or nothing."""
    workspace = workspace_of(context)
    from groundswell.relationships.services import change_many, chosen_creators

    given = {"owner": owner, "next_step": next_step, "next_step_on": due}
    found = change_many(
        workspace=workspace, creators=chosen_creators(workspace, creators), stage=stage, reason=reason, add_tags=list(tag),
        details={name: value for name, value in given.items() if value is not None},
    )  # fmt: skip
    answer(found._asdict(), as_json=as_json, text=f"{found.changed} changed, {found.unchanged} were so already.")


@commands.command("assess")
def assess(
    context: typer.Context,
    creator: int = typer.Argument(help="Id of the creator."),
    score: list[str] = typer.Option([], help='A criterion and 1 to 5: "Own voice=4".'),
    note: str = typer.Option("", help="Why."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Judge a creator's content by the rubric, or tell how it was judged."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.relationships import services
    from groundswell.relationships.documents import quality_document

    whom = creator_of(workspace, creator)
    if score:
        scores = {name.strip(): value for name, _, value in (one.rpartition("=") for one in score)}
        services.assess(workspace=workspace, creator=whom, scores=scores, note=note)
    found = quality_document(workspace, whom)
    told = f"{found['score']:.1f} of 5 by {found['judges']}" if found["judges"] else "Nobody judged it yet."
    answer(found, as_json=as_json, text=told)

"""`groundswell drafts`: handed in, read, approved or sent back."""

import sys

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "drafts"
commands = typer.Typer(no_args_is_help=True, help="Drafts before they are published.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command("list")
def list_drafts(
    context: typer.Context,
    campaign: str = typer.Option("", help="Slug."),
    state: str = typer.Option("", help="Only waiting, changes, approved or replaced."),
    as_json: bool = JSON,
) -> None:
    """Drafts, newest first."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of
    from groundswell.tracking.documents import draft_document
    from groundswell.tracking.queries import drafts_of

    chosen = campaign_of(workspace, campaign) if campaign else None
    documents = [draft_document(row) for row in drafts_of(workspace, campaign=chosen, state=state)]
    lines = [
        f"{d['id']:>6}  {d['state']:<9} {d['disclosure']['verdict']:<6}  {d['creator']:<28} v{d['version']} {d['caption'][:60]!r}"
        for d in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No drafts.")


@commands.command()
def submit(  # one per option
    context: typer.Context,
    deliverable: int = typer.Argument(help="Id of the deliverable."),
    caption: str = typer.Option("", help="The whole caption; - reads standard input."),
    surface: str = typer.Option("feed", help="feed, reel, story, …"),
    title: str = typer.Option(""),
    overlay_text: str = typer.Option("", help="Words on screen."),
    media_url: str = typer.Option("", help="Where the media can be seen."),
    as_json: bool = JSON,
) -> None:
    """Hand in a draft for a creator: disclosure and guidelines are checked at once."""
    workspace = workspace_of(context)
    from groundswell.disclosure.services import receive_draft
    from groundswell.tracking.documents import draft_document
    from groundswell.tracking.queries import deliverable_of
    from groundswell.tracking.services import DraftContent

    content = DraftContent(
        caption=sys.stdin.read() if caption == "-" else caption, surface=surface, title=title,
        overlay_text=overlay_text, media_url=media_url,
    )  # fmt: skip
    found = deliverable_of(workspace, deliverable)
    draft = receive_draft(deliverable=found, content=content, submitted_by="team")
    remarks = [f"  {f['severity']}: {f['message']}" for f in draft.disclosure["findings"]]
    remarks += [f"  {g['outcome']}: {g['kind']} {g['asked']}" for g in draft.guidelines]
    text = "\n".join([f"Draft {draft.pk}, version {draft.version}: {draft.disclosure['verdict']}.", *remarks])
    answer(draft_document(draft), as_json=as_json, text=text)


@commands.command()
def decide(
    context: typer.Context,
    draft: int = typer.Argument(help="Id of the draft."),
    decision: str = typer.Argument(help="approve or change."),
    note: str = typer.Option("", help="What should change; it stands on the creator's page."),
    as_json: bool = JSON,
) -> None:
    """Approve the newest draft, or ask for changes."""
    workspace = workspace_of(context)
    from groundswell.kit.errors import BadInput
    from groundswell.tracking.queries import draft_of
    from groundswell.tracking.services import decide_draft

    if decision not in ("approve", "change"):
        raise BadInput(f"“{decision}” is no decision.", where="decision", cure="One of: approve, change.")
    found = decide_draft(draft=draft_of(workspace, draft), approved=decision == "approve", note=note)
    answer({"id": found.pk, "state": found.state}, as_json=as_json, text=f"Draft {found.pk}: {found.state}.")


@commands.command()
def comment(
    context: typer.Context,
    draft: int = typer.Argument(help="Id of the draft."),
    text: str = typer.Argument(help="A word to the creator."),
    as_json: bool = JSON,
) -> None:
    """Say something about a draft; it shows on the creator's page."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import draft_of
    from groundswell.tracking.services import comment_draft

    said = comment_draft(deliverable=draft_of(workspace, draft).deliverable, text=text)
    answer({"id": said.pk}, as_json=as_json, text="Said.")

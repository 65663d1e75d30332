"""`groundswell posts`: handed in, placed, listed; and what is late."""

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "posts"
commands = typer.Typer(no_args_is_help=True, help="Posts of the programme.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command()
def submit(  # one per option
    context: typer.Context,
    participant: int = typer.Argument(help="Id, as campaigns participants shows it."),
    url: str = typer.Argument(help="Address of the post."),
    caption: str = typer.Option(help="The whole caption; - reads standard input."),
    surface: str = typer.Option("", help="feed, reel, story, …; told by the address when left out."),
    overlay_text: str = typer.Option("", help="The words on screen of a story or video."),
    published: datetime | None = typer.Option(None, help="When, in UTC."),
    as_json: bool = JSON,
) -> None:
    """Hand in a post: it is matched to what was agreed, and its disclosure is checked."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import participant_of
    from groundswell.disclosure.services import Shown, receive_post

    received = receive_post(
        participant=participant_of(workspace, participant),
        url=url,
        caption=sys.stdin.read() if caption == "-" else caption,
        submitted_by="team",
        surface=surface,
        shown=Shown(overlay_text=overlay_text or None),
        published_at=published.replace(tzinfo=UTC) if published else None,
    )
    match, check = received.match, received.check
    document = {
        "id": match.pk, "deliverable_id": match.deliverable_id, "also_answers": [one.pk for one in match.also.all()], "reasons": match.reasons, "verdict": check.verdict,
        "findings": check.findings,
    }  # fmt: skip
    where = "placed" if match.deliverable_id else "waits for a person"
    reasons = "".join(f"\n  {'+' if r['fits'] else '-'} {r['text']}" for r in match.reasons)
    remarks = "".join(f"\n  {finding['severity']}: {finding['message']}" for finding in check.findings)
    answer(document, as_json=as_json, text=f"Post {match.pk}: {where}.{reasons}\nDisclosure: {check.verdict}.{remarks}")


@commands.command("list")
def list_posts(
    context: typer.Context,
    campaign: str = typer.Option("", help="Slug."),
    unmatched: bool = typer.Option(False, "--unmatched", help="Only those that wait for a person."),
    verdict: str = typer.Option("", help="Only pass, fail or review."),
    as_json: bool = JSON,
) -> None:
    """Posts handed in, newest first, with their newest verdict."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of
    from groundswell.disclosure.queries import with_verdict
    from groundswell.tracking.queries import posts_of

    chosen = campaign_of(workspace, campaign) if campaign else None
    rows = with_verdict(posts_of(workspace, campaign=chosen, unmatched=unmatched), verdict=verdict)
    documents: list[dict[str, Any]] = [
        {
            "id": row.pk, "creator": row.participant.creator.name, "campaign": row.participant.campaign.slug,
            "url": row.post.url, "deliverable_id": row.deliverable_id, "reasons": row.reasons, "verdict": row.verdict,  # type: ignore[attr-defined]  # annotated
        }
        for row in rows
    ]  # fmt: skip
    lines = [
        f"{d['id']:>6}  {d['verdict'] or '-':<7} {'placed' if d['deliverable_id'] else 'waits':<7} {d['creator']:<28} {d['url']}"
        for d in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No posts.")


@commands.command()
def place(
    context: typer.Context,
    post: int = typer.Argument(help="Id of the post."),
    deliverable: int = typer.Argument(help="Id of the deliverable it answers."),
    as_json: bool = JSON,
) -> None:
    """Decide which deliverable a post answers."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import deliverable_of, post_match_of
    from groundswell.tracking.services import place_post

    place_post(match=post_match_of(workspace, post), deliverable=deliverable_of(workspace, deliverable))
    answer({"post": post, "deliverable": deliverable}, as_json=as_json, text="Placed.")


@commands.command()
def late(
    context: typer.Context,
    campaign: str = typer.Option("", help="Slug."),
    only: str = typer.Option("", help="Only late, missed or ghosted ones."),
    as_json: bool = JSON,
) -> None:
    """Agreed posts that are past their date."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of
    from groundswell.kit import clock
    from groundswell.tracking.queries import late_deliverables
    from groundswell.tracking.rules.overdue import standing

    chosen = campaign_of(workspace, campaign) if campaign else None
    documents = [
        {
            "id": row.pk, "creator": row.participant.creator.name, "campaign": row.participant.campaign.slug,
            "platform": row.platform, "activity": row.activity, "due_on": str(row.due_on),
            "standing": standing(row.due_on, clock.today()), "participant": row.participant.state,
        }
        for row in late_deliverables(workspace, today=clock.today(), campaign=chosen, only=only)
    ]  # fmt: skip
    lines = [
        f"{d['id']:>6}  {d['standing']:<7} {d['due_on']}  {d['creator']:<28} {d['platform']} {d['activity']}"
        for d in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "Nothing is late.")


@commands.command()
def readings(context: typer.Context, post: int = typer.Argument(help="Id of the post."), as_json: bool = JSON) -> None:
    """A post's figures by age, beside the creator's own normal at the same age; and what is odd about it."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import curve_document, curve_of, post_match_of

    curve = curve_of(workspace, post_match_of(workspace, post).post)
    lines = [
        f"{one.age:<9} {'—' if one.value is None else f'{one.value:,.0f}':>9}  "
        + (f"usual {one.normal.median:,.0f} ({one.normal.low:,.0f}–{one.normal.high:,.0f}, n={one.normal.n})" if one.normal else "")
        + f"  {one.standing}"
        for one in curve.ages
    ]  # fmt: skip
    text = "\n".join([*lines, *([curve.why] if curve.why else []), *(f"! {sign}" for sign in curve.signs)])
    answer(curve_document(curve), as_json=as_json, text=text or "Nothing was read yet.")


@commands.command()
def calendar(
    context: typer.Context,
    days: int = typer.Option(30, min=1, max=366, help="From today on."),
    campaign: str = typer.Option("", help="Slug."),
    as_json: bool = JSON,
) -> None:
    """What is due in the next days, with what clashes."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of
    from groundswell.kit import clock
    from groundswell.tracking.queries import calendar_entries

    today, chosen = clock.today(), campaign_of(workspace, campaign) if campaign else None
    found = calendar_entries(workspace, first=today, last=today + timedelta(days=days), today=today, campaign=chosen)
    documents: list[dict[str, Any]] = [
        {
            "id": one.deliverable.pk, "day": str(one.day), "what": one.label, "platform": one.deliverable.platform,
            "campaign": one.deliverable.participant.campaign.slug, "standing": one.standing, "clashes": list(one.clashes),
        }
        for one in found
    ]  # fmt: skip
    lines = [
        f"{d['day']}  {d['standing']:<9} {d['what']}" + "".join(f"\n    ! {why}" for why in d["clashes"])
        for d in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "Nothing is due.")


@commands.command()
def move(
    context: typer.Context,
    deliverable: int = typer.Argument(help="Its id."),
    state: str = typer.Argument(help="planned, draft, approved, verified or paid."),
    as_json: bool = JSON,
) -> None:
    """Take a deliverable to its next step."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import deliverable_of
    from groundswell.tracking.services import move_deliverable

    moved = move_deliverable(deliverable=deliverable_of(workspace, deliverable), state=state)
    answer({"id": moved.pk, "state": moved.state}, as_json=as_json, text=f"It is {moved.state} now.")


@commands.command()
def extend(
    context: typer.Context,
    deliverable: int = typer.Argument(help="Its id, as posts late shows it."),
    until: datetime = typer.Argument(help="The new last day.", formats=["%Y-%m-%d"]),
    as_json: bool = JSON,
) -> None:
    """Give a creator more time; what was missed is planned again."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import deliverable_of
    from groundswell.tracking.services import extend_deliverable

    moved = extend_deliverable(deliverable=deliverable_of(workspace, deliverable), due_on=until.date())
    document = {"id": moved.pk, "state": moved.state, "due_on": str(moved.due_on)}
    answer(document, as_json=as_json, text=f"It may come until {moved.due_on}.")

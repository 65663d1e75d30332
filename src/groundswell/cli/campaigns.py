"""`groundswell campaigns`: campaigns and who takes part."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import typer

from groundswell.cli.session import answer, opened, workspace_of
from groundswell.kit.errors import BadInput

NAME = "campaigns"
commands = typer.Typer(no_args_is_help=True, help="Campaigns and who takes part.")
JSON = typer.Option(False, "--json", help="One JSON document.")
DAY = ["%Y-%m-%d"]


@commands.command("list")
def list_campaigns(context: typer.Context, as_json: bool = JSON) -> None:
    """Every campaign with its progress."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_cards

    cards = campaign_cards(workspace)
    documents = [
        {
            "slug": card.campaign.slug, "name": card.campaign.name, "state": card.campaign.state,
            "participants": card.participants, "deliverables": card.deliverables,
            "spent": card.spent, "budget": card.campaign.budget, "currency": card.campaign.currency,
        }
        for card in cards
    ]  # fmt: skip
    lines = [
        f"{card.campaign.slug:<30} {card.campaign.state:<8} {card.people:>4} creators  "
        f"{card.posts_done} of {card.posts_agreed} posts  {card.spent} {card.campaign.currency}"
        for card in cards
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No campaign yet: groundswell campaigns create NAME")


@commands.command()
def create(  # one per option
    context: typer.Context,
    name: str = typer.Argument(help="As creators see it."),
    slug: str = typer.Option("", help="Made of the name when left out."),
    budget: str = typer.Option("", help="Such as 5000."),
    currency: str = typer.Option("", help="Three letters; the workspace's own when left out."),
    landing_url: str = typer.Option("", help="Where creators' links lead."),
    hashtag: str = typer.Option("", help="Without #."),
    brand_handle: str = typer.Option("", help="Without @."),
    jurisdiction: list[str] = typer.Option([], help="Where the audience lives, such as US; repeatable."),
    starts: datetime | None = typer.Option(None, formats=DAY),
    ends: datetime | None = typer.Option(None, formats=DAY),
    commission: str = typer.Option("", help="Share of net sales, such as 0.1."),
    as_json: bool = JSON,
) -> None:
    """A new campaign."""
    workspace = workspace_of(context)
    from groundswell.campaigns.services import CampaignFacts, create_campaign

    facts = CampaignFacts(
        name=name, currency=currency.upper(), landing_url=landing_url, hashtag=hashtag, brand_handle=brand_handle,
        jurisdictions=tuple(jurisdiction), budget=decimal_of(budget, "--budget"),
        commission_rate=decimal_of(commission, "--commission"),
        starts_on=starts.date() if starts else None, ends_on=ends.date() if ends else None,
    )  # fmt: skip
    made = create_campaign(workspace=workspace, facts=facts, slug=slug)
    answer({"slug": made.slug, "name": made.name}, as_json=as_json, text=f"Made the campaign {made.slug}.")


@commands.command()
def add(
    context: typer.Context,
    slug: str = typer.Argument(help="The campaign."),
    creators: list[int] = typer.Argument(help="Ids of creators."),
    as_json: bool = JSON,
) -> None:
    """Add creators to a campaign; those already there are left as they are."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of
    from groundswell.campaigns.services import add_participants
    from groundswell.creators.queries import creator_of

    chosen = [creator_of(workspace, pk) for pk in creators]
    added = add_participants(workspace=workspace, campaign=campaign_of(workspace, slug), creators=chosen)
    answer({"added": added, "already_there": len(chosen) - added}, as_json=as_json, text=f"{added} added.")


@commands.command()
def participants(
    context: typer.Context, slug: str = typer.Argument(help="The campaign."), as_json: bool = JSON
) -> None:
    """Who takes part, with their page, link and code."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of, own_page_address, participants_of

    documents: list[dict[str, Any]] = [
        {
            "id": row.pk, "creator_id": row.creator_id, "name": row.creator.name, "state": row.state,
            "page": own_page_address(row), "link": row.link.slug if row.link else None,
            "code": row.code.code if row.code else None,
        }
        for row in participants_of(campaign_of(workspace, slug))
    ]  # fmt: skip
    lines = [f"{d['id']:>6}  {d['state']:<10} {d['name']:<28} {d['code'] or '-':<14} {d['page']}" for d in documents]
    answer(documents, as_json=as_json, text="\n".join(lines) or "Nobody yet.")


@commands.command()
def guidelines(
    context: typer.Context,
    slug: str = typer.Argument(help="The campaign."),
    publish: Path | None = typer.Option(None, help='File with {"brief", "items": [{"kind", "value"}]}; - is input.'),
    as_json: bool = JSON,
) -> None:
    """Brief and guidelines as they hold; --publish makes the next version."""
    workspace = workspace_of(context)
    from groundswell.campaigns.documents import guidelines_document, read_guidelines_document
    from groundswell.campaigns.queries import campaign_of, current_guidelines
    from groundswell.campaigns.services import publish_guidelines
    from groundswell.disclosure.jurisdictions import PLACES

    campaign = campaign_of(workspace, slug)
    version = current_guidelines(campaign)
    if publish is not None:
        with opened(str(publish)) as file:
            brief, items = read_guidelines_document(file.read())
        version = publish_guidelines(campaign=campaign, brief=brief, items=items, places=tuple(PLACES))
    document = guidelines_document(version)
    lines = [f"  {item['label']}: {item['words']}" for item in document["items"]]
    head = f"Version {document['version']}\n{document['brief']}" if version else "No guidelines yet."
    answer(document, as_json=as_json, text="\n".join([head, *lines]))


@commands.command()
def kept(
    context: typer.Context,
    slug: str = typer.Argument(help="The campaign."),
    out: Path | None = typer.Option(None, "--out", "-o", help="Write a .csv, .xlsx or .jsonl file instead."),
    as_json: bool = JSON,
) -> None:
    """How the guidelines were kept: what was agreed and what was done, item by item with evidence."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of
    from groundswell.kit import clock
    from groundswell.kit.tables import write_table
    from groundswell.reports.queries import GUIDELINE_COLUMNS, guideline_report, guideline_rows

    rows = list(guideline_rows(guideline_report(campaign_of(workspace, slug), today=clock.today())))
    if out is not None:
        out.write_bytes(write_table(rows, GUIDELINE_COLUMNS, out.suffix.lstrip(".").lower()))
        answer({"file": str(out)}, as_json=as_json, text=f"Wrote {out}")
        return
    lines = [f"{r['outcome']:<8} {r['creator']:<28} {r['kind']} {r['asked']}: {r['evidence']}" for r in rows]
    answer(rows, as_json=as_json, text="\n".join(lines) or "Nothing was agreed yet.")


@commands.command()
def plan(  # one per option
    context: typer.Context,
    candidates: str = typer.Option("", help="CSV: id, price, engagement_rate, and platform, niche if known."),
    audience: str = typer.Option("", help="CSV: candidate, person, and weight if known; - reads standard input."),
    from_list: str = typer.Option("", "--list", help="Instead of files: the creators on this list."),
    search: str = typer.Option("", help="Instead of files: whom this saved search finds."),
    make_creators: bool = typer.Option(False, "--make-creators", help="First make creators of whom the search finds."),
    persona: str = typer.Option("", help="Only followers of this persona count; with --list or --search."),
    brand: str = typer.Option("", help="What it is for: who agreed not to post for it is kept out."),
    quote: list[str] = typer.Option([], help="What a creator asks, ID=PRICE; repeatable; with --list or --search."),
    swap: int | None = typer.Option(None, help="A creator of the set: who could come instead, and the loss."),
    budget: str = typer.Option(..., help="Such as 5000; no plan costs a cent more."),
    max_creators: int | None = typer.Option(None, help="No more than so many."),
    min_per_niche: int = typer.Option(0, help="At least so many of every niche among the candidates."),
    max_per_niche: int | None = typer.Option(None, help="No more than so many of one niche."),
    max_per_platform: int | None = typer.Option(None, help="No more than so many of one platform."),
    require: list[str] = typer.Option([], help="The id of a must-have; repeatable."),
    exclude: list[str] = typer.Option([], help="The id of one who must not be chosen; repeatable."),
    apart: list[str] = typer.Option([], help="Ids with commas, such as A,B: no more than one of them; repeatable."),
    seconds: float = typer.Option(20.0, min=0.0, help="How long to look for a proof on up to 2,000 candidates."),
    as_json: bool = JSON,
) -> None:
    """The best set under a budget: the most unique engaged people, with a proven bound. Candidates come from two files, or
    from the workspace's own lists and saved searches."""
    from groundswell.cli.planning import files_wanted, own_plan, own_text, pairs_of, plan_text

    money = decimal_of(budget, "--budget")
    if money is None:
        raise BadInput("A plan needs a budget.", where="--budget", cure="Write it like 5000.")
    if not files_wanted((candidates, audience), (from_list, search), (persona, brand, quote, swap, make_creators)):
        own = own_plan(
            workspace_of(context), make_creators=make_creators, quote=quote, require=require, exclude=exclude, apart=apart,
            budget=money, list=from_list, search=search, persona=persona, brand=brand, max_creators=max_creators,
            min_per_niche=min_per_niche, max_per_niche=max_per_niche, max_per_platform=max_per_platform, swap=swap,
        )  # fmt: skip
        answer(own, as_json=as_json, text=own_text(own))
        return
    from groundswell.campaigns.planner import Limits, build_problem
    from groundswell.campaigns.planner import plan as best_plan
    from groundswell.campaigns.planner.reading import read_audience, read_candidates

    limits = Limits(
        money, max_creators=max_creators, min_per_niche=min_per_niche, max_per_niche=max_per_niche,
        max_per_platform=max_per_platform, require=require, exclude=exclude, clashes=pairs_of(apart),
    )  # fmt: skip
    with opened(candidates) as file:
        people = read_candidates(file)
    with opened(audience) as file:
        followers, strangers = read_audience(file, people)
    if strangers:
        typer.echo(f"{strangers:,} rows of the audience name no candidate; they are left out.", err=True)
    found = best_plan(build_problem(people, followers, limits), seconds)
    answer(found.as_dict(), as_json=as_json, text=plan_text(found))


def decimal_of(text: str, where: str) -> Decimal | None:
    """The number, None when empty; BadInput names the option."""
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadInput(f"“{text}” is no number.", where=where, cure="Write it like 1250.50.")
    return number

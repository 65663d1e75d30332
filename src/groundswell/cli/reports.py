"""`groundswell reports`: what the programme cost and brought."""

from datetime import date
from pathlib import Path

import typer

from groundswell.cli.session import answer, opened, workspace_of
from groundswell.kit.errors import BadInput

NAME = "reports"
commands = typer.Typer(no_args_is_help=True, help="What the programme cost and brought.")


@commands.command()
def roi(
    context: typer.Context,
    campaign: str = typer.Option("", help="Slug of one campaign; all of them when left out."),
    first: str = typer.Option("", help="First day, as 2026-05-01; all days when left out."),
    last: str = typer.Option("", help="Last day."),
    out: Path | None = typer.Option(None, "--out", "-o", help="Write a .pdf, .csv or .xlsx file instead."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Spend, orders, net revenue and ROI per creator and campaign."""
    workspace = workspace_of(context)
    from groundswell.reports import files, queries, sentences
    from groundswell.reports.period import period_of
    from groundswell.reports.queries.signs import beside
    from groundswell.reports.signs.sign import sign_lines

    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    report = queries.roi(workspace=workspace, campaign=chosen, period=period_of(first, last))
    told = beside(report, workspace, chosen)
    if out is not None:
        out.write_bytes(files.write_report(report, out.suffix.lstrip(".").lower(), told))
        answer({"file": str(out)}, as_json=as_json, text=f"Wrote {out}")
        return
    text = "\n".join([sentences.as_text(report), "", *sign_lines(told.signs)])
    answer({**report.as_dict(), "signs": told.as_dicts(workspace.slug)}, as_json=as_json, text=text)


@commands.command()
def worth(
    context: typer.Context,
    campaign: str = typer.Option("", help="Slug of one campaign; all of them when left out."),
    first: str = typer.Option("", help="First day, as 2026-05-01; all days when left out."),
    last: str = typer.Option("", help="Last day."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """The army of creators against one giant for the same money, and earned media value: what rests on assumptions."""
    workspace = workspace_of(context)
    from groundswell.reports import queries
    from groundswell.reports.period import period_of
    from groundswell.reports.queries.worth import worth as told

    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    found, _ = told(workspace=workspace, campaign=chosen, period=period_of(first, last))
    answer(found.as_dict(), as_json=as_json, text=found.as_text())


@commands.command()
def assume(
    context: typer.Context,
    key: str = typer.Argument(help="As `reports worth` names it: likes, giant_price."),
    low: str = typer.Option("", help="The low end; left out, what is published speaks again."),
    high: str = typer.Option("", help="The high end; the low one when left out."),
    source: str = typer.Option("", help="Who says so."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Assume something else than what is published, in the workspace's currency."""
    workspace = workspace_of(context)
    from groundswell.reports import services
    from groundswell.reports.worth.assumed import decimal_of

    ends = decimal_of(low, "low"), decimal_of(high, "high")
    services.assume(workspace=workspace, key=key, low=ends[0], high=ends[1], source=source)
    answer({"key": key, "low": low or None, "high": high or low or None}, as_json=as_json, text=f"{key}: changed")


@commands.command()
def glance(
    context: typer.Context,
    days: int = typer.Option(1, min=1, max=90, help="How far back posts are listed; 1 is today."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """The programme at a glance: posts, what is late, broken rules, spend against budget, best and worst."""
    workspace = workspace_of(context)
    from groundswell.kit import clock
    from groundswell.reports import glance as glancing

    seen = glancing.glance(workspace, today=clock.today(), days=days)
    answer(glancing.glance_dict(seen), as_json=as_json, text=glancing.glance_text(seen))


@commands.command()
def fee(
    context: typer.Context,
    creator: int = typer.Argument(help="A creator's number."),
    campaign: str = typer.Option("", help="Slug: its currency and countries count."),
    posts: int = typer.Option(1, min=1, max=100),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Suggest a fee from the cost per engaged person of past deals, with its range and why."""
    workspace = workspace_of(context)
    from groundswell.creators.queries.creators import creator_of
    from groundswell.reports import fees, queries

    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    found = fees.suggested_fee(workspace, creator_of(workspace, creator), campaign=chosen, posts=posts)
    answer(fees.fee_dict(found), as_json=as_json, text=fees.fee_text(found))


@commands.command()
def digest(
    context: typer.Context,
    email: str = typer.Argument(help="Of a member."),
    wanted: bool = typer.Option(True, "--on/--off"),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Mail a member the glance every Monday, or no more."""
    workspace = workspace_of(context)
    from groundswell.accounts.queries import user_named
    from groundswell.reports.glance.digest import set_digest

    set_digest(workspace=workspace, user=user_named(email), wanted=wanted)
    answer(
        {"email": email, "wanted": wanted}, as_json=as_json, text=f"{email}: {'every Monday' if wanted else 'no more'}"
    )


@commands.command()
def attribution(
    context: typer.Context,
    campaign: str = typer.Option("", help="Slug of one campaign; all of them when left out."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Seven attribution models side by side: what each credits to whom."""
    workspace = workspace_of(context)
    from groundswell.reports import queries
    from groundswell.reports.journeys.words import models_text

    chosen = queries.campaign_of(workspace, campaign) if campaign else None
    report = queries.attribution_models(workspace=workspace, campaign=chosen)
    answer(report.as_dict(), as_json=as_json, text=models_text(report))


@commands.command()
def lift(
    file: str = typer.Argument(help="CSV date,y and any controls, one row a day; - reads standard input."),
    start: str = typer.Option("", help="First day of the campaign, as 2026-05-31."),
    regions: bool = typer.Option(
        False, "--regions", help="The controls are regions without the campaign, in y's unit: compare with them, too."
    ),
    ahead: int = typer.Option(
        0, min=0, help="Before the launch: what a campaign of so many days must bring to be seen."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """A daily series → what the campaign added, with its 95 % interval, or that it cannot be told."""
    from groundswell.reports.lift import effect, outlook, outlook_words, panel, words
    from groundswell.reports.lift.series import read_series

    first = _first_day(start, ahead)
    with opened(file) as source:
        series = read_series(source)
    if first is None:
        seen = outlook.outlook(series, ahead)
        answer(seen.as_dict(), as_json=as_json, text=outlook_words.outlook_text(seen))
        return
    found = effect.lift(series, first)
    compared = panel.regions_of(series, found.pre_days) if regions else []
    document = found.as_dict() | ({"regions": [one.as_dict() for one in compared]} if regions else {})
    answer(document, as_json=as_json, text="\n".join([words.lift_text(found), *words.region_lines(compared)]))


@commands.command()
def traffic(
    context: typer.Context,
    start: str = typer.Option(..., help="First day of the campaign, as 2026-05-31."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Visits of landing pages since a day, against their own days before; no money, and no sum over sources."""
    workspace = workspace_of(context)
    from groundswell.reports import queries
    from groundswell.reports.traffic.words import trend_line

    first = _first_day(start, 0)
    rows = queries.landing_trends(workspace, first) if first else []
    text = "\n".join(trend_line(row) for row in rows) or "No visits were told since then."
    answer({"landing_pages": [row.as_dict() for row in rows]}, as_json=as_json, text=text)


def _first_day(start: str, ahead: int) -> date | None:
    """The start asked for; None when the question is about a campaign ahead."""
    if bool(start) == bool(ahead):
        raise BadInput(
            "Either the start of the campaign or its length ahead must be given.",
            where="--start",
            cure="--start 2026-05-31, or --ahead 28 before the launch.",
        )
    if ahead:
        return None
    try:
        return date.fromisoformat(start)
    except ValueError as error:
        raise BadInput(f"“{start}” is no date.", where="--start", cure="Write it as 2026-05-31.") from error

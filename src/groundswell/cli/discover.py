"""`groundswell discover …`: finding people."""

import sys
from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.following import affinity, candidates, co_followed, niches
from groundswell.cli.session import answer, workspace_of

if TYPE_CHECKING:
    from groundswell.discovery.answer import Result, SearchAnswer

NAME = "discover"
commands = typer.Typer(no_args_is_help=True, help="Find the right people.")
for verb in (affinity, niches, co_followed, candidates):
    commands.command()(verb)


@commands.callback()
def group() -> None:
    """Find the right people."""


@commands.command()
def search(
    context: typer.Context,
    query: str = typer.Option(..., help="The query as JSON; - reads it from standard input."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Search profiles; the same query as POST /api/v1/discovery/search."""
    workspace = workspace_of(context)
    from groundswell.discovery.finding import find
    from groundswell.discovery.language import read_query

    found = find(workspace, read_query(sys.stdin.read() if query == "-" else query))
    answer(found.as_dict(), as_json=as_json, text=_table(found))


@commands.command()
def compare(
    context: typer.Context,
    accounts: list[int] = typer.Argument(metavar="ACCOUNT…", help="Two to five ids, as search --json shows them."),
    persona: str = typer.Option("", help="Adds the fit to this persona."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """The same figures of two to five accounts, side by side."""
    workspace = workspace_of(context)
    from dataclasses import asdict

    from groundswell.discovery.lookups.comparing import compare as compared

    documents = [
        {
            "account": one.account.pk, "platform": one.account.platform, "handle": one.account.handle, "tier": one.tier,
            "followers": asdict(one.followers), "engagement_rate": asdict(one.engagement), "growth": asdict(one.growth),
            "sponsored_share": asdict(one.sponsored), "fit": asdict(one.fit) if one.fit else None,
            "audience": {name: asdict(crowd) for name, crowd in one.audience.items()},
        }
        for one in compared(workspace, accounts, persona)
    ]  # fmt: skip
    answer(documents, as_json=as_json, text="\n".join(map(_compared_line, documents)))


@commands.command()
def alike(
    context: typer.Context,
    account: int = typer.Argument(help="Id, as search --json shows it."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Accounts whose audience is like this one's, the nearest first."""
    workspace = workspace_of(context)
    from groundswell.discovery.lookups.alike import account_seen, alike_by_audience

    found = alike_by_audience(workspace, account_seen(workspace, account))
    results = [
        {
            "account": one.account.pk, "platform": one.account.platform, "handle": one.account.handle,
            "distance": one.distance.value, "by": one.distance.by,
        }
        for one in found.found
    ]  # fmt: skip
    lines = [f"{d['distance']:.2f}  {d['platform']:<10} @{d['handle']}" for d in results]
    lines.append(f"{found.compared} compared of {found.known} whose audience is known")
    document = {"dimensions": found.own, "compared": found.compared, "known": found.known, "results": results}
    answer(document, as_json=as_json, text="\n".join(lines))


@commands.command()
def hashtags(
    context: typer.Context,
    days: int = typer.Option(30, help="7, 14, 30 or 90."),
    text: str = typer.Option("", help="Letters in the tag."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Hashtags now against as many days before: who took them up, who dropped them."""
    workspace = workspace_of(context)
    from dataclasses import asdict

    from groundswell.discovery.trends.queries import explore

    found = explore(workspace, days=days, text=text)
    lines = [f"{tag.accounts:>6}  {tag.trend:<11} #{tag.tag}" for tag in found.tags]
    answer(asdict(found), as_json=as_json, text="\n".join(lines) or "No hashtags.")


@commands.command("without-account")
def people_without_account(
    context: typer.Context,
    text: str = typer.Option("", help="In name, e-mail, city or topics."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """The workspace's people of whom no account is known: search cannot find them."""
    workspace = workspace_of(context)
    from groundswell.discovery.accountless import without_account

    rows = [{"id": row.pk, "name": row.name, "email": row.email} for row in without_account(workspace, text)]
    answer(
        rows, as_json=as_json, text="\n".join(f"{d['id']:>6}  {d['name']:<28} {d['email']}" for d in rows) or "Nobody."
    )


def _compared_line(one: dict[str, Any]) -> str:
    followers, rate = one["followers"]["value"], one["engagement_rate"]["value"]
    size = "—" if followers is None else f"{followers:,.0f}"
    engagement = "—" if rate is None else f"{rate:.1%}"
    fit = "" if one["fit"] is None else f"  fit {one['fit']['score']} ({one['fit']['low']}–{one['fit']['high']})"
    return f"{one['platform']:<10} {size:>12} {engagement:>7}{fit}  @{one['handle']}"


def _table(found: "SearchAnswer") -> str:
    lines = [f"{found.total:,} found in {found.took_ms:.0f} ms", *map(_line, found.results)]
    lines += [f"{name}: " + ", ".join(f"{v} {n:,}" for v, n in counts.items()) for name, counts in found.facets.items()]
    return "\n".join(lines)


def _line(result: "Result") -> str:
    account = result.account
    followers = "?" if account.followers is None else f"{account.followers:,}"
    who = f"@{account.handle}" if account.handle else account.name
    fit = "" if result.fit_range is None else f"  fit {result.fit:.0f} ({result.fit_range[0]}–{result.fit_range[1]})"
    return f"{account.platform:<10} {followers:>12}  {who}{fit}  {'; '.join(result.why)}".rstrip()

"""`groundswell audience …`: who follows."""

from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.session import answer, opened, workspace_of

if TYPE_CHECKING:
    from groundswell.creators.audience.estimate import AudienceEstimate

NAME = "audience"
commands = typer.Typer(no_args_is_help=True, help="Who follows.")
TOP = 8
SLICE = 60.0
CREATOR = typer.Argument(metavar="CREATOR", help="The creator's id.")
ACCOUNT = typer.Option(None, help="The id of one of their accounts; the one with most followers when left out.")


@commands.callback()
def group() -> None:
    """Who follows."""


@commands.command()
def estimate(
    file: str = typer.Argument(help="CSV or JSON Lines: name, bio, location, text, language; - reads standard input."),
    population: int = typer.Option(None, "--followers", min=1, help="How many followers there are in all."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """A sample of followers → who the audience is, with 95 % intervals and what cannot be told."""
    from groundswell.creators.audience.estimate import estimate_audience
    from groundswell.creators.audience.reading import read_followers
    from groundswell.creators.audience.tally import Tally
    from groundswell.kit import clock

    tally, year = Tally(), clock.now().year
    with opened(file) as source:
        for follower in read_followers(source):
            tally.add(follower, year)
    found = estimate_audience(tally, population)
    answer(found.as_dict(), as_json=as_json, text=_table(found))


@commands.command()
def show(
    context: typer.Context,
    creator: int = CREATOR,
    account: int | None = ACCOUNT,
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Who follows a creator: every source's figures with intervals, and signs on the audience's quality."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import account_of, audience_document, creator_of

    document = audience_document(workspace, account_of(creator_of(workspace, creator), account))
    answer(document, as_json=as_json, text=_known(document))


@commands.command()
def sample(
    context: typer.Context,
    creator: int = CREATOR,
    account: int | None = ACCOUNT,
    width: float = typer.Option(0.1, help="Of the widest 95 % interval: 0.1 is ±5 points."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Estimate a creator's audience from followers drawn evenly; broken off, it goes on where it was.

    Exit status 1 when the network's limits are reached first or it came to nothing.
    """
    workspace = workspace_of(context)
    from groundswell.creators.network import advance_sample, begin_sample
    from groundswell.creators.queries import account_of, creator_of, sample_document

    begun = begin_sample(account=account_of(creator_of(workspace, creator), account), width=width)
    while advance_sample(sample=begun, seconds=SLICE) and begun.wait_until is None:
        pass
    document = sample_document(begun)
    done = begun.state == begun.State.DONE
    text = f"{document['asked']} profiles of {begun.listed:,} followers read." if done else begun.message
    answer(document, as_json=as_json, text=text)
    raise typer.Exit(int(not done))


@commands.command()
def comments(
    context: typer.Context,
    creator: int = CREATOR,
    account: int | None = ACCOUNT,
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Read who answers a creator's newest posts: do the same people say little, soon, under many?"""
    workspace = workspace_of(context)
    from groundswell.creators.network import read_comments
    from groundswell.creators.queries import account_of, comments_document, creator_of

    document = comments_document(read_comments(account=account_of(creator_of(workspace, creator), account)))
    share = document["share"]
    told = "cannot tell" if share is None else f"{share:.1%} alike ({document['low']:.1%} to {document['high']:.1%})"
    text = f"{document['comments']} comments under {document['posts']} posts: {told}."
    answer(document, as_json=as_json, text=text)


def _table(found: "AudienceEstimate") -> str:
    lines = [f"{found.sample:,} followers"]
    for name, coverage in found.coverage.items():
        note = found.notes.get(name, "")
        lines += ["", f"{name}: told for {coverage:.0%}" + (f"  ({note})" if note else "")]
        for figure in found.of(name)[:TOP]:
            low, high = figure.low or 0.0, figure.high or 0.0
            lines.append(f"  {figure.value:<24} {figure.share:>6.1%}  {low:.1%} to {high:.1%}")
    return "\n".join(lines)


def _known(document: dict[str, Any]) -> str:
    lines = []
    for name, one in document["dimensions"].items():
        sample = "" if one["sample"] is None else f", sample {one['sample']:,}"
        lines += [f"{name}: {one['source']}, {one['observed_at']:%Y-%m-%d}{sample}"]
        for share in one["shares"][:TOP]:
            bounds = "" if share["low"] is None else f"  {share['low']:.1%} to {share['high']:.1%}"
            lines.append(f"  {share['value']:<24} {share['share']:>6.1%}{bounds}")
        lines += [
            f"  disagrees: {clash['value']} {clash['other']:.1%} by {clash['other_source']}"
            for clash in one["disagreements"]
        ]
    return "\n".join(lines) or "Nothing is known of this audience yet."

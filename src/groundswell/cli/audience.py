"""`groundswell audience …`: who follows."""

from typing import TYPE_CHECKING

import typer

from groundswell.cli.session import answer, opened

if TYPE_CHECKING:
    from groundswell.creators.audience.estimate import AudienceEstimate

NAME = "audience"
commands = typer.Typer(no_args_is_help=True, help="Who follows.")
TOP = 8


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


def _table(found: "AudienceEstimate") -> str:
    lines = [f"{found.sample:,} followers"]
    for name, coverage in found.coverage.items():
        note = found.notes.get(name, "")
        lines += ["", f"{name}: told for {coverage:.0%}" + (f"  ({note})" if note else "")]
        for figure in found.of(name)[:TOP]:
            low, high = figure.low or 0.0, figure.high or 0.0
            lines.append(f"  {figure.value:<24} {figure.share:>6.1%}  {low:.1%} to {high:.1%}")
    return "\n".join(lines)

"""`groundswell disclosure`: posts and drafts judged, and the ledger of verdicts."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import typer

from groundswell.cli.session import answer, opened, workspace_of

NAME = "disclosure"
commands = typer.Typer(no_args_is_help=True, help="Is it disclosed?")


@commands.command()
def check(
    file: str = typer.Argument(help="JSON Lines, one post or draft a line; - reads standard input."),
    strict: bool = typer.Option(False, "--strict", help="Exit status 1 unless every post passes."),
    as_json: bool = typer.Option(False, "--json", help="JSON Lines; the output is that anyway."),
) -> None:
    """Judge posts or drafts: one line of JSON for each line that comes in, in the same order.

    Exit status 2 when a line cannot be read; the others are answered all the same.
    """
    bad = unsure = False
    with opened(file) as lines:
        for verdict in _verdicts(lines):
            bad = bad or "error" in verdict
            unsure = unsure or verdict.get("verdict") != "pass"
            print(json.dumps(verdict))
    if bad:
        raise typer.Exit(2)
    if strict and unsure:
        raise typer.Exit(1)


@commands.command()
def ledger(
    context: typer.Context,
    verdict: str = typer.Option("", help="Only pass, fail or review."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Every check that was made, newest first, with its rule and the hash of the text."""
    workspace = workspace_of(context)
    from groundswell.disclosure.queries import ledger_rows

    rows = list(ledger_rows(workspace, verdict=verdict))
    lines = [
        f"{r['checked_at']}  {r['verdict']:<6}  {r['creator']:<24}  {r['url']}  {r['rules']}".rstrip() for r in rows
    ]
    answer(rows, as_json=as_json, text="\n".join(lines) or "No checks yet.")


def _verdicts(lines: BinaryIO) -> Iterator[dict[str, Any]]:
    from groundswell.disclosure.rules import check_line

    for number, raw in enumerate(lines):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 0 else raw
        if not line.strip():
            continue
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            yield {"id": None, "error": f"not UTF-8: {error.reason} at byte {error.start}"}
            continue
        yield check_line(text)

"""`groundswell disclosure`: posts and drafts judged, and the ledger of verdicts."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import typer

from groundswell.cli.session import answer, opened, workspace_of
from groundswell.kit.errors import BadInput

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
    from groundswell.disclosure.rules import check_line

    _answer_lines(file, check_line, good=lambda verdict: not strict or verdict["verdict"] == "pass")


@commands.command()
def suspect(
    file: str = typer.Argument(help="JSON Lines, one post a line; - reads standard input."),
    as_json: bool = typer.Option(False, "--json", help="JSON Lines; the output is that anyway."),
) -> None:
    """How likely each post promotes something: a calibrated probability with its reasons, never a verdict."""
    from groundswell.disclosure import rules

    _answer_lines(file, lambda line: rules.answer_line(line, rules.suspect), good=lambda answer: True)


@commands.command()
def sponsoring(
    context: typer.Context,
    creator: int = typer.Argument(help="Id of the creator."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """How much of what a creator posts is advertising, with its interval, or that it cannot be told."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.disclosure.queries import sponsoring_document, sponsoring_of
    from groundswell.disclosure.services import measure_sponsoring

    measure_sponsoring(workspace=workspace, creators=[creator_of(workspace, creator)])
    row = sponsoring_of(workspace, [creator])[creator]
    told = f"{row.ads} of {row.posts} posts since {row.since}"
    if row.share is None or row.interval is None:
        told += ": too few to tell a share"
    else:
        told += f": {row.share:.0%} ({row.interval[0]:.0%} to {row.interval[1]:.0%})"
    answer(sponsoring_document(row), as_json=as_json, text=told)


@commands.command()
def verify(
    context: typer.Context,
    head: str = typer.Option("", help="A hash noted earlier that the chain must still hold."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Read the ledger's chain again from its first entry. Exit status 1 when anything was changed."""
    workspace = workspace_of(context)
    from groundswell.disclosure.queries import verify_ledger

    report = verify_ledger(workspace, head=head)
    lines = [f"{p['problem']} (entry {p['entry'] or '—'}, check {p['check'] or '—'})" for p in report.problems]
    state = "whole" if report.whole else "BROKEN"
    answer(
        report.as_dict(),
        as_json=as_json,
        text="\n".join([f"{report.entries} entries, {state}, head {report.head}", *lines]),
    )
    if not report.whole:
        raise typer.Exit(1)


@commands.command()
def report(
    context: typer.Context,
    file: Path = typer.Argument(help="Where to write: a name that ends in .pdf or .csv."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """The report for counsel: every case with its ties, rules, evidence, requests and outcome."""
    workspace = workspace_of(context)
    from groundswell.reports.counsel import counsel_report, write_counsel_report

    content = write_counsel_report(counsel_report(workspace), file.suffix.removeprefix("."))
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.", where=str(file)) from error
    answer({"file": str(file), "bytes": len(content)}, as_json=as_json, text=f"{file}: {len(content):,} bytes")


@commands.command()
def cases(
    context: typer.Context,
    state: str = typer.Option("", help="Only open, asked, closed or fine."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Each post's case: from the fault over the request to what closed it."""
    workspace = workspace_of(context)
    from groundswell.disclosure.queries import case_document, cases_of

    documents = [case_document(case) for case in cases_of(workspace, state=state)]
    lines = [f"{d['state']:<7} {d['how']:<9} {d['creator']:<24} {d['account']}  {d['post']}" for d in documents]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No cases.")


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


def _answer_lines(file: str, reply: Callable[[str], dict[str, Any]], *, good: Callable[[dict[str, Any]], bool]) -> None:
    """Prints an answer for each line as it comes. Exit status 2 after a bad line, 1 after one that is not good."""
    bad = unsure = False
    with opened(file) as lines:
        for line in _answers(lines, reply):
            bad = bad or "error" in line
            unsure = unsure or "error" in line or not good(line)
            print(json.dumps(line))
    if bad:
        raise typer.Exit(2)
    if unsure:
        raise typer.Exit(1)


def _answers(lines: BinaryIO, reply: Callable[[str], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, raw in enumerate(lines):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 0 else raw
        if not line.strip():
            continue
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            yield {"id": None, "error": f"not UTF-8: {error.reason} at byte {error.start}"}
            continue
        yield reply(text)

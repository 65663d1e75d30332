"""`groundswell worker`: runs the jobs."""

import os

import typer

from groundswell.cli.session import answer, start

commands = typer.Typer()


@commands.command()
def worker(
    once: bool = typer.Option(False, "--once", help="Run what is due and queued now, then end."),
    as_json: bool = typer.Option(False, "--json", help="How many jobs ran, as JSON, at the end."),
) -> None:
    """Run scheduled and queued jobs until stopped (Ctrl+C ends after the current job; twice ends at once)."""
    if not once:
        os.environ.setdefault("LOG_LEVEL", "INFO")
    start()
    from groundswell.jobs.worker import Worker

    running = Worker(once=once)
    if not once:
        running.configure_signals()
    running.run()
    if once:
        answer({"jobs": running.jobs_run}, as_json=as_json, text=f"Jobs run: {running.jobs_run}")

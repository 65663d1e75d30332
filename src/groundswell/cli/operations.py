"""`groundswell doctor`, `backup` and `restore`."""

from pathlib import Path

import typer

from groundswell.cli.session import answer, set_up, start

commands = typer.Typer()

JSON = typer.Option(False, "--json", help="One JSON document.")
SIGNS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}


@commands.command()
def doctor(
    connector: str = typer.Option("", help="Only this network, live: one profile is read from it."),
    profile: str = typer.Option("", help="With --connector: which profile to read."),
    as_json: bool = JSON,
) -> None:
    """Check the whole installation, or one network live; exit status 1 when something is broken."""
    (start if connector else set_up)()
    from groundswell.cli.upkeep.doctor import examine
    from groundswell.cli.upkeep.smoke import examine_connector

    findings = [examine_connector(connector, profile)] if connector else examine()
    lines = []
    for finding in findings:
        cure = f"\n       {finding.cure}" if finding.cure else ""
        lines.append(f"{SIGNS[finding.status]}  {finding.name}: {finding.message}{cure}")
    broken = any(finding.status == "fail" for finding in findings)
    document = {"ok": not broken, "checks": [finding._asdict() for finding in findings]}
    answer(document, as_json=as_json, text="\n".join(lines))
    raise typer.Exit(int(broken))


@commands.command()
def backup(file: Path, as_json: bool = JSON) -> None:
    """Save database, media, clicks and key into one file; Groundswell may go on running."""
    start()
    from groundswell.cli.upkeep.backup import write_backup

    written = write_backup(file)
    size = file.stat().st_size
    answer(
        {"file": str(file), "bytes": size, "files": written},
        as_json=as_json,
        text=f"Saved {written} files, {size / 1_048_576:.1f} MB, in {file}. Keep it safe: whoever has it has everything.",
    )


@commands.command()
def restore(
    file: Path,
    force: bool = typer.Option(
        False, "--force", help="Also over a folder that holds data; what was there is kept beside it."
    ),
    as_json: bool = JSON,
) -> None:
    """Bring a backup back. Groundswell must not be running on the folder."""
    set_up()
    from groundswell.cli.upkeep.restore import restore_backup

    restored = restore_backup(file, force=force)
    kept = f" What was there before is in {restored.kept}." if restored.kept else ""
    answer(
        {"files": restored.files, "made_at": restored.made_at, "kept": restored.kept},
        as_json=as_json,
        text=f"Restored {restored.files} files of {restored.made_at}.{kept}",
    )

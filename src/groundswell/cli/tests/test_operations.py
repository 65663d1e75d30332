"""Doctor in this process; backup and restore as an operator does them, over whole data folders."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from groundswell.cli.upkeep import doctor
from groundswell.cli.upkeep.folder import in_use, to_myself
from groundswell.jobs.models import WorkerBeat
from groundswell.kit import clock
from groundswell.kit.errors import Conflict
from groundswell.kit.tests.fixtures import Result
from groundswell.kit.tests.migrated import copy_migrated

Cli = Callable[..., Result]
ROOT = Path(__file__).parents[4]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir(mode=0o700)
    return tmp_path / "home"


def by_name(findings: list[doctor.Finding]) -> dict[str, doctor.Finding]:
    return {finding.name: finding for finding in findings}


def test_a_young_installation_has_warnings_and_cures(cli: Cli, home: Path) -> None:
    result = cli("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert checks["system mail"]["status"] == checks["worker"]["status"] == "warn"
    assert checks["data folder"]["status"] == "ok"
    assert all(check["cure"] for check in checks.values() if check["status"] != "ok")


def test_a_living_worker_is_well(db: None, home: Path) -> None:
    WorkerBeat.objects.create(worker_id="w")
    assert doctor.check_worker().status == "ok"
    WorkerBeat.objects.update(beat_at=clock.now() - timedelta(hours=1))
    assert doctor.check_worker().status == "warn"


def test_what_others_can_read_is_broken(cli: Cli, home: Path) -> None:
    (home / "secret_key").write_text("x")
    (home / "secret_key").chmod(0o644)
    result = cli("doctor")
    assert result.exit_code == 1
    assert f"chmod 600 {home}/secret_key" in result.stdout
    home.chmod(0o755)
    assert by_name(list(doctor.check_folder()))["data folder"].status == "warn"


def test_clicks_that_wait_too_long_are_told(db: None, home: Path) -> None:
    (home / "clicks").mkdir()
    journal = home / "clicks" / "1-a.clicks"
    journal.write_bytes(b"x" * 10)
    assert doctor.check_journal().status == "ok"
    os.utime(journal, (1_000_000, 1_000_000))
    assert doctor.check_journal().status == "warn"
    assert doctor.check_pixel_journal()[:2] == ("pixel journal", "ok")
    (home / "sightings").mkdir()
    journal.rename(home / "sightings" / "1-a.clicks")
    assert doctor.check_journal().status == "ok"
    assert doctor.check_pixel_journal()[:3] == ("pixel journal", "warn", "10 bytes wait to be loaded.")


def test_pending_migrations_are_broken(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.cli.upkeep.doctor.MigrationExecutor.migration_plan", lambda *_: ["one"])
    assert doctor.check_database().status == "fail"


def test_the_settings_of_a_public_server_are_looked_at(settings: Any) -> None:
    settings.PUBLIC_URL, settings.DEBUG, settings.EMAIL_HOST = "http://swell.example", True, "mail.example"
    found = by_name(list(doctor.check_settings()))
    assert (found["address"].status, found["debug"].status, found["system mail"].status) == ("warn", "warn", "ok")


def test_a_full_disk_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, status in ((10**11, "ok"), (10**9, "warn"), (10**8, "fail")):
        usage = os.terminal_size((0, 0)) and type("Usage", (), {"free": free})
        monkeypatch.setattr("groundswell.cli.upkeep.doctor.shutil.disk_usage", lambda _, usage=usage: usage)
        assert doctor.check_disk().status == status


def test_who_replaces_the_folder_is_alone(tmp_path: Path) -> None:
    with in_use(tmp_path), in_use(tmp_path), pytest.raises(Conflict), to_myself(tmp_path):
        pass
    with to_myself(tmp_path):
        pass


def groundswell(home: Path, *arguments: object, database: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home), "DATABASE_URL": database}
    environment.pop("SECRET_KEY", None)
    command = [sys.executable, "-m", "groundswell", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, done
    return str(json.loads(done.stderr)["error"])


def test_a_backup_brings_everything_back(tmp_path: Path) -> None:
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "backup.zip"
    copy_migrated(old / "groundswell.sqlite3")
    assert groundswell(old, "workspaces", "create", "acme", "--name", "Acme").returncode == 0
    for name in ("media/logo.png", "clicks/1-a.clicks", "clicks/today.key", "index/segment", "static/x.css"):
        (old / name).parent.mkdir(exist_ok=True)
        (old / name).write_text(name)

    # Somebody is in the middle of writing: what is not committed is not saved, and nothing waits for it.
    writer = sqlite3.connect(old / "groundswell.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE accounts_workspace SET name = 'Half'")
    saved = groundswell(old, "backup", file, "--json")
    writer.execute("ROLLBACK")
    writer.close()
    assert json.loads(saved.stdout)["bytes"] == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(zipfile.ZipFile(file).namelist()) == [
        "database.sqlite3", "home/clicks/1-a.clicks", "home/media/logo.png", "home/secret_key", "manifest.json",
    ]  # fmt: skip

    restored = groundswell(new, "restore", file, "--json")
    assert json.loads(restored.stdout)["files"] == 4, restored
    assert (new / "secret_key").read_text() == (old / "secret_key").read_text()
    assert (new / "media/logo.png").read_text() == "media/logo.png"
    assert sqlite3.connect(new / "groundswell.sqlite3").execute(
        "SELECT slug, name FROM accounts_workspace"
    ).fetchall() == [("acme", "Acme")]
    assert refusal(groundswell(new, "restore", file)) == "conflict"

    (new / "media/logo.png").write_text("newer")
    kept = json.loads(groundswell(new, "restore", file, "--force", "--json").stdout)["kept"]
    assert Path(kept, "media/logo.png").read_text() == "newer"
    assert (new / "media/logo.png").read_text() == "media/logo.png"


def test_what_is_no_backup_touches_nothing(tmp_path: Path) -> None:
    home, good = tmp_path / "home", tmp_path / "good.zip"
    home.mkdir()
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK nothing")
    assert refusal(groundswell(home, "restore", bad)) == "bad_input"
    with zipfile.ZipFile(good, "w") as archive:
        archive.writestr(
            "manifest.json",
            json.dumps(
                {"format": 1, "version": "9", "database": "database.sqlite3", "migrations": ["accounts.9999_future"]}
            ),
        )
    newer = groundswell(home, "restore", good)
    assert refusal(newer) == "bad_input"
    assert "newer version" in newer.stderr
    with zipfile.ZipFile(good, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1, "made_at": "x", "database": "database.sqlite3"}))
        archive.writestr("home/../../escaped", "x")
    assert refusal(groundswell(home, "restore", good)) == "bad_input"
    assert {path.name for path in home.iterdir()} <= {"secret_key", ".in-use"}
    assert not (tmp_path / "escaped").exists()


def test_a_folder_in_use_is_not_replaced(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "backup.zip"
    copy_migrated(home / "groundswell.sqlite3")
    groundswell(home, "workspaces", "create", "acme", "--name", "Acme")
    groundswell(home, "backup", file)
    with in_use(home):
        running = groundswell(home, "restore", file, "--force")
    assert refusal(running) == "conflict"
    assert "running" in running.stderr


POSTGRES_ROUND = """
set -e
groundswell() { "$PYTHON" -m groundswell "$@"; }
groundswell workspaces create acme --name Acme
groundswell backup "$FOLDER/backup.zip"
groundswell workspaces create later --name Later
if groundswell restore "$FOLDER/backup.zip"; then exit 9; fi
groundswell restore "$FOLDER/backup.zip" --force
psql "$DATABASE_URL" -At -c "SELECT slug FROM accounts_workspace" > "$FOLDER/slugs"
"""


@pytest.mark.needs("postgres")
def test_a_backup_of_postgresql_brings_everything_back(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "GROUNDSWELL_HOME": str(tmp_path / "home"),
        "FOLDER": str(tmp_path),
        "PYTHON": sys.executable,
    }
    command = [str(ROOT / ".ci/with-postgres"), "bash", "-c", POSTGRES_ROUND]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    assert (tmp_path / "slugs").read_text().split() == ["acme"]

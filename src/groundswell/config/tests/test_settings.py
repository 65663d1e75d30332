"""What the environment says becomes settings."""

import io
import json
import logging
import logging.config
import stat
from pathlib import Path

import pytest
import structlog

from groundswell.config import env, logs


def test_a_value_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv("THING_FILE", str(tmp_path / "secret"))
    assert env.env("THING") == "from a file"
    monkeypatch.setenv("THING", "plain")
    assert env.env("THING") == "plain"
    assert env.env("OTHER", "default") == "default"


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Yes", True), ("off", False), ("", True)])
def test_flags(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("SWITCH", value)
    assert env.flag("SWITCH", default=True) is meant


def test_the_key_is_made_once_and_for_this_user_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY")
    key = env.secret_key(tmp_path)
    assert env.secret_key(tmp_path) == key
    assert len(key) > 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_database_addresses(tmp_path: Path) -> None:
    assert env.database("", tmp_path)["NAME"] == tmp_path / "groundswell.sqlite3"
    made = env.database("postgres://me:p%40ss@db.example:6543/swell", tmp_path)
    assert [made[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "me",
        "p@ss",
        "db.example",
        "6543",
        "swell",
    ]
    for bad in ("mysql://x/y", "postgres://host/"):
        with pytest.raises(ValueError, match="DATABASE_URL"):
            env.database(bad, tmp_path)


def test_log_lines_are_json_without_secrets() -> None:
    before = structlog.get_config()
    setup = logs.configure("INFO", pretty=False)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.config.DictConfigurator(setup).configure_formatter(setup["formatters"]["lines"]))
    logger = logging.getLogger("groundswell.log-test")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        logger.setLevel("INFO")
        structlog.get_logger("groundswell.log-test").info(
            "mail.sent", password="x", address="https://a:b@c.example", n=3
        )
        logger.warning("plain %s", "Bearer abcdefghijkl")
    finally:
        logger.removeHandler(handler)
        structlog.configure(**before)
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["password"], first["address"], first["n"]) == (
        "mail.sent",
        "[hidden]",
        "https://[hidden]@c.example",
        3,
    )
    assert second["event"] == "plain Bearer [hidden]"

"""`groundswell discover affinity`, as a script uses it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.cli.main import run
from groundswell.discovery.customers.facts import FollowFacts
from groundswell.discovery.customers.following import save_follows
from groundswell.discovery.tests.follows import profile
from groundswell.kit.tests.fixtures import Result

Affinity = Callable[..., Any]
KEYS = [
    "account", "customers", "base", "customer_share", "base_share", "lift", "lift_low", "lift_high", "log_odds", "z",
    "q_value",
]  # fmt: skip


def edges(*pairs: tuple[str, str]) -> str:
    return "follower,followed\n" + "".join(f"{one},{two}\n" for one, two in pairs)


CUSTOMERS = edges(*[(f"c{at}", "run") for at in range(8)], *[(f"c{at}", "news") for at in range(10)], ("c1", "run"))
BASE = edges(*[(f"b{at}", "news") for at in range(90)], *[(f"b{at}", "run") for at in range(5)], ("b99", "art"))


@pytest.fixture
def affinity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Affinity:
    """`affinity(customers, base)`: the answer's document; `status=2` gives the refusal."""

    def ask(customers: str, base: str, *options: str, status: int = 0) -> Any:
        (tmp_path / "c.csv").write_text(customers)
        (tmp_path / "b.csv").write_text(base)
        files = ["--customers", str(tmp_path / "c.csv"), "--base", str(tmp_path / "b.csv")]
        assert run(["discover", "affinity", *files, "--json", *options]) == status
        streams = capsys.readouterr()
        assert (streams.out == "") == (status != 0)
        return json.loads(streams.err if status else streams.out)

    return ask


def test_whom_customers_follow_more(affinity: Affinity) -> None:
    found = affinity(CUSTOMERS, BASE)
    assert list(found) == ["results", "customers", "base"]
    assert (found["customers"], found["base"]) == (10, 91)
    first, second = found["results"]
    assert list(first) == KEYS
    assert (first["account"], first["customers"], first["base"]) == ("run", 8, 5)
    assert (first["customer_share"], first["base_share"]) == (0.8, 5 / 91)
    assert first["z"] > 4
    assert first["q_value"] < 1e-5
    assert second["account"] == "news"
    assert second["q_value"] > 0.05


def test_a_repeated_row_counts_once_and_nobody_follows_themselves(affinity: Affinity) -> None:
    doubled = CUSTOMERS + CUSTOMERS.split("\n", 1)[1] + "c1,c1\n"
    assert affinity(doubled, BASE) == affinity(CUSTOMERS, BASE)


def test_columns_in_any_order_beside_others(affinity: Affinity) -> None:
    lines = [line.split(",") for line in CUSTOMERS.splitlines()]
    turned = "".join(f"{two},x,{one}\r\n" for one, two in lines)
    assert affinity("\ufeff" + turned, BASE) == affinity(CUSTOMERS, BASE)


def test_views_and_what_is_left_out(affinity: Affinity) -> None:
    assert affinity(CUSTOMERS, BASE, "--view", "popular")["results"][0]["account"] == "news"
    assert affinity(CUSTOMERS, BASE, "--view", "exclusive")["results"][0]["account"] == "run"
    left = affinity(CUSTOMERS, BASE, "--leave-out", "run")
    assert [one["account"] for one in left["results"]] == ["news"]
    assert left["customers"] == 10
    assert len(affinity(CUSTOMERS, BASE, "--limit", "1")["results"]) == 1


def test_the_same_question_gives_the_same_answer(affinity: Affinity) -> None:
    assert affinity(CUSTOMERS, BASE) == affinity(CUSTOMERS, BASE)


@pytest.mark.parametrize(
    ("customers", "base", "message"),
    [
        ("", BASE, "The customers file lacks follower, followed."),
        ("follower\n1\n", BASE, "The customers file lacks followed."),
        ("follower,followed\n", BASE, "The customers file holds no rows."),
        (CUSTOMERS, "follower,followed\n", "The base file holds no rows."),
        ("follower,followed\n,run\n", BASE, "This row lacks a follower or whom they follow."),
        ("follower,followed\nc1\n", BASE, "This row lacks a follower or whom they follow."),
    ],
)
def test_files_that_are_none(affinity: Affinity, customers: str, base: str, message: str) -> None:
    assert message in affinity(customers, base, status=2)["message"]


def test_an_unknown_view(affinity: Affinity) -> None:
    assert affinity(CUSTOMERS, BASE, "--view", "best", status=2)["where"] == "view"


def test_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "c.csv").write_text(CUSTOMERS)
    (tmp_path / "b.csv").write_text(BASE)
    assert run(["discover", "affinity", "--customers", str(tmp_path / "c.csv"), "--base", str(tmp_path / "b.csv")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "10 customers follow 2 accounts; compared with 91 others."
    assert "run" in lines[2]
    assert lines[3].endswith("(not sure)")


@pytest.mark.parametrize(
    "options", [["--customers", "x"], ["--base", "x"], ["--customers", "x", "--base", "y", "--country", "DE"]]
)
def test_one_file_alone_is_refused(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    assert run(["discover", "affinity", *options, "--json"]) == 2
    assert "both files, or none" in json.loads(capsys.readouterr().err)["message"]


@pytest.mark.django_db
def test_as_the_workspaces_customers_told(
    cli: Callable[..., Result], workspace: Workspace, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    names = ["run.example"] * 8 + ["news.example"] * 9 + ["acme"] * 9
    facts = [FollowFacts(f"c{at % 9}@x.example", "bluesky", name) for at, name in enumerate(names)]
    save_follows(workspace=workspace, follows=facts, source="File")
    for at in range(40):
        profile(f"p{at}", ["news.example"], country="DE" if at < 35 else "")
    found = json.loads(cli("discover", "affinity", "--leave-out", "@Acme", "--json").stdout)
    assert [one["account"] for one in found["results"]] == ["bluesky:run.example", "bluesky:news.example"]
    assert (found["customers"], found["base"], found["background"][0]["enough"]) == (9, 40, True)
    text = cli("discover", "affinity", "--country", "de").stdout
    assert "9 lists of customers on bluesky against 35 by country; read 2026-05-03 to 2026-05-03." in text
    text = cli("discover", "affinity", "--country", "FR").stdout
    assert "cannot tell" in text
    assert "run.example" not in text

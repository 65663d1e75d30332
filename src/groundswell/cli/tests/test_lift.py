"""`groundswell reports lift`, as a script uses it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.cli.main import run
from groundswell.reports.tests.lift_series import as_csv, made

Lift = Callable[..., Any]
SERIES = made(90, effect=20.0, controls=2)
START = "2025-03-16"  # 21 days before the end


@pytest.fixture
def lift(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lift:
    """`lift(text, "--start", …)`: the answer's document; `status=2` gives the refusal."""

    def ask(text: str | bytes, *options: str, status: int = 0) -> Any:
        path = tmp_path / "daily.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        assert run(["reports", "lift", str(path), "--json", *options]) == status
        streams = capsys.readouterr()
        assert (streams.out == "") == (status != 0)
        return json.loads(streams.err if status else streams.out)

    return ask


def test_the_promised_answer(lift: Lift) -> None:
    found = lift(as_csv(SERIES), "--start", START)

    assert set(found) == {
        "effect", "p", "verdict", "pre_days", "post_days", "minimum_detectable", "placebo", "reasons",
    }  # fmt: skip
    assert set(found["effect"]) == {"total", "low", "high", "per_day", "relative"}
    assert (found["pre_days"], found["post_days"], found["verdict"]) == (69, 21, "lift")
    assert found["effect"]["low"] < 420 < found["effect"]["high"]
    assert found["placebo"] == {"runs": 2, "false_alarms": found["placebo"]["false_alarms"]}
    assert 0 < found["p"] < 0.05
    assert 0 < found["minimum_detectable"] < found["effect"]["total"]


def test_the_form_of_the_file_does_not_matter(lift: Lift) -> None:
    plain = as_csv(SERIES)
    header, *rows = plain.splitlines()
    expected = lift(plain, "--start", START)
    assert lift("\n".join([header, *reversed(rows)]), "--start", START) == expected
    assert lift(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode(), "--start", START) == expected
    assert lift(plain.replace(",", ";"), "--start", START) == expected
    assert lift(plain.replace("date,y,", "Date,Net revenue,"), "--start", START) == expected
    swapped = "\n".join(",".join([*(cells := row.split(","))[2:], cells[1], cells[0]]) for row in plain.splitlines())
    assert lift(swapped, "--start", START)["effect"]["total"] == pytest.approx(expected["effect"]["total"])


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(as_csv(SERIES).encode())))
    assert run(["reports", "lift", "-", "--start", START]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Lift: more came than would have without the campaign\nEffect ")
    assert "69 days before, 21 after the start" in text


def test_regions_beside(lift: Lift) -> None:
    found = lift(as_csv(made(90, effect=20.0, controls=4)), "--start", START, "--regions")
    assert [one["method"] for one in found["regions"]] == [
        "synthetic difference in differences", "synthetic control", "difference in differences",
    ]  # fmt: skip
    assert set(found["regions"][0]) == {"method", "per_day", "low", "high", "p", "runs", "fits_before"}
    refused = lift(as_csv(made(90, controls=1)), "--start", START, "--regions", status=2)
    assert refused["message"].startswith("1 regions without the campaign are too few")


def test_before_the_launch(lift: Lift) -> None:
    """A longer campaign must bring more in all to be seen."""
    short, long = (lift(as_csv(SERIES), "--ahead", days) for days in ("14", "42"))
    assert set(short) == {"days", "minimum_detectable", "expected", "relative", "pre_days"}
    assert (short["days"], short["pre_days"]) == (14, 90)
    assert 0 < short["minimum_detectable"] < long["minimum_detectable"]
    assert short["relative"] == pytest.approx(short["minimum_detectable"] / short["expected"])


PLAIN = as_csv(SERIES)
LINES = PLAIN.splitlines()


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("", None, "The file is empty."),
        ("day,y\n2025-01-01,1\n", "line 1", "There is no column “date”"),
        ("date\n2025-01-01\n", "line 1", "There is no column “date” with an outcome beside it."),
        ("date,y\n", "row 1", "The file holds a header and no days."),
        ("\n".join([*LINES[:40], *LINES[41:]]), "2025-02-14", "2025-02-14 is missing"),
        ("\n".join([*LINES[:41], *LINES[40:]]), "row 41", "2025-02-14 is there twice."),
        (PLAIN.replace("2025-02-14,", "14.02.2025,"), "row 40", "“14.02.2025” is no date."),
        (as_csv(SERIES) + "2025-04-06,nan,1,1\n", "row 91", "“nan” in the column “y” is no number."),
        (as_csv(SERIES) + "2025-04-06,inf,1,1\n", "row 91", "“inf” in the column “y” is no number."),
        (as_csv(SERIES) + "2025-04-06,5,,1\n", "row 91", "An empty cell in the column “control 0” is no number."),
        (as_csv(SERIES) + "2025-04-06,5\n", "row 91", "There are 2 cells where the header has 4."),
        (as_csv(SERIES) + "2225-04-06,5,1,1\n", "2025-04-06", "2025-04-06 is missing"),
        ("date,y," + ",".join(f"c{i}" for i in range(41)) + "\n", "line 1", "41 controls are too many"),
        (LINES[0] + "\n" + "\n".join(f"{line.split(',')[0]},7,1,2" for line in LINES[1:]), "y", "The outcome is 7"),
    ],
    ids=lambda value: value[-30:] if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_with_its_place(lift: Lift, text: str, where: str | None, message: str) -> None:
    refused = lift(text, "--start", START, status=2)
    assert refused["error"] == "bad_input"
    assert refused["where"] == where
    assert refused["message"].startswith(message)


@pytest.mark.parametrize(
    ("options", "where", "message"),
    [
        (["--start", "2026-01-01"], "start", "The series runs from 2025-01-06 to 2025-04-05; the start 2026-01-01"),
        (["--start", "2025-01-06"], "start", "The series runs from"),
        (["--start", "2025-01-12"], "start", "Only 6 days lie before the start; 14 are the least."),
        (["--start", "yesterday"], "--start", "“yesterday” is no date."),
        ([], "--start", "Either the start of the campaign or its length ahead must be given."),
        (["--start", START, "--ahead", "7"], "--start", "Either the start"),
        (["--ahead", "91"], "days", "A campaign of 1 to 90 days"),
    ],
)
def test_a_bad_question_is_refused(lift: Lift, options: list[str], where: str, message: str) -> None:
    refused = lift(PLAIN, *options, status=2)
    assert (refused["error"], refused["where"]) == ("bad_input", where)
    assert refused["message"].startswith(message)


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reports", "lift", "/nowhere/daily.csv", "--start", START]) == 2
    assert "cannot be read" in json.loads(capsys.readouterr().err)["message"]

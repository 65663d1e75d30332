"""`groundswell campaigns plan`, as a script uses it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.cli.main import run

Plan = Callable[..., Any]
CANDIDATES = """id,price,engagement_rate,platform,niche
ann,10,1,instagram,food
ben,10,1,instagram,home
cam,5.01,0.5,tiktok,home
dee,30,1,tiktok,food
"""
AUDIENCE = "candidate,person\nann,1\nann,2\nben,2\nben,3\ncam,4\ncam,4\ncam,5\ndee,1\ndee,2\ndee,3\n"


@pytest.fixture
def planned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Plan:
    """`planned(budget, …options)`: the answer's document; `status=2` gives the refusal."""

    def ask(budget: str, *options: str, candidates: str = CANDIDATES, audience: str = AUDIENCE, status: int = 0) -> Any:
        (tmp_path / "c.csv").write_text(candidates)
        (tmp_path / "a.csv").write_text(audience)
        files = ["--candidates", str(tmp_path / "c.csv"), "--audience", str(tmp_path / "a.csv")]
        assert run(["campaigns", "plan", *files, "--budget", budget, "--json", *options]) == status
        streams = capsys.readouterr()
        assert (streams.out == "") == (status != 0)
        return json.loads(streams.err if status else streams.out)

    return ask


def test_a_plan_with_its_proof(planned: Plan) -> None:
    found = planned("25.01")
    assert list(found) == ["chosen", "spend", "value", "upper_bound", "gap", "proved_by", "alternatives"]
    assert (found["chosen"], found["spend"], found["value"]) == (["ann", "ben", "cam"], 25.01, 4.0)
    assert found["upper_bound"] == pytest.approx(4.0)
    assert 0 <= found["gap"] < 1e-5
    assert found["alternatives"]["top_by_followers"] == {"chosen": ["ann", "ben", "cam"], "spend": 25.01, "value": 4.0}
    assert set(found["alternatives"]) == {"top_by_followers", "top_by_engagement"}


def test_a_cent_less_buys_less(planned: Plan) -> None:
    assert planned("25.00")["value"] == 3.0


def test_weights_count_and_repeated_rows_do_not(planned: Plan) -> None:
    rows = "candidate,person,weight\nann,1,2\nann,1,2\nann,2,\ncam,4,10\n"
    found = planned("5.01", audience=rows)
    assert (found["chosen"], found["value"]) == (["cam"], 5.0)
    assert planned("15.01", audience=rows)["value"] == 8.0


def test_limits_of_every_kind(planned: Plan) -> None:
    assert planned("100", "--max-creators", "1")["chosen"] == ["dee"]
    assert planned("40", "--require", "cam", "--exclude", "dee")["chosen"] == ["ann", "ben", "cam"]
    assert planned("10.01", "--min-per-niche", "1", status=2)["error"] == "infeasible"
    assert planned("35.01", "--min-per-niche", "1", "--exclude", "ben")["chosen"] == ["cam", "dee"]
    capped = planned("100", "--max-per-platform", "1", "--max-per-niche", "1")
    assert (len(capped["chosen"]), capped["value"]) == (2, 3.0)


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--require", "dee"], "infeasible", "Those required cost 30"),
        (["--require", "ann", "--exclude", "ann"], "infeasible", "required and excluded"),
        (["--min-per-niche", "3"], "infeasible", "The niche food has 1 within the limits"),
        (["--require", "zoe"], "bad_input", "“zoe” is not among the candidates"),
        (["--max-creators", "0"], "bad_input", "nobody could be chosen"),
        (["--min-per-niche", "-1"], "bad_input", "cannot be negative"),
    ],
)
def test_limits_that_cannot_be_met(planned: Plan, options: list[str], code: str, message: str) -> None:
    refused = planned("20", *options, status=2)
    assert refused["error"] == code
    assert message in refused["message"]


@pytest.mark.parametrize("budget", ["0", "-5", "NaN", "inf", "a lot", ""])
def test_a_budget_that_is_none(planned: Plan, budget: str) -> None:
    assert planned(budget, status=2)["error"] == "bad_input"


@pytest.mark.parametrize(
    ("row", "message", "where"),
    [
        ("eve,,0.1", "The price of “eve” is missing", "candidates, row 5"),
        ("eve,free,0.1", "no number: free", "candidates, row 5"),
        ("eve,NaN,0.1", "no number: NaN", "candidates, row 5"),
        ("eve,-1,0.1", "no amount of money: -1", "price"),
        ("eve,5,", "The engagement rate of “eve” is missing", "candidates, row 5"),
        ("eve,5,3", "not within 0 and 1. Write 3 % as 0.03.", "engagement_rate"),
        (",5,0.1", "has no id", "candidates, row 5"),
        ("ann,5,0.1", "“ann” is given 2 times", "candidates"),
    ],
)
def test_a_candidate_that_is_none(planned: Plan, row: str, message: str, where: str) -> None:
    refused = planned("20", candidates=CANDIDATES + row + "\n", status=2)
    assert message in refused["message"]
    assert refused["where"] == where


@pytest.mark.parametrize(
    ("audience", "message"),
    [
        ("candidate,person\nzoe,1\n", "No row of the audience names a candidate."),
        ("follower,followed\n1,ann\n", "The audience file lacks candidate, person."),
        ("", "The audience file lacks candidate, person."),
        ("candidate,person,weight\nann,1,many\n", "A weight is a number from 0"),
        ("candidate,person,weight\nann,1,-2\n", "A weight is a number from 0"),
        ("candidate,person,weight\nann,1,1\nben,1,2\n", "another weight in a row before"),
        ("candidate,person\nann,\n", "This row has no person."),
    ],
)
def test_an_audience_that_is_none(planned: Plan, audience: str, message: str) -> None:
    assert message in planned("20", audience=audience, status=2)["message"]


def test_strangers_are_left_out_and_told(planned: Plan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planned("20")
    (tmp_path / "a.csv").write_text(AUDIENCE + "zoe,1\n")
    files = ["--candidates", str(tmp_path / "c.csv"), "--audience", str(tmp_path / "a.csv")]
    assert run(["campaigns", "plan", *files, "--budget", "20"]) == 0
    streams = capsys.readouterr()
    assert streams.err == "1 rows of the audience name no candidate; they are left out.\n"
    assert streams.out.splitlines()[0] == "2 creators for 15.01: 3.0 people engaged"
    assert "no set within the limits engages more than 3.0" in streams.out


def test_files_that_are_missing_or_empty(planned: Plan) -> None:
    assert "lacks id, price, engagement_rate" in planned("20", candidates="", status=2)["message"]
    header = "id,price,engagement_rate\n"
    assert planned("20", candidates=header, status=2)["message"] == "The file holds no candidates."
    assert run(["campaigns", "plan", "--candidates", "/no/c.csv", "--audience", "/no/a.csv", "--budget", "5"]) == 2


def test_nobody_follows_the_candidates(planned: Plan) -> None:
    found = planned("20", audience="candidate,person\n")
    assert (found["chosen"], found["value"], found["upper_bound"], found["gap"]) == ([], 0, 0, 0)


def test_two_who_must_never_be_together(planned: Plan) -> None:
    assert planned("25.01", "--apart", "ann,ben")["chosen"] in (["ann", "cam"], ["ben", "cam"])
    assert planned("100", "--apart", "ann, ben, cam, dee")["chosen"] == ["dee"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--apart", "ann"], "Never together needs two different creators."),
        (["--apart", "ann,ann"], "Never together needs two different creators."),
        (["--apart", ""], "Never together needs two different creators."),
        (["--apart", "ann,zoe"], "“zoe” is not among the candidates."),
        (
            ["--apart", "ann,ben", "--require", "ann", "--require", "ben"],
            "2 of those never together (ann and ben) are required; the limit is 1.",
        ),
    ],
)
def test_pairs_that_are_none(planned: Plan, options: list[str], message: str) -> None:
    assert message in planned("25.01", *options, status=2)["message"]


def test_everybody_required_and_too_dear(planned: Plan) -> None:
    required = [part for name in ("ann", "ben", "cam", "dee") for part in ("--require", name)]
    refused = planned("55", *required, status=2)
    assert refused["message"] == "Those required cost 55.01, more than the budget of 55."


def test_a_cell_of_ten_megabytes_is_refused_with_its_line(planned: Plan) -> None:
    refused = planned("20", audience=f"candidate,person\nann,{'x' * 10_000_000}\n", status=2)
    assert (refused["error"], refused["where"]) == ("bad_input", "audience, line 2")


HEADER = "id,price,engagement_rate\n"


@pytest.mark.parametrize(
    ("candidates", "audience", "chosen", "value"),
    [
        ("ann,5,0.5\n", "ann,1\n", ["ann"], 0.5),
        ("ann,5,0.5\nben,5,0.5\n", "ann,1\nben,1\n", ["ann", "ben"], 0.75),
        ("ann,5,0\nben,5,0\n", "ann,1\nben,1\n", None, 0),
        ("ann,0,1\n", "ann,1\n", ["ann"], 1),
        ("🦄,5,1\n“Zoë, née Ö”,5,1\n".replace("“", '"').replace("”", '"'), '🦄,👩‍👩‍👧\n"Zoë, née Ö",🌈\n', ["🦄", "Zoë, née Ö"], 2),
    ],
    ids=["one follower", "followers alike", "nobody engages", "for nothing", "emoji"],
)  # fmt: skip
def test_odd_programmes_have_an_answer(
    planned: Plan, candidates: str, audience: str, chosen: list[str] | None, value: float
) -> None:
    found = planned("20", candidates=HEADER + candidates, audience="candidate,person\n" + audience)
    assert chosen is None or found["chosen"] == chosen
    assert found["value"] == pytest.approx(value)
    assert found["value"] <= found["upper_bound"] + 1e-9
    assert 0 <= found["gap"] <= 1
    assert "NaN" not in json.dumps(found)

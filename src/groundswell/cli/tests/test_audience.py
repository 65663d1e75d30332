"""`groundswell audience estimate`, as a script uses it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.cli.main import run

Estimate = Callable[..., Any]


@pytest.fixture
def estimate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Estimate:
    """`estimate(text)`: the answer's document; `status=2` gives the refusal."""

    def ask(text: str | bytes, *options: str, status: int = 0) -> Any:
        path = tmp_path / "followers"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        assert run(["audience", "estimate", str(path), "--json", *options]) == status
        streams = capsys.readouterr()
        assert (streams.out == "") == (status != 0)
        return json.loads(streams.err if status else streams.out)

    return ask


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


SAMPLE = lines(
    *[{"name": "Maria Lopez", "bio": "25 y/o runner", "location": "Madrid, España", "language": "es"}] * 60,
    *[{"name": "John Smith", "bio": "Software engineer", "location": "Austin, TX", "language": "en-US"}] * 30,
    *[{"name": "🦄", "location": "Narnia"}] * 10,
)


def test_a_sample_becomes_shares_with_intervals(estimate: Estimate) -> None:
    found = estimate(SAMPLE)
    assert list(found) == ["sample", "dimensions", "coverage", "notes", "method"]
    assert found["sample"] == 100
    assert list(found["dimensions"]) == ["country", "city", "gender", "age", "language", "interest"]
    assert found["coverage"] == {
        "country": 0.9, "city": 0.9, "language": 0.9, "age": 0.6, "gender": 0.9, "interest": 0.9,
    }  # fmt: skip
    countries = found["dimensions"]["country"]
    assert [(one["value"], round(one["share"], 4)) for one in countries] == [("ES", 0.6667), ("US", 0.3333)]
    assert (round(countries[0]["low"], 4), round(countries[0]["high"], 4)) == (0.5642, 0.7555)  # Wilson, 60 of 90
    assert [one["value"] for one in found["dimensions"]["city"]] == ["Madrid", "Austin"]
    women = found["dimensions"]["gender"][0]
    assert women["value"] == "female"
    assert women["low"] < 2 / 3 < women["high"]
    assert found["dimensions"]["age"] == [
        {"value": "25-34", "share": 1.0, "low": pytest.approx(0.9398, abs=1e-4), "high": 1.0}
    ]
    assert found["notes"]["age"].startswith("Only those who state an age")
    assert {one["value"]: one["share"] for one in found["dimensions"]["interest"]} == {
        "Running": pytest.approx(2 / 3),
        "Technology": pytest.approx(1 / 3),
    }
    assert found["method"] == "audience-1"


def test_csv_and_json_lines_say_the_same(estimate: Estimate) -> None:
    rows = [json.loads(line) for line in SAMPLE.splitlines()]
    header = "Location;Name;Language;Bio;Shoe size\r\n"
    csv = header + "".join(
        f"{r['location']};{r['name']};{r.get('language', '')};{r.get('bio', '')};42\r\n" for r in rows
    )
    assert estimate("\ufeff" + csv) == estimate(SAMPLE)


def test_the_same_file_gives_the_same_answer(estimate: Estimate) -> None:
    assert estimate(SAMPLE) == estimate(SAMPLE)


def test_a_sample_of_nearly_everybody_is_surer(estimate: Estimate) -> None:
    wide, narrow = (estimate(SAMPLE, *more)["dimensions"]["country"][0] for more in ([], ["--followers", "120"]))
    assert wide["low"] < narrow["low"] < narrow["share"] == wide["share"] < narrow["high"] < wide["high"]
    everybody = estimate(SAMPLE, "--followers", "100")["dimensions"]["country"][0]
    assert everybody["low"] == everybody["share"] == everybody["high"]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"name": None, "bio": None, "location": None, "text": None, "language": None},
        {"name": "🦄🦄🦄", "bio": "🌈", "location": "🌍"},
        {"name": 42, "bio": ["x"], "location": {"a": 1}},
        {"name": "\u0000\u202e", "location": "\ud83d"},
    ],
)
def test_one_follower_who_says_nothing_cannot_be_told(estimate: Estimate, row: dict[str, Any]) -> None:
    found = estimate(lines(row))
    assert found["sample"] == 1
    assert found["dimensions"]["country"] == found["dimensions"]["gender"] == found["dimensions"]["age"] == []
    assert found["coverage"]["country"] == found["coverage"]["gender"] == 0
    assert "not estimable" in found["notes"]["age"].lower()
    assert "NaN" not in json.dumps(found)


def test_one_follower_leaves_wide_intervals(estimate: Estimate) -> None:
    found = estimate(lines({"name": "Maria", "location": "Berlin"}))
    assert found["dimensions"]["country"][0]["low"] == pytest.approx(0.2065, abs=1e-4)
    assert found["dimensions"]["gender"][0]["low"] <= 0.2066


def test_all_followers_alike(estimate: Estimate) -> None:
    found = estimate(lines(*[{"name": "Maria", "location": "Berlin"}] * 1000))
    assert [(one["share"], one["high"]) for one in found["dimensions"]["country"]] == [(1.0, 1.0)]
    assert 0.9 < found["dimensions"]["gender"][0]["low"] < 1


def test_a_bio_of_ten_megabytes(estimate: Estimate) -> None:
    found = estimate(lines({"name": "Maria", "bio": "runner " * 1_500_000, "location": "x" * 10_000_000}))
    assert found["dimensions"]["interest"][0]["value"] == "Running"
    huge = "name,bio\nMaria," + '"' + "y" * 10_000_000 + '"\n'
    assert estimate(huge)["sample"] == 1


@pytest.mark.parametrize(
    ("text", "where", "part"),
    [
        ("", None, "no followers"),
        ("\n\n", None, "no followers"),
        ("name,bio\n", "line 2", "no followers"),
        ("shoe,size\n1,2\n", "line 1", "columns"),
        ('{"name": "a"}\n[1]\n', "line 2", "JSON object"),
        ('{"name": "a"}\n{"name": \n', "line 2", "no JSON"),
    ],
)
def test_what_is_no_sample_is_refused_with_its_place(estimate: Estimate, text: str, where: str, part: str) -> None:
    refusal = estimate(text, status=2)
    assert (refusal["error"], refusal["where"]) == ("bad_input", where)
    assert part in refusal["message"]


def test_bytes_that_are_no_text_are_read_as_far_as_they_go(estimate: Estimate) -> None:
    assert estimate(b"name,location\n\xff\xfe,Berlin\n")["dimensions"]["country"][0]["value"] == "DE"


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audience", "estimate", "/not/there.csv"]) == 2
    assert json.loads(capsys.readouterr().err)["where"] == "/not/there.csv"


def test_standard_input_and_the_table_for_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Typed:
        buffer = io.BytesIO(SAMPLE.encode())

    monkeypatch.setattr("sys.stdin", Typed())
    assert run(["audience", "estimate", "-"]) == 0
    table = capsys.readouterr().out
    assert "100 followers" in table
    assert "ES                        66.7%  56.4% to 75.5%" in table
    assert "age: told for 60%  (Only those who state an age" in table

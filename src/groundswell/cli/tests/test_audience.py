"""`groundswell audience estimate`, as a script uses it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.accounts.services import create_token, create_user
from groundswell.cli.main import run
from groundswell.creators.models import AudienceSample, Creator
from groundswell.creators.network import add_account, advance_sample
from groundswell.creators.services import create_creator
from groundswell.platforms.services import save_keys, set_limits
from groundswell.platforms.tests.toy import CommentingToy, connectors, plugin
from groundswell.platforms.tests.toy_server import ToyServer, toy_server

__all__ = ["connectors", "toy_server"]

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


@pytest.fixture
def creator(workspace: Workspace, connectors: Callable[..., None], toy_server: ToyServer) -> Creator:
    """Maya of Bluesky with 20 followers, all from Madrid."""
    connectors(plugin())
    save_keys(connector="bluesky", given={"host": toy_server.url})
    toy_server.join("maya", followers=20)
    for number in range(20):
        metrics = {"following": 9.0, "posts_count": 5.0}
        toy_server.join(f"maya-{number}", display_name="Maria Lopez", bio="📍 Madrid", metrics=metrics)
    return add_account(workspace=workspace, profile="maya.example", platform="bluesky")[0]


def told(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> Any:
    assert run(["audience", *words, "--json"]) == status
    streams = capsys.readouterr()
    return json.loads(streams.out or streams.err)


def test_a_sample_is_read_and_shown(creator: Creator, capsys: pytest.CaptureFixture[str]) -> None:
    sample = told(capsys, "sample", str(creator.pk), "--width", "0.05")
    assert (sample["state"], sample["listed"], sample["wanted"], sample["asked"]) == ("done", 20, 20, 20)
    found = told(capsys, "show", str(creator.pk))
    country = found["dimensions"]["country"]
    assert (country["origin"], country["sample"], country["coverage"]) == ("estimate", 20, 1.0)
    assert country["shares"] == [{"value": "ES", "share": 1.0, "low": 1.0, "high": 1.0}]
    assert "Not estimable" in found["not_estimable"]["age"]
    assert (found["quality"]["score"], found["quality"]["comment_pods"]) == (1.0, None)
    assert found["sample"]["state"] == "done"
    assert run(["audience", "show", str(creator.pk)]) == 0
    assert "ES                       100.0%  100.0% to 100.0%" in capsys.readouterr().out


def test_when_the_budget_is_spent_the_status_says_so(creator: Creator, capsys: pytest.CaptureFixture[str]) -> None:
    set_limits(connector="bluesky", daily_units=0, monthly_money=None)
    sample = told(capsys, "sample", str(creator.pk), status=1)
    assert sample["state"] == "listing"
    assert sample["wait_until"] is not None
    assert sample["message"] != ""


def test_nobody_and_nothing(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "show", "987", status=2)["error"] == "not_found"
    nobody = create_creator(workspace=workspace, name="Nobody")
    assert told(capsys, "show", str(nobody.pk), status=2)["where"] == "account"
    leo = create_creator(workspace=workspace, name="Leo", platform="instagram", handle="leo")
    assert told(capsys, "show", str(leo.pk))["dimensions"] == {}
    assert told(capsys, "sample", str(leo.pk), status=2)["where"] == "account"
    assert told(capsys, "show", str(leo.pk), "--account", "987", status=2)["error"] == "not_found"
    assert run(["audience", "show", str(leo.pk)]) == 0
    assert "Nothing is known" in capsys.readouterr().out


def test_the_same_by_api(creator: Creator, workspace: Workspace) -> None:
    owner = create_user(email="owner@acme.example", workspace=workspace, role="owner")
    token = create_token(workspace=workspace, user=owner, name="test", scopes=["read", "write"])
    client = Client(headers={"Authorization": f"Bearer {token}"})
    path = f"/api/v1/creators/{creator.pk}/audience"
    begun = client.post(f"{path}/samples", {"width": 0.2}, content_type="application/json")
    assert (begun.status_code, begun.json()["state"]) == (202, "listing")
    again = client.post(f"{path}/samples", {}, content_type="application/json")
    assert again.json()["id"] == begun.json()["id"]
    assert not advance_sample(sample=AudienceSample.objects.get(), seconds=60)
    found = client.get(path).json()
    assert found["sample"]["state"] == "done"
    assert found["dimensions"]["city"]["shares"][0]["value"] == "Madrid"
    assert client.post(f"{path}/samples", {"width": 7}, content_type="application/json").status_code == 422
    assert client.get(f"{path}?account=987").status_code == 404


def test_comments_by_command_and_api(
    creator: Creator, workspace: Workspace, connectors: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "are not read" in told(capsys, "comments", str(creator.pk), status=2)["message"]
    connectors(plugin(make=CommentingToy))
    found = told(capsys, "comments", str(creator.pk))
    assert (found["comments"], found["posts"], found["share"], found["low"]) == (0, 0, None, None)
    assert told(capsys, "show", str(creator.pk))["quality"]["comment_pods"]["people"] == 0
    assert run(["audience", "comments", str(creator.pk)]) == 0
    assert capsys.readouterr().out.strip() == "0 comments under 0 posts: cannot tell."
    owner = create_user(email="owner@acme.example", workspace=workspace, role="owner")
    token = create_token(workspace=workspace, user=owner, name="test", scopes=["read", "write"])
    client = Client(headers={"Authorization": f"Bearer {token}"})
    path = f"/api/v1/creators/{creator.pk}/audience"
    assert client.post(f"{path}/comments", {}, content_type="application/json").status_code == 202
    assert client.get(path).json()["quality"]["comment_pods"]["share"] is None
    assert client.post(f"{path}/comments", {"account": 987}, content_type="application/json").status_code == 404

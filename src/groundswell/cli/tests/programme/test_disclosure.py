"""`groundswell disclosure check` as a script meets it."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.campaigns.models import Participant
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import receive_post

GOOD = {
    "id": "a", "platform": "instagram", "surface": "feed", "text": "#ad New shoes from Acme", "jurisdictions": ["US"],
    "connection": "paid",
}  # fmt: skip
BAD = {**GOOD, "id": 2, "text": "New shoes from Acme"}
UNSEEN = {**GOOD, "id": "c", "surface": "story", "text": ""}


def lines_of(*posts: Any) -> str:
    return "".join(json.dumps(post) + "\n" for post in posts)


def answers(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


@pytest.fixture
def check(cli: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    def run(text: str | bytes, *options: str) -> Any:
        file = tmp_path / "posts.jsonl"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return cli("disclosure", "check", file, *options)

    return run


def test_one_line_each_in_the_same_order(check: Callable[..., Any]) -> None:
    done = check(lines_of(GOOD, BAD, UNSEEN))
    assert done.exit_code == 0
    first, second, third = answers(done.stdout)
    assert set(first) == {"id", "verdict", "jurisdictions", "findings", "disclosure"}
    assert (first["id"], first["verdict"], first["jurisdictions"]) == ("a", "pass", {"US": "pass"})
    assert first["disclosure"] == {"term": "#ad", "span": [0, 3]}
    assert (second["id"], second["verdict"]) == (2, "fail")
    assert set(second["findings"][0]) == {"rule", "severity", "span", "message", "source", "fix"}
    assert (third["id"], third["verdict"]) == ("c", "review")


@pytest.mark.parametrize(("posts", "status"), [([GOOD], 0), ([GOOD, BAD], 1), ([UNSEEN], 1), ([], 0)])
def test_strict_wants_every_post_to_pass(check: Callable[..., Any], posts: list[Any], status: int) -> None:
    done = check(lines_of(*posts), "--strict", "--json")
    assert done.exit_code == status
    assert len(answers(done.stdout)) == len(posts)


def test_a_bad_line_is_answered_and_so_are_the_others(check: Callable[..., Any]) -> None:
    text = lines_of(GOOD).encode() + b"{broken\n\n\xff\xfe\n" + lines_of({"id": 9}, BAD).encode()
    done = check(text, "--strict")
    assert done.exit_code == 2
    seen = answers(done.stdout)
    assert [line["id"] for line in seen] == ["a", None, None, 9, 2]
    assert ["error" in line for line in seen] == [False, True, True, True, False]


def test_a_byte_order_mark_is_no_part_of_the_first_line(check: Callable[..., Any]) -> None:
    done = check(b"\xef\xbb\xbf" + lines_of(GOOD).encode())
    assert done.exit_code == 0
    assert [line["verdict"] for line in answers(done.stdout)] == ["pass"]


def test_half_a_character_never_breaks_the_output(check: Callable[..., Any]) -> None:
    done = check(lines_of({**BAD, "id": "\ud83d"}, {**BAD, "text": "New \ud83d shoes"}, GOOD))
    assert len(answers(done.stdout)) == 3
    assert answers(done.stdout)[2]["verdict"] == "pass"


def test_standard_input_is_a_dash(cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines_of(GOOD).encode())))
    done = cli("disclosure", "check", "-")
    assert answers(done.stdout)[0]["verdict"] == "pass"


def test_a_missing_file_is_bad_input(cli: Callable[..., Any], tmp_path: Path) -> None:
    done = cli("disclosure", "check", tmp_path / "nowhere.jsonl")
    assert done.exit_code == 2
    assert json.loads(done.stderr)["error"] == "bad_input"
    assert done.stdout == ""


def test_the_ledger_by_command(cli: Callable[..., Any], agreed: Participant) -> None:
    receive_post(
        participant=agreed,
        url="https://www.instagram.com/maya.runs/p/CxAbC123/",
        caption="New shoes",
        submitted_by="creator",
    )
    (row,) = json.loads(cli("disclosure", "ledger", "--json").stdout)
    assert (row["verdict"], row["creator"]) == ("fail", "Maya Brook")
    assert "fail" in cli("disclosure", "ledger").stdout
    assert cli("disclosure", "ledger", "--verdict", "pass").stdout == "No checks yet.\n"


PROMOTION = {
    **GOOD,
    "id": "s",
    "connection": "unknown",
    "text": "Use my code MAYA20 for 20% off, link in bio",
    "brand": "Acme",
}


def test_suspicion_by_command(cli: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(lines_of(PROMOTION, {**PROMOTION, "id": "l", "text": "My dog found a puddle."}))
    done = cli("disclosure", "suspect", file)
    first, second = answers(done.stdout)
    assert done.exit_code == 0
    assert first["probability"] > 0.5 > 0.2 > second["probability"]
    assert first["reasons"][0].keys() == {"sign", "text", "weight"}
    file.write_text("{\n" + lines_of(PROMOTION))
    done = cli("disclosure", "suspect", file)
    assert done.exit_code == 2
    assert [("error" in line) for line in answers(done.stdout)] == [True, False]


@pytest.mark.django_db
class TestChainByCommand:
    @pytest.fixture
    def check(self, agreed: Participant) -> DisclosureCheck:
        url = "https://www.instagram.com/p/Cli01/"
        return receive_post(participant=agreed, url=url, caption="New shoes", submitted_by="creator").check

    def test_a_whole_chain(self, cli: Callable[..., Any], check: DisclosureCheck) -> None:
        done = cli("--workspace", "acme", "disclosure", "verify", "--json")
        answer = json.loads(done.stdout)
        assert (done.exit_code, answer["entries"], answer["whole"], answer["problems"]) == (0, 1, True, [])
        assert cli("--workspace", "acme", "disclosure", "verify", "--head", answer["head"]).exit_code == 0
        assert cli("--workspace", "acme", "disclosure", "verify", "--head", "f" * 64).exit_code == 1

    def test_a_changed_text_is_found(self, cli: Callable[..., Any], check: DisclosureCheck) -> None:
        DisclosureCheck.objects.update(text="Ad: New shoes")
        done = cli("--workspace", "acme", "disclosure", "verify")
        assert done.exit_code == 1
        assert "BROKEN" in done.stdout
        assert f"The text was changed after it was judged. (entry —, check {check.pk})" in done.stdout

    def test_the_report_for_counsel(self, cli: Callable[..., Any], check: DisclosureCheck, tmp_path: Path) -> None:
        for name, start in (("r.pdf", b"%PDF-"), ("r.csv", b"\xef\xbb\xbfCase")):
            assert cli("--workspace", "acme", "disclosure", "report", tmp_path / name).exit_code == 0
            assert (tmp_path / name).read_bytes().startswith(start)
        assert cli("--workspace", "acme", "disclosure", "report", tmp_path / "r.docx").exit_code == 2
        assert cli("--workspace", "acme", "disclosure", "report", tmp_path / "no" / "r.pdf").exit_code == 2

"""Creators' pages by command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundswell.campaigns.models import Participant
from groundswell.creators.own_record import request_change

pytestmark = pytest.mark.django_db


def test_addresses_look_requests_and_record(cli: Callable[..., Any], agreed: Participant, tmp_path: Path) -> None:
    def ask(*arguments: object) -> Any:
        done = cli("own-pages", *arguments, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    first = ask("show", agreed.pk)
    assert ask("renew", agreed.pk)["page"] != first["page"]
    assert ask("close", agreed.pk)["open"] is False
    assert cli("own-pages", "show", agreed.pk).stdout == "The page is closed.\n"
    assert ask("open", agreed.pk)["open"] is True
    assert ask("look", "--colour", "#102030", "--show", "revenue") == {"colour": "#102030", "shows": ["revenue"]}
    assert ask("look")["shows"] == ["revenue"]
    made = request_change(creator=agreed.creator, kind="account", value="tiktok:@maya.moves")
    assert [row["id"] for row in ask("requests")] == [made.pk]
    assert ask("decide", made.pk, "--refuse", "Not yours.") == {"id": made.pk, "state": "refused"}
    assert ask("requests") == []
    again = cli("own-pages", "decide", made.pk, "--json")
    assert (again.exit_code, json.loads(again.stderr)["error"]) == (2, "conflict")
    assert ask("record", agreed.creator_id)["person"]["name"] == "Maya Brook"
    out = tmp_path / "maya.json"
    ask("record", agreed.creator_id, "--out", out)
    assert json.loads(out.read_text())["brand"] == "Acme Shoes"
    assert cli("own-pages", "show", 987654).exit_code == 2

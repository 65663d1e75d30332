"""Two who must never be together: on the page, by API and by command; and what cannot be."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator

pytestmark = pytest.mark.django_db
PLAN = "/w/acme/campaigns/plan/"
BOTH: dict[str, Any] = {"list": "autumn", "budget": "6000"}  # enough for nearly everybody


def chosen(page: Any) -> set[int]:
    return {row.known.creator.pk for row, *_ in page.context["rows"]}


def test_the_better_of_two_is_chosen_and_never_both(planner: Client, people: list[Creator]) -> None:
    one, other = people[1].pk, people[4].pk
    assert {one, other} <= chosen(planner.get(PLAN, BOTH | {"must": str(one)}))
    page = planner.get(PLAN, BOTH | {"apart_one": str(one), "apart_other": str(other)})
    assert len({one, other} & chosen(page)) == 1
    assert other in chosen(page)
    text = page.content.decode()
    assert "Not together: Creator 1 and Creator 4" in text
    assert f'name="apart" value="{one},{other}"' in text
    again = planner.get(PLAN, BOTH | {"apart": f"{one},{other}"})
    assert chosen(again) == chosen(page)


def test_a_pair_is_taken_back_by_its_link(planner: Client, people: list[Creator]) -> None:
    one, other, third = (people[at].pk for at in (1, 4, 3))
    page = planner.get(PLAN, BOTH | {"apart": [f"{one},{other}", f"{one},{third}"]})
    (address,) = [where for what, where, _ in page.context["forced"] if what == "Creator 1 and Creator 4"]
    left = planner.get(PLAN + address)
    assert [what for what, *_ in left.context["forced"]] == ["Creator 1 and Creator 3"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"apart": "{0},{0}"}, "Never together needs two different creators."),
        ({"apart": "{0},{1}", "must": ["{0}", "{1}"]}, "Creator 0 and Creator 1 are required and must never be together."),
    ],
)  # fmt: skip
def test_a_pair_that_cannot_be_is_said_and_can_be_taken_back(
    planner: Client, people: list[Creator], query: dict[str, Any], text: str
) -> None:
    ids = [one.pk for one in people]
    asked = {name: [v.format(*ids) for v in ([value] if isinstance(value, str) else value)] for name, value in query.items()}  # fmt: skip
    page = planner.get(PLAN, BOTH | asked)
    assert page.status_code == 422
    assert text in page.content.decode()
    assert "Not together: " in page.content.decode()


def test_the_must_haves_that_are_too_dear_can_be_taken_back(planner: Client, people: list[Creator]) -> None:
    page = planner.get(PLAN, BOTH | {"budget": "400", "must": [one.pk for one in people[:6]]})
    assert page.status_code == 422
    assert [what for what, *_ in page.context["forced"]] == [one.name for one in people[:6]]


def test_by_script_and_by_command(
    api: Callable[..., Client], cli: Callable[..., Any], workspace: Workspace, people: list[Creator]
) -> None:
    one, other, unpriced = people[1].pk, people[4].pk, people[6].pk
    body = {"list": "autumn", "budget": "6000", "apart": [[one, other], [one, unpriced], [one, 987654]]}
    found = api("read").post("/api/v1/plans", body, content_type="application/json").json()
    told = {row["creator_id"] for row in found["chosen"]}
    assert other in told
    assert one not in told
    assert found["value"] <= found["upper_bound"]
    assert found["unmatched"] == [987654]
    command = ("campaigns", "plan", "--list", "autumn", "--budget", "6000", "--json", "--apart", f"{one},{other}")
    assert {row["creator_id"] for row in json.loads(cli(*command).stdout)["chosen"]} == told
    refused = api("read").post("/api/v1/plans", body | {"apart": [[one]]}, content_type="application/json")
    assert (refused.status_code, refused.json()["where"]) == (422, "apart")

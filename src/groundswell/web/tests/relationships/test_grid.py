"""The grid: cells, bulk actions, export."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Creator
from groundswell.relationships import services
from groundswell.relationships.models import CreatorList, Relationship, Task
from groundswell.web.tests.relationships.conftest import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def patch(client: Client, slug: str, **change: Any) -> Any:
    return client.patch(
        f"/w/{slug}/grid/cell/",
        json.dumps(change),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_every_cell_is_saved_and_answered_as_it_is_shown(member_client: SignIn, owner: User, person: Person) -> None:
    maya, client = person("Maya"), member_client("manager")
    for field, value, stored in (
        ("fit", "70", "70"),
        ("fit", "", ""),
        ("owner", str(owner.pk), str(owner.pk)),
        ("owner", "", ""),
        ("next_step", " Call ", "Call"),
        ("next_step_on", "2026-12-24", "2026-12-24"),
        ("tags", "b, a, B", "a, b"),
        ("summary", "<b>kind</b>", "<b>kind</b>"),
        ("stage", "live", "live"),
    ):
        answer = patch(client, "acme", id=maya.pk, field=field, value=value)
        assert answer.status_code == 200, answer.content
        assert answer.json()["value"] == stored, field
    row = Relationship.objects.get(creator=maya)
    assert (row.stage, row.fit, row.owner, row.next_step) == ("live", None, None, "Call")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("fit", "101", "from 0 to 100"),
        ("next_step_on", "soon", "no date"),
        ("owner", "999", "member"),
        ("stage", "married", "no stage"),
        ("stage", "declined", "Say why"),
        ("workspace", "2", "cannot be edited"),
        ("position", "2", "cannot be edited"),
    ],
)
def test_a_refused_cell_says_why_and_changes_nothing(
    member_client: SignIn, person: Person, field: str, value: str, message: str
) -> None:
    maya = person("Maya")
    before = Relationship.objects.filter(creator=maya).values().get()
    answer = patch(member_client("manager"), "acme", id=maya.pk, field=field, value=value)
    assert answer.status_code == 422
    assert message in answer.json()["message"]
    assert Relationship.objects.filter(creator=maya).values().get() == before


def test_declining_from_the_grid_asks_why_each_time(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("manager")
    assert patch(client, "acme", id=maya.pk, field="reason", value="Of another day").status_code == 200
    refused = patch(client, "acme", id=maya.pk, field="stage", value="declined")
    assert (refused.status_code, refused.json()["error"]) == (422, "reason_needed")
    assert (
        patch(client, "acme", id=maya.pk, field="stage", value="declined", reason="Sells too much").status_code == 200
    )
    row = Relationship.objects.get(creator=maya)
    assert (row.stage, row.reason) == ("declined", "Sells too much")


def test_nonsense_and_strangers_are_refused(
    member_client: SignIn, client_of: Callable[[User], Client], outsider: User, person: Person
) -> None:
    maya, client = person("Maya"), member_client("manager")
    for body in ("", "[]", "{}", '{"id": "x", "field": "fit", "value": 1}'):
        answer = client.patch("/w/acme/grid/cell/", body, content_type="application/json")
        assert answer.status_code == 422, body
    assert patch(client_of(outsider), "rival", id=maya.pk, field="fit", value="1").status_code == 404
    assert Relationship.objects.get(creator=maya).fit is None


def test_analysts_read_the_grid_only(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("analyst")
    page = client.get("/w/acme/grid/").content.decode()
    assert "Maya" in page
    assert "data-field" not in page
    assert "bulk-form" not in page
    assert patch(client, "acme", id=maya.pk, field="fit", value="1").status_code == 403
    assert client.post("/w/acme/grid/bulk/", {"ids": maya.pk, "stage": "live"}).status_code == 403


def test_sorting_puts_the_unknown_last_both_ways(member_client: SignIn, person: Person) -> None:
    person("Small", followers=10)
    person("Large", followers=10_000)
    person("Blank", followers=None)
    client = member_client("analyst")

    def order(sort: str) -> list[str]:
        page = client.get(f"/w/acme/grid/?sort={sort}").content.decode()
        return sorted(("Small", "Large", "Blank"), key=lambda name: page.index(f">{name}</a>"))

    assert order("followers") == ["Small", "Large", "Blank"]
    assert order("-followers") == ["Large", "Small", "Blank"]
    assert order("nonsense") == ["Blank", "Large", "Small"]


def test_500_rows_come_by_the_hundred_in_a_constant_number_of_queries(
    member_client: SignIn, crowd: list[Creator], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = member_client("manager")
    client.get("/w/acme/grid/")
    with django_assert_max_num_queries(23):
        page = client.get("/w/acme/grid/").content.decode()
    assert page.count("data-select ") == 100
    last = client.get("/w/acme/grid/?page=5&rows=1").content.decode()
    assert last.count("data-select ") == 100
    assert "Person 499" in last
    assert "Load more" not in last


def test_bulk_actions(member_client: SignIn, workspace: Workspace, owner: User, person: Person) -> None:
    some = [person("A"), person("B")]
    campaign = Campaign.objects.create(workspace=workspace, name="Spring", slug="spring", currency="USD")
    client, ids = member_client("manager"), [creator.pk for creator in some]

    def act(**action: Any) -> str:
        answer = client.post("/w/acme/grid/bulk/", {"ids": ids, "query": "sort=name", **action})
        assert answer.status_code == 302, answer.content
        return str(answer["Location"])

    assert act(stage="warming") == "/w/acme/grid/?sort=name"
    act(owner=owner.pk)
    act(tag="vegan")
    act(tag="gear")
    act(list="Best of all")
    act(campaign="spring")
    rows = Relationship.objects.filter(creator__in=some)
    assert {row.stage for row in rows} == {"warming"}
    assert {row.owner for row in rows} == {owner}
    assert all(sorted(tag.name for tag in row.tags.all()) == ["gear", "vegan"] for row in rows)
    assert CreatorList.objects.get(slug="best-of-all").creators.count() == 2
    assert Participant.objects.filter(campaign=campaign).count() == 2
    act(do="next_step", title="Send a sample", due_on="2026-12-01")
    act(do="task", title="Look at their posts", due_on="2026-12-02")
    assert {(row.next_step, str(row.next_step_on)) for row in rows.all()} == {("Send a sample", "2026-12-01")}
    tasks = Task.objects.filter(creator__in=some, assignee__email="manager@acme.example")
    assert [(task.title, str(task.due_on)) for task in tasks] == [("Look at their posts", "2026-12-02")] * 2
    assert client.post("/w/acme/grid/bulk/", {"ids": ids, "do": "task", "title": " "}).status_code == 422
    told = client.post("/w/acme/grid/bulk/", {"ids": ids, "tag": "Vegan"}, follow=True).content.decode()
    assert "0 creators tagged “Vegan”; 2 were so already." in told
    assert act(write="1") == f"/w/acme/outreach/compose/?creator={ids[0]}&creator={ids[1]}"


def test_bulk_is_all_or_nothing_and_stays_inside_the_workspace(
    member_client: SignIn, other_workspace: Workspace, person: Person
) -> None:
    maya, client = person("Maya"), member_client("manager")
    theirs = Creator.objects.create(workspace=other_workspace, name="T")
    services.track_creators(workspace=other_workspace, creators=[theirs])
    assert client.post("/w/acme/grid/bulk/", {"ids": [maya.pk], "stage": "declined"}).status_code == 422
    assert client.post("/w/acme/grid/bulk/", {"ids": [], "stage": "live"}).status_code == 422
    assert client.post("/w/acme/grid/bulk/", {"ids": [maya.pk]}).status_code == 422
    assert client.post("/w/acme/grid/bulk/", {"ids": [maya.pk, theirs.pk], "stage": "live"}).status_code == 404
    assert Relationship.objects.get(creator=maya).stage == "identified"
    assert Relationship.objects.get(creator=theirs).stage == "identified"


def test_what_is_filtered_is_exported_and_formulas_do_not_run(
    member_client: SignIn, workspace: Workspace, person: Person
) -> None:
    maya = person("Maya", "contacted", followers=1_234)
    person("Other")
    services.update_relationship(workspace=workspace, creator=maya, changes={"summary": '=HYPERLINK("http://x","y")'})
    client = member_client("analyst")
    answer = client.get("/w/acme/grid/export.csv?stage=contacted")
    [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["name"], row["followers"], row["stage"], row["tier"]) == ("Maya", "1234", "Contacted", "micro")
    assert row["summary"].startswith("'=HYPERLINK")
    assert "attachment" in answer["Content-Disposition"]
    assert client.get("/w/acme/grid/export.xlsx").content[:2] == b"PK"
    assert client.get("/w/acme/grid/export.exe").status_code == 422

"""The board over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts import services as accounts
from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.relationships import services
from groundswell.relationships.models import Note, Relationship

pytestmark = pytest.mark.django_db
Api = Callable[..., Client]


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook", email="maya@example.org")


def patch(client: Client, creator: Creator, **changes: Any) -> Any:
    return client.patch(f"/api/v1/relationships/{creator.pk}", changes, content_type="application/json")


def test_a_creator_is_put_on_the_board_changed_and_read_back(api: Api, owner: User, maya: Creator) -> None:
    client = api()
    assert client.get(f"/api/v1/relationships/{maya.pk}").status_code == 404
    changes = {
        "stage": "contacted",
        "fit": 80,
        "owner": "Owner@acme.example",
        "next_step_on": "2026-12-01",
        "tags": ["trail"],
    }
    answer = patch(client, maya, **changes)
    assert answer.status_code == 200
    assert answer.json() == client.get(f"/api/v1/relationships/{maya.pk}").json()
    row = answer.json()
    assert (row["stage"], row["fit"], row["owner"], row["next_step_on"], row["tags"]) == (
        "contacted", 80, "owner@acme.example", "2026-12-01", ["trail"],
    )  # fmt: skip
    assert patch(client, maya, fit=None, owner="").json()["fit"] is None
    assert Relationship.objects.get().owner is None
    kinds = [entry["kind"] for entry in client.get(f"/api/v1/creators/{maya.pk}/timeline").json()]
    assert kinds == ["changed", "changed", "changed", "stage"]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"stage": "married"}, "stage"),
        ({"stage": "declined"}, "reason"),
        ({"fit": 101}, "fit"),
        ({"owner": "x@y.z"}, "owner"),
    ],
)
def test_bad_changes_are_refused(api: Api, maya: Creator, changes: dict[str, Any], where: str) -> None:
    answer = patch(api(), maya, **changes)
    assert answer.status_code in (404, 422)
    assert answer.json()["where"] == where


def test_the_grid_filters_sorts_and_pages(api: Api, workspace: Workspace) -> None:
    creators = Creator.objects.bulk_create([Creator(workspace=workspace, name=f"P{n}") for n in range(5)])
    services.track_creators(workspace=workspace, creators=creators)
    services.move_stage(workspace=workspace, creator=creators[0], stage="live")
    client = api("read")
    page = client.get("/api/v1/relationships?stage=identified&sort=-name&limit=2&offset=1").json()
    assert page["total"] == 4
    assert [row["name"] for row in page["results"]] == ["P3", "P2"]


def test_notes(api: Api, maya: Creator) -> None:
    client = api()
    made = client.post(f"/api/v1/creators/{maya.pk}/notes", {"body": "Kind"}, content_type="application/json")
    assert made.status_code == 201
    path = f"/api/v1/notes/{made.json()['id']}"
    assert client.put(path, {"body": "Very kind"}, content_type="application/json").status_code == 204
    assert Note.objects.get().body == "Very kind"
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404


def test_walls(api: Api, workspace: Workspace, other_workspace: Workspace, outsider: User, maya: Creator) -> None:
    services.track_creators(workspace=workspace, creators=[maya])
    note = services.add_note(workspace=workspace, creator=maya, body="secret")
    token = accounts.create_token(workspace=other_workspace, user=outsider, name="t", scopes=["read", "write"])
    client = Client(headers={"Authorization": f"Bearer {token}"})
    assert client.get("/api/v1/relationships").json() == {"total": 0, "results": []}
    assert client.get(f"/api/v1/creators/{maya.pk}/timeline").status_code == 404
    assert patch(client, maya, fit=1).status_code == 404
    assert client.put(f"/api/v1/notes/{note.pk}", {"body": "x"}, content_type="application/json").status_code == 404
    assert patch(api("read"), maya, fit=1).status_code in (401, 403)
    assert Relationship.objects.get().fit is None
    assert Note.objects.get().body == "secret"


def test_jobs_are_listed_without_arguments(api: Api) -> None:
    from groundswell.jobs.tests.sample_tasks import note

    note.enqueue("secret-word")
    answer = api("read").get("/api/v1/jobs")
    assert answer.json()["jobs"][0]["state"] == "queued"
    assert answer.json()["workers"] == 0
    assert "secret-word" not in answer.content.decode()

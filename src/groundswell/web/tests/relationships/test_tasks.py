"""The team's tasks and mentions, on their page, beside a creator and on Today."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.relationships import services
from groundswell.relationships.models import Mention, Task
from groundswell.web.tests.relationships.conftest import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_a_task_beside_a_creator_is_ticked_off_and_told_on_the_timeline(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("manager")
    sent = {"creator": maya.pk, "title": "Send a sample", "due_on": "2026-11-03", "assignee": ""}
    page = client.post("/w/acme/tasks/add/", sent).content.decode()
    assert "Send a sample" in page
    task = Task.objects.get()
    page = client.post(f"/w/acme/tasks/{task.pk}/", {"done": "1", "panel": "1"}).content.decode()
    assert "Done: Send a sample" in page
    assert f"tasks/{task.pk}/" not in page
    assert Task.objects.get().done_at is not None
    assert client.post("/w/acme/tasks/add/", {"creator": maya.pk, "title": ""}).status_code == 422


def test_the_page_shows_mine_everybodys_and_done(member_client: SignIn, person: Person) -> None:
    person("Maya")
    client = member_client("manager")
    client.post("/w/acme/tasks/add/", {"title": "Order samples", "assignee": "manager@acme.example"})
    client.post("/w/acme/tasks/add/", {"title": "Nobody’s yet"})
    refused = client.post("/w/acme/tasks/add/", {"title": "Bad", "due_on": "soon"}, follow=True).content.decode()
    assert "“soon” is no date." in refused
    mine, every = (client.get(f"/w/acme/tasks/{query}").content.decode() for query in ("", "?whose=all"))
    assert ("Order samples" in mine, "Nobody’s yet" in mine) == (True, False)
    assert ("Order samples" in every, "Nobody’s yet" in every) == (True, True)
    assert "Order samples" in client.get("/w/acme/").content.decode()
    task = Task.objects.get(title="Order samples")
    client.post(f"/w/acme/tasks/{task.pk}/", {"done": "1"})
    assert "Order samples" in client.get("/w/acme/tasks/?whose=all&done=1").content.decode()
    client.post(f"/w/acme/tasks/{task.pk}/", {"done": "0"})
    assert Task.objects.get(pk=task.pk).done_at is None


def test_whoever_is_named_finds_it_on_today_until_they_look(
    member_client: SignIn, workspace: Workspace, person: Person
) -> None:
    maya, client = person("Maya"), member_client("manager")
    services.add_note(workspace=workspace, creator=maya, body="@manager please call")
    assert "You were named" in client.get("/w/acme/").content.decode()
    client.get(f"/w/acme/relationships/{maya.pk}/")
    assert "You were named" not in client.get("/w/acme/").content.decode()
    assert Mention.objects.get().seen_at is not None


def test_analysts_read_tasks_only(member_client: SignIn, workspace: Workspace) -> None:
    [task] = services.add_tasks(workspace=workspace, title="Order samples")
    client = member_client("analyst")
    page = client.get("/w/acme/tasks/?whose=all").content.decode()
    assert "Order samples" in page
    assert "task-tick" not in page
    for path in ("tasks/add/", f"tasks/{task.pk}/"):
        assert client.post(f"/w/acme/{path}", {"title": "x", "done": "1"}).status_code == 403
    assert Task.objects.get().done_at is None

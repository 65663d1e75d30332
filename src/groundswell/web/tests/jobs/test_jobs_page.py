"""What ran, what failed, and trying again."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from groundswell.accounts.models import User, Workspace
from groundswell.jobs.models import WorkerBeat
from groundswell.jobs.rows import Row
from groundswell.jobs.tests import sample_tasks

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def failed(workspace_id: int = 0) -> Row:
    arguments = {"workspace_id": workspace_id} if workspace_id else {}
    result = sample_tasks.fail.enqueue("secret-word", **arguments)
    job = DBTaskResult.objects.get(pk=result.id)
    job.claim("w")
    job.set_failed(sample_tasks.Down("the shop is down"))
    return job


def test_failures_are_shown_with_their_message_and_never_their_arguments(member_client: SignIn) -> None:
    failed()
    client = member_client("analyst")
    page = client.get("/w/acme/jobs/?state=failed").content.decode()
    assert "the shop is down" in page
    assert "secret-word" not in page
    assert "Retry" not in page
    assert "No worker is running" in page
    assert "Send messages that are due" in page
    WorkerBeat.objects.create(worker_id="w")
    assert "No worker is running" not in client.get("/w/acme/jobs/").content.decode()


def test_a_manager_retries_and_an_analyst_does_not(member_client: SignIn) -> None:
    job = failed()
    path = f"/w/acme/jobs/{job.id}/retry/"
    assert member_client("analyst").post(path).status_code == 403
    client = member_client("manager")
    assert client.post(path).status_code == 302
    job.refresh_from_db()
    assert job.status == "READY"
    assert client.post(path).status_code == 409
    assert client.post(f"/w/acme/jobs/{uuid4()}/retry/").status_code == 404


def test_the_jobs_of_another_workspace_are_not_there(
    client_of: Callable[[User], Client], outsider: User, workspace: Workspace
) -> None:
    job, client = failed(workspace_id=workspace.pk), client_of(outsider)
    assert "the shop is down" not in client.get("/w/rival/jobs/").content.decode()
    assert client.post(f"/w/rival/jobs/{job.id}/retry/").status_code == 404
    job.refresh_from_db()
    assert job.status == "FAILED"


def test_routine_successes_are_left_out_unless_asked_for(member_client: SignIn) -> None:
    from groundswell.outreach.tasks import send_due_messages

    row = DBTaskResult.objects.get(pk=send_due_messages.enqueue().id)
    row.set_successful({})
    client = member_client("manager")
    assert "No jobs yet" in client.get("/w/acme/jobs/").content.decode()
    assert "outreach.tasks.send_due_messages" in client.get("/w/acme/jobs/?all=1").content.decode()

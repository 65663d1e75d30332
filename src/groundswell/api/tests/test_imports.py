"""Files by API: tried, sent, asked after; never another workspace's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, ImportRun
from groundswell.creators.services import create_creator
from groundswell.creators.tasks import import_file

Api = Callable[..., Client]
TEXT = b"Name,Email,Followers\nMaya Lind,maya@example.com,10\nTom,tom(at)example.com,3\n"


def sent(client: Client, content: bytes = TEXT, name: str = "people.csv", **form: object) -> dict[str, Any]:
    answer = client.post("/api/v1/imports", {"file": SimpleUploadedFile(name, content), **form})
    return {"status": answer.status_code, **answer.json()}


def kept_files() -> list[Path]:
    return [path for path in (Path(settings.HOME) / "uploads").rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def no_uploads() -> None:
    for path in kept_files():
        path.unlink()


def test_a_dry_run_answers_at_once_and_keeps_nothing(api: Api) -> None:
    done = sent(api(), dry_run="true")
    assert (done["status"], done["id"], done["created"]) == (200, None, 1)
    assert done["rejected"] == [{"row": 2, "reason": "Email: “tom(at)example.com” is not an e-mail address."}]
    assert not Creator.objects.exists()
    assert not ImportRun.objects.exists()
    assert kept_files() == []


def test_a_file_is_imported_in_the_background_and_can_be_asked_after(api: Api) -> None:
    client = api()
    queued = sent(client)
    assert (queued["status"], queued["state"], queued["rows"]) == (202, "queued", 2)
    import_file.func(queued["id"])
    done = client.get(f"/api/v1/imports/{queued['id']}").json()
    assert (done["state"], done["created"], done["columns"]["Email"], len(done["rejected"])) == ("done", 1, "email", 1)
    assert [path.name for path in kept_files()] == ["rejected.csv"]
    listed = client.get("/api/v1/imports").json()
    assert (listed["total"], listed["results"][0]["id"]) == (1, queued["id"])
    assert import_file.func(queued["id"]) == "done", "queued twice, done once"
    assert Creator.objects.count() == 1


def test_a_mapping_and_a_kind_may_be_told(api: Api) -> None:
    done = sent(
        api(),
        b"Wer,Post\nMaya,maya@example.com\n",
        kind="creators",
        mapping='{"Wer": "name", "Post": "email"}',
        dry_run="true",
    )
    assert (done["created"], done["columns"]) == (1, {"Wer": "name", "Post": "email"})


@pytest.mark.parametrize(
    ("content", "form", "code"),
    [
        (b"", {}, "file_empty"),
        (b"a,b\n1,2\n", {}, "kind_unknown"),
        (b'Name,Email\nA,"cut', {}, "file_truncated"),
        (TEXT, {"mapping": "[1]"}, "bad_input"),
        (TEXT, {"kind": "nonsense"}, "kind_unknown"),
        (b"Campaign name,Budget,Starts on\nSpring,500,2026-03-01\n", {}, "kind_not_supported"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(api: Api, content: bytes, form: dict[str, str], code: str) -> None:
    done = sent(api(), content, **form)
    assert (done["status"], done["error"]) == (422, code)
    assert not ImportRun.objects.exists()
    assert kept_files() == []


def test_a_file_above_the_limit_is_not_kept(api: Api, settings: object) -> None:
    settings.UPLOAD_LIMIT = 50  # type: ignore[attr-defined]  # pytest-django's settings
    done = sent(api())
    assert (done["status"], done["error"]) == (422, "file_too_large")
    assert kept_files() == []


def test_another_workspaces_creator_and_import_do_not_exist(api: Api, other_workspace: Workspace) -> None:
    stranger = create_creator(workspace=other_workspace, name="Stranger")
    theirs = ImportRun.objects.create(workspace=other_workspace, file_name="theirs.csv")
    client = api()
    assert sent(client, creator=stranger.pk)["status"] == 404
    assert client.get(f"/api/v1/imports/{theirs.pk}").status_code == 404
    assert client.get("/api/v1/imports").json()["total"] == 0


def test_a_token_that_only_reads_sends_nothing(api: Api) -> None:
    client = api("read")
    assert client.post("/api/v1/imports", {"file": SimpleUploadedFile("a.csv", TEXT)}).status_code == 403
    assert not ImportRun.objects.exists()

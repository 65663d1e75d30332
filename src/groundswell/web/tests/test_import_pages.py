"""Files through the browser: upload, look, mend the mapping, start, see what happened."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators import uploads
from groundswell.creators.models import Creator, ImportRun, MergeSuggestion, Post
from groundswell.creators.services import create_creator
from groundswell.creators.tasks import import_file, import_files, prune_uploads
from groundswell.relationships.models import Relationship

Member = Callable[..., Client]
TEXT = "Name;E-Mail;Plattform;Nutzername;Abonnenten;Stand;Notiz\nMaya Lind;maya@example.com;Instagram;@maya.lind;12.400;03/04/2026;x\nTom;tom(at)example.com;TikTok;@tom;1;03/04/2026;=cmd\n"
YOUTUBE = 'Content,Video title,Video publish time,Duration,Views,Likes\nTotal,,,,9000,\nabcDEF12345,Chair test,"Oct 3, 2026",44,9000,300\n'
ROOT = "/w/acme/imports/"


@pytest.fixture
def client(member_client: Member) -> Client:
    return member_client("manager")


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was handed to the worker; the tests are the worker."""
    seen: list[object] = []
    for name in ("import_file", "import_files"):
        stand_in = type("Job", (), {"enqueue": staticmethod(lambda **arguments: seen.append(arguments))})
        monkeypatch.setattr(f"groundswell.web.creators.import_views.{name}", stand_in)
    return seen


def upload(client: Client, *files: tuple[str, str | bytes]) -> str:
    """Uploads and answers where the browser is sent."""
    parts = [
        SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content) for name, content in files
    ]
    answer = client.post(f"{ROOT}upload/", {"files": parts})
    assert answer.status_code == 302
    return str(answer["Location"])


def form_of(page: str) -> dict[str, str]:
    """The preview's form as the browser would send it."""
    sent = {"kind_before": re.search(r'name="kind_before" value="(\w*)"', page)[1]}  # type: ignore[index]  # the page has one
    for name, options in re.findall(r'<select[^>]* name="([\w-]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([\w.]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def test_from_upload_to_board(client: Client, workspace: Workspace, queued: list[object]) -> None:
    assert "No file has come in yet" in client.get(ROOT).content.decode()
    address = upload(client, ("leute.csv", TEXT))
    page = client.get(address).content.decode()
    for seen in (
        "semicolon",
        "German",
        "whole number, 1.234",
        "ambiguous",
        "03/04/2026",
        "is not an e-mail address",
        "12,400",
    ):
        assert seen in page
    assert not Creator.objects.exists(), "nothing is written before the start"
    form = form_of(page)
    assert form["field-1"] == "email"
    assert client.post(f"{address}start/", form).status_code == 302
    run = ImportRun.objects.get()
    assert queued == [{"run_id": run.pk}]
    assert "Waiting for the worker" in client.get(address).content.decode()
    uploads.tell_progress(run, 1, 4)
    ImportRun.objects.update(state="running")
    assert "25%" in client.get(f"{address}progress/").content.decode()
    import_file.func(run.pk)
    assert client.get(f"{address}progress/")["HX-Refresh"] == "true"
    page = client.get(address).content.decode()
    assert "Add the 1 new creator to the board" in page
    assert "Notiz" in page
    rejected = b"".join(client.get(f"{address}rejected/")).decode("utf-8-sig").splitlines()
    assert rejected[0].startswith("Row,Reason,Name,E-Mail")
    assert rejected[1].startswith("2,E-Mail: “tom(at)example.com” is not an e-mail address.,Tom,tom(at)example.com")
    assert rejected[1].endswith("'=cmd")
    assert not uploads.path_of(run).exists(), "the file goes when the run is over"
    assert client.post(f"{address}track/").status_code == 302
    assert Relationship.objects.get().creator.name == "Maya Lind"
    assert "Add the" not in client.get(address).content.decode()


def test_the_mapping_can_be_mended(client: Client, workspace: Workspace) -> None:
    address = upload(client, ("odd.csv", "Wer,Wo\nMaya Lind,Berlin\n"))
    assert "cannot be read so" in client.get(address).content.decode()
    answer = client.post(f"{address}mapping/", {"kind": "creators", "kind_before": ""})
    assert answer.status_code == 422, "no column says who they are"
    form = form_of(answer.content.decode())
    assert (form["field-0"], form["field-1"]) == ("", "")
    assert client.post(f"{address}start/", {**form, "field-0": "name"}).status_code == 302
    import_file.func(ImportRun.objects.get().pk)
    assert Creator.objects.get().name == "Maya Lind"


def test_a_mistake_in_the_mapping_starts_nothing(client: Client, workspace: Workspace, queued: list[object]) -> None:
    address = upload(client, ("leute.csv", TEXT))
    form = form_of(client.get(address).content.decode())
    answer = client.post(f"{address}start/", {**form, "field-0": "email"})
    assert answer.status_code == 422
    assert "Two columns are mapped" in answer.content.decode()
    assert (queued, ImportRun.objects.get().state) == ([], "preview")


def test_whose_posts_is_asked_and_answered(
    client: Client, workspace: Workspace, other_workspace: Workspace, queued: list[object]
) -> None:
    maya = create_creator(workspace=workspace, name="Maya Lind", handle="@maya", platform="youtube")
    stranger = create_creator(workspace=other_workspace, name="Maya Rival")
    address = upload(client, ("youtube.csv", YOUTUBE))
    page = client.get(address).content.decode()
    assert "Whose posts?" in page
    form = form_of(page)
    assert client.post(f"{address}start/", form).status_code == 200, "without an answer it does not start"
    assert queued == []
    page = client.post(f"{address}mapping/", {**form, "whose": "maya"}).content.decode()
    assert "Maya Lind" in page
    assert "Maya Rival" not in page
    assert client.post(f"{address}start/", {**form, "creator": stranger.pk}).status_code == 404
    assert client.post(f"{address}start/", {**form, "creator": maya.pk}).status_code == 302
    import_file.func(ImportRun.objects.get().pk)
    assert Post.objects.get().account.creators.get() == maya


def test_several_files_are_imported_in_the_order_they_need_each_other(
    client: Client, workspace: Workspace, queued: list[object]
) -> None:
    posts = "post_id,influencer_id,platform,post_date,caption,likes\n1,7,YouTube,2025-04-22,Hi,3\n"
    people = "influencer_id,name,platform\n7,Ana Ruiz,YouTube\n"
    assert upload(client, ("posts.csv", posts), ("influencers.csv", people)) == ROOT
    assert "Import all 2" in client.get(ROOT).content.decode()
    client.post(f"{ROOT}start/")
    ids = queued[0]["run_ids"]  # type: ignore[index]  # of start_all
    assert [ImportRun.objects.get(pk=pk).file_name for pk in ids] == ["influencers.csv", "posts.csv"]
    assert import_files.func(ids) == ["done", "done"]
    assert Post.objects.get().account.creators.get().name == "Ana Ruiz"


def test_a_zip_of_tables_comes_in_as_its_tables(client: Client, workspace: Workspace) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("creators.csv", "Name,Email\nMaya,maya@example.com\n")
        archive.writestr("posts.csv", "post_id,influencer_id,post_date,caption,likes\n1,7,2025-04-22,Hi,3\n")
    upload(client, ("all.zip", packed.getvalue()))
    assert set(ImportRun.objects.values_list("file_name", "kind")) == {
        ("creators.csv", "creators"),
        ("posts.csv", "posts"),
    }


@pytest.mark.parametrize("content", [b"", b"\x89PNG\x00\x00\x00", b"PK\x03\x04nonsense"])
def test_what_is_no_table_is_said_kindly_and_not_kept(client: Client, workspace: Workspace, content: bytes) -> None:
    upload(client, ("strange.csv", content))
    assert "strange.csv" in client.get(ROOT).content.decode()
    assert not ImportRun.objects.exists()
    folder = Path(settings.HOME) / "uploads"
    assert not any(path.name == "strange.csv" for path in folder.rglob("*"))


def test_a_refused_import_says_why_on_its_page(client: Client, workspace: Workspace) -> None:
    address = upload(client, ("cut.csv", "Name,Email\nMaya,maya@example.com\n"))
    run = ImportRun.objects.get()
    uploads.path_of(run).write_text('Name,Email\nMaya,"maya@exam')
    import_file.func(run.pk)
    page = client.get(address).content.decode()
    assert "Nothing was imported" in page
    assert "is cut off" in page
    assert not Creator.objects.exists()


def test_throwing_away_and_forgetting(client: Client, workspace: Workspace) -> None:
    address = upload(client, ("a.csv", TEXT))
    kept = uploads.path_of(ImportRun.objects.get())
    assert client.post(f"{address}discard/").status_code == 302
    assert not kept.exists()
    assert not ImportRun.objects.exists()
    upload(client, ("a.csv", TEXT))
    assert prune_uploads.func() == 0
    ImportRun.objects.update(created_at="2020-01-01T00:00Z")
    assert prune_uploads.func() == 1
    assert not ImportRun.objects.exists()


def test_names_of_files_never_lead_out_of_the_folder(workspace: Workspace) -> None:
    run = uploads.keep_upload(workspace=workspace, name="../../../etc/pass wd<x>.csv", chunks=[b"a,b\n"])
    assert uploads.path_of(run).parent.parent == Path(settings.HOME) / "uploads"
    assert run.file_name == "pass wd_x_.csv"


def test_possible_duplicates_are_decided_side_by_side(client: Client, workspace: Workspace) -> None:
    create_creator(workspace=workspace, name="Maya Lind", country="DE", email="a@example.com")
    create_creator(workspace=workspace, name="Maya Lind", country="DE", email="b@example.com")
    page = client.get("/w/acme/merges/").content.decode()
    assert "The same name in the same country (DE)" in page
    pk = MergeSuggestion.objects.get().pk
    assert client.post(f"/w/acme/merges/{pk}/", {"decision": "perhaps"}).status_code == 422
    assert client.post(f"/w/acme/merges/{pk}/", {"decision": "right"}).status_code == 302
    assert Creator.objects.get().email == "b@example.com"
    assert "No possible duplicates" in client.get("/w/acme/merges/").content.decode()


def test_two_people_stay_two(client: Client, workspace: Workspace) -> None:
    for email in ("a@example.com", "b@example.com"):
        create_creator(workspace=workspace, name="Maya Lind", country="DE", email=email)
    client.post(f"/w/acme/merges/{MergeSuggestion.objects.get().pk}/", {"decision": "apart"})
    assert Creator.objects.count() == 2
    assert "No possible duplicates" in client.get("/w/acme/merges/").content.decode()


def test_analysts_look_and_change_nothing(member_client: Member, client: Client, workspace: Workspace) -> None:
    address = upload(client, ("a.csv", TEXT))
    analyst = member_client("analyst")
    assert "Upload and look" not in analyst.get(ROOT).content.decode()
    assert analyst.get(address).status_code == 200
    for url in (f"{ROOT}upload/", f"{address}start/", f"{address}discard/", f"{ROOT}start/"):
        assert analyst.post(url).status_code == 403
    assert ImportRun.objects.get().state == "preview"


def test_another_workspaces_import_is_not_there(
    client: Client, workspace: Workspace, other_workspace: Workspace
) -> None:
    theirs = uploads.keep_upload(workspace=other_workspace, name="theirs.csv", chunks=[TEXT.encode()])
    for ending in ("", "progress/", "rejected/"):
        assert client.get(f"{ROOT}{theirs.pk}/{ending}").status_code == 404
    for ending in ("mapping/", "start/", "discard/", "track/"):
        assert client.post(f"{ROOT}{theirs.pk}/{ending}").status_code == 404
    assert "theirs.csv" not in client.get(ROOT).content.decode()
    assert uploads.path_of(theirs).exists()

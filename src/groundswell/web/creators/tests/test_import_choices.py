"""What was chosen in a preview stays chosen when all waiting files are imported together."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator, ImportRun
from groundswell.creators.services import create_creator
from groundswell.creators.tasks import import_files

LIST = "Name,Email,Note,Town\nMaya Lind,maya@example.com,Lindau,Bregenz\n"
YOUTUBE = 'Content,Video title,Video publish time,Views\nabcDEF12345,Chair test,"Oct 3, 2026",9000\n'
FIELDS = {"field-0": "name", "field-1": "email", "field-2": "city", "field-3": ""}


@pytest.fixture
def client(member_client: Callable[[str], Client]) -> Client:
    return member_client("manager")


def waiting(client: Client, name: str, content: str) -> str:
    answer = client.post("/w/acme/imports/upload/", {"files": [SimpleUploadedFile(name, content.encode())]})
    return str(answer["Location"])


def test_a_mapping_read_again_is_the_one_that_is_imported(client: Client, workspace: Workspace) -> None:
    address = waiting(client, "people.csv", LIST)
    client.post(f"{address}mapping/", {"kind": "creators", "kind_before": "creators", **FIELDS})
    assert 'name="field-3"' in client.get(address).content.decode()
    run = ImportRun.objects.get()
    assert run.mapping == {"Name": "name", "Email": "email", "Note": "city", "Town": None}
    import_files.func([run.pk])
    assert list(Creator.objects.of(workspace).values_list("name", "city")) == [("Maya Lind", "Lindau")]


def test_another_kind_is_read_by_its_own_columns(client: Client, workspace: Workspace) -> None:
    address = waiting(client, "people.csv", LIST)
    client.post(f"{address}mapping/", {"kind": "creators", "kind_before": "creators", **FIELDS})
    client.post(f"{address}mapping/", {"kind": "creators", "kind_before": "orders", **FIELDS})
    assert ImportRun.objects.get().mapping == {"Name": "name", "Email": "email", "Note": None, "Town": "city"}


def test_the_only_person_of_the_name_is_taken_and_of_two_neither(client: Client, workspace: Workspace) -> None:
    ines = create_creator(workspace=workspace, name="Ines Duarte")
    create_creator(workspace=workspace, name="Ines Alm")
    address = waiting(client, "videos.csv", YOUTUBE)
    several = client.post(f"{address}mapping/", {"whose": "Ines"}).content.decode()
    assert several.count("<option value=") > 2
    assert "creator" not in ImportRun.objects.get().options
    page = client.post(f"{address}mapping/", {"whose": "Ines Duarte"}).content.decode()
    assert "All rows go to <strong>Ines Duarte</strong>" in page
    assert ImportRun.objects.get().options["creator"] == ines.pk
    assert "Nobody of that name is known" in client.post(f"{address}mapping/", {"whose": "Nora"}).content.decode()

"""The side panel: details, notes, timeline."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.relationships import services
from groundswell.relationships.models import Note, Relationship
from groundswell.web.tests.relationships.conftest import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_details_are_saved_and_shown(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("manager")
    sent = {
        "fit": "77",
        "next_step": "Call",
        "next_step_on": "2026-12-01",
        "tags": "gear, trail",
        "summary": "Kind",
        "owner": "",
    }
    answer = client.post(f"/w/acme/relationships/{maya.pk}/details/", sent)
    assert answer.status_code == 200
    assert "Saved" in answer["HX-Trigger"]
    row = Relationship.objects.get(creator=maya)
    assert (row.fit, row.next_step, str(row.next_step_on), row.summary) == (77, "Call", "2026-12-01", "Kind")
    page = client.get(f"/w/acme/relationships/{maya.pk}/").content.decode()
    assert "gear, trail" in page
    assert "Tags: gear, trail" in page


def test_bad_details_are_refused_and_kept_in_the_form(member_client: SignIn, person: Person) -> None:
    maya = person("Maya")
    answer = member_client("manager").post(
        f"/w/acme/relationships/{maya.pk}/details/", {"fit": "101", "next_step": "Call"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Fit is a whole number from 0 to 100." in page
    assert 'value="101"' in page
    assert 'value="Call"' in page
    assert Relationship.objects.get(creator=maya).next_step == ""


def test_parking_asks_why_in_place(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("manager")
    asked = client.post(f"/w/acme/relationships/{maya.pk}/stage/", {"stage": "parked"}).content.decode()
    assert 'name="reason"' in asked
    assert Relationship.objects.get(creator=maya).stage == "identified"
    client.post(f"/w/acme/relationships/{maya.pk}/stage/", {"stage": "parked", "reason": "On leave"})
    row = Relationship.objects.get(creator=maya)
    assert (row.stage, row.reason) == ("parked", "On leave")


def test_notes_are_added_changed_deleted_and_escaped(member_client: SignIn, person: Person) -> None:
    maya, client = person("Maya"), member_client("manager")
    page = client.post(f"/w/acme/relationships/{maya.pk}/notes/", {"body": "<script>x</script>"}).content.decode()
    assert "&lt;script&gt;x" in page
    note = Note.objects.get()
    assert "Leeds" in client.post(f"/w/acme/notes/{note.pk}/edit/", {"body": "Runs in Leeds"}).content.decode()
    assert client.post(f"/w/acme/notes/{note.pk}/delete/").status_code == 200
    assert not Note.objects.exists()
    assert client.post(f"/w/acme/notes/{note.pk}/delete/").status_code == 404


def test_analysts_see_the_panel_without_forms_and_cannot_write(
    member_client: SignIn, workspace: Workspace, person: Person
) -> None:
    maya, client = person("Maya"), member_client("analyst")
    note = services.add_note(workspace=workspace, creator=maya, body="Old")
    page = client.get(f"/w/acme/relationships/{maya.pk}/").content.decode()
    assert "<form" not in page
    assert "Old" in page
    for path in (f"relationships/{maya.pk}/details/", f"relationships/{maya.pk}/notes/", f"notes/{note.pk}/delete/"):
        assert client.post(f"/w/acme/{path}", {"body": "x", "fit": "1"}).status_code == 403
    assert list(Note.objects.values_list("body", flat=True)) == ["Old"]


def test_somebody_not_on_the_board_can_be_put_there(member_client: SignIn, workspace: Workspace) -> None:
    from groundswell.creators.models import Creator

    new, client = Creator.objects.create(workspace=workspace, name="New"), member_client("manager")
    assert "Not on the board yet" in client.get(f"/w/acme/relationships/{new.pk}/").content.decode()
    client.post(f"/w/acme/relationships/{new.pk}/stage/", {"stage": "warming"})
    assert Relationship.objects.get(creator=new).stage == "warming"

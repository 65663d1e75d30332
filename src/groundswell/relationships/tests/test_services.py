"""Stages, notes, tags, lists and the timeline as they are written."""

import pytest

from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.relationships import queries, services
from groundswell.relationships.models import Note, Relationship, Tag, TimelineEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook")


def people(workspace: Workspace, count: int) -> list[Creator]:
    return Creator.objects.bulk_create([Creator(workspace=workspace, name=f"P{n}") for n in range(count)])


def texts(workspace: Workspace, creator: Creator) -> list[str]:
    return [entry.text for entry in queries.timeline(workspace, creator).entries]


def test_tracking_is_idempotent_and_puts_everybody_at_the_start(workspace: Workspace) -> None:
    some = people(workspace, 1_203)
    assert services.track_creators(workspace=workspace, creators=some) == 1_203
    assert services.track_creators(workspace=workspace, creators=some[:7]) == 0
    assert Relationship.objects.filter(stage="identified").count() == 1_203
    assert TimelineEvent.objects.count() == 1_203


def test_a_move_is_recorded_with_who_and_why(workspace: Workspace, owner: User, maya: Creator) -> None:
    services.move_stage(workspace=workspace, creator=maya, stage="contacted", user=owner)
    services.move_stage(workspace=workspace, creator=maya, stage="declined", user=owner, reason="Sells too much")
    assert texts(workspace, maya) == [
        "Moved from Contacted to Declined: Sells too much",
        "Moved from Identified to Contacted",
    ]
    event = TimelineEvent.objects.get(detail__to="declined")
    assert (event.actor, event.detail) == (owner, {"from": "contacted", "to": "declined", "reason": "Sells too much"})
    assert Relationship.objects.get().reason == "Sells too much"


def test_by_hand_a_yes_and_a_no_need_their_reason_but_an_events_do_not(
    workspace: Workspace, owner: User, maya: Creator
) -> None:
    for stage in ("agreed", "declined", "parked"):
        with pytest.raises(BadInput) as refused:
            services.move_stage(workspace=workspace, creator=maya, stage=stage, user=owner, reason="  ")
        assert (refused.value.code, refused.value.where) == ("reason_needed", "reason")
    assert not TimelineEvent.objects.exists()
    services.move_stage(workspace=workspace, creator=maya, stage="declined", forward_only=True)
    assert Relationship.objects.get().stage == "declined"
    assert not queries.decisions_of(workspace, maya)


def test_decisions_by_hand_are_kept_one_after_the_other(workspace: Workspace, owner: User, maya: Creator) -> None:
    for stage, reason in (
        ("agreed", "Knows her trails"),
        ("parked", "On leave"),
        ("parked", "Again"),
        ("live", ""),
        ("agreed", "Back"),
    ):
        services.move_stage(workspace=workspace, creator=maya, stage=stage, user=owner, reason=reason)
    assert [
        (one.verdict, one.side, one.about, one.reason, one.user) for one in queries.decisions_of(workspace, maya)
    ] == [
        ("accepted", "brand", "board", "Back", owner),
        ("refused", "brand", "board", "On leave", owner),
        ("accepted", "brand", "board", "Knows her trails", owner),
    ]


def test_moving_where_one_already_is_leaves_no_trace(workspace: Workspace, maya: Creator) -> None:
    for _ in range(2):
        services.move_stage(workspace=workspace, creator=maya, stage="agreed", forward_only=True)
    services.move_stage(workspace=workspace, creator=maya, stage="contacted", forward_only=True)
    assert texts(workspace, maya) == ["Moved from Identified to Agreed"]


def test_edits_are_audited_with_old_and_new_and_only_when_something_changed(
    workspace: Workspace, owner: User, maya: Creator
) -> None:
    changes = {"fit": "80", "next_step": "Send sample", "next_step_on": "2026-11-03", "owner": str(owner.pk)}
    for _ in range(2):
        services.update_relationship(workspace=workspace, creator=maya, changes=changes, user=owner)
    entry = AuditEntry.objects.get(action="relationship.update")
    assert entry.detail == {
        "fit": [None, 80],
        "next_step": ["", "Send sample"],
        "next_step_on": [None, "2026-11-03"],
        "owner": [None, "owner@acme.example"],
    }
    assert len(texts(workspace, maya)) == 1


def test_an_owner_has_a_seat_in_the_workspace(workspace: Workspace, outsider: User, maya: Creator) -> None:
    for value in (outsider.pk, "999999", "x"):
        with pytest.raises(BadInput, match="member"):
            services.update_relationship(workspace=workspace, creator=maya, changes={"owner": value})


def test_tags_are_one_whatever_their_case(workspace: Workspace, maya: Creator) -> None:
    assert services.set_tags(workspace=workspace, creator=maya, tags="Vegan, trail") == ["Vegan", "trail"]
    assert services.set_tags(workspace=workspace, creator=maya, tags=["vegan"], keep=True) == ["Vegan", "trail"]
    assert services.set_tags(workspace=workspace, creator=maya, tags="gear") == ["gear"]
    assert Tag.objects.count() == 3


def test_notes_stand_on_the_timeline_and_can_be_mended(workspace: Workspace, owner: User, maya: Creator) -> None:
    note = services.add_note(workspace=workspace, creator=maya, body=" Runs Leeds half ", author=owner)
    services.edit_note(workspace=workspace, note_id=note.pk, body="Runs Leeds full", user=owner)
    [entry] = queries.timeline(workspace, maya).entries
    assert (entry.kind, entry.text, entry.actor, entry.note_id) == ("note", "Runs Leeds full", owner, note.pk)
    services.delete_note(workspace=workspace, note_id=note.pk, user=owner)
    assert queries.timeline(workspace, maya).entries == []
    assert "Leeds" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    with pytest.raises(BadInput):
        services.add_note(workspace=workspace, creator=maya, body="  ")


def test_lists_grow_once_per_creator_and_put_them_on_the_board(workspace: Workspace, owner: User) -> None:
    some = people(workspace, 3)
    assert services.add_to_list(workspace=workspace, list_name="Trail runners", creators=some[:2], user=owner) == 2
    assert services.add_to_list(workspace=workspace, list_name="trail runners", creators=some, user=owner) == 1
    [found] = queries.lists(workspace)
    assert (found.slug, found.size) == ("trail-runners", 3)  # type: ignore[attr-defined]  # annotated
    assert Relationship.objects.count() == 3
    assert services.remove_from_list(workspace=workspace, list=found, creators=some[:1]) == 1
    with pytest.raises(Conflict):
        services.create_list(workspace=workspace, name="Trail Runners")


def test_cards_are_ordered_by_hand_and_the_order_survives_when_numbers_run_out(workspace: Workspace) -> None:
    a, b, c = people(workspace, 3)
    services.track_creators(workspace=workspace, creators=[a, b, c])

    def order() -> str:
        names = {a.pk: "a", b.pk: "b", c.pk: "c"}
        return "".join(
            names[row.creator_id] for row in queries.column(workspace, "identified", queries.Filters()).cards
        )

    services.place_card(workspace=workspace, creator=a, before=c)
    assert order() == "acb"
    for _ in range(120):
        services.place_card(workspace=workspace, creator=b, before=c)
        services.place_card(workspace=workspace, creator=c, before=b)
    assert order() == "acb"
    services.place_card(workspace=workspace, creator=a, before=None)
    assert order() == "cba"


def test_another_workspace_is_as_if_it_were_not_there(workspace: Workspace, other_workspace: Workspace) -> None:
    theirs = Creator.objects.create(workspace=other_workspace, name="T")
    note = services.add_note(workspace=other_workspace, creator=theirs, body="secret")
    for act in (
        lambda: services.track_creators(workspace=workspace, creators=[theirs]),
        lambda: services.move_stage(workspace=workspace, creator=theirs, stage="live"),
        lambda: services.update_relationship(workspace=workspace, creator=theirs, changes={"fit": 1}),
        lambda: services.set_tags(workspace=workspace, creator=theirs, tags="x"),
        lambda: services.add_note(workspace=workspace, creator=theirs, body="x"),
        lambda: services.edit_note(workspace=workspace, note_id=note.pk, body="x"),
        lambda: services.delete_note(workspace=workspace, note_id=note.pk),
        lambda: services.add_to_list(workspace=workspace, list_name="L", creators=[theirs]),
    ):
        with pytest.raises(NotFound):
            act()
    assert not Relationship.objects.exists()
    assert Note.objects.get().body == "secret"

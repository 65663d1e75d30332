"""Tasks, and who is named in a note."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Membership, User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.relationships import queries, services
from groundswell.relationships.mentions import Member, handles, mentioned
from groundswell.relationships.models import Mention, Task, TimelineEvent

TEAM = [
    Member(1, "ana@acme.example", "Ana", "Ruiz"),
    Member(2, "ben.k@acme.example", "Ben", ""),
    Member(3, "ana@other.example", "", ""),
]


def test_members_are_called_by_address_first_name_and_whole_name_unless_two_share_it() -> None:
    assert handles(TEAM) == {"anaruiz": 1, "ben.k": 2, "ben": 2}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@ben look", [2]), ("Ask @Ben.K, then @AnaRuiz.", [2, 1]), ("@ben @BEN", [2]), ("ben", []), ("me@ben.example", []),
        ("@ana", []), ("@@ben", []), ("(@ben)", [2]), ("@benjamin", []), ("", []),
    ],
)  # fmt: skip
def test_who_is_named(text: str, named: list[int]) -> None:
    assert mentioned(text, handles(TEAM)) == named


@given(st.text(max_size=80), st.lists(st.sampled_from(["ben", "anaruiz"]), max_size=5))
def test_only_members_are_named_and_each_once(text: str, names: list[str]) -> None:
    found = mentioned(text + "".join(f" @{name} " for name in names), handles(TEAM))
    assert len(found) == len(set(found))
    assert {{"ben": 2, "anaruiz": 1}[name] for name in names} <= set(found) <= {1, 2}


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook")


@pytest.fixture
def ben(workspace: Workspace) -> User:
    user = User.objects.create_user("ben@acme.example")
    Membership.objects.create(workspace=workspace, user=user, role="manager")
    return user


@pytest.mark.django_db
def test_whoever_is_named_is_told_once_until_they_have_seen_it(
    workspace: Workspace, owner: User, ben: User, maya: Creator
) -> None:
    note = services.add_note(workspace=workspace, creator=maya, body="@ben can you call her?", author=owner)
    services.edit_note(workspace=workspace, note_id=note.pk, body="@ben, call her", user=owner)
    [waiting] = queries.mentions_of(workspace, ben)
    assert waiting.note == note
    assert not queries.mentions_of(workspace, owner)
    assert services.see_mentions(workspace=workspace, user=ben, creator=maya) == 1
    assert not queries.mentions_of(workspace, ben)
    services.edit_note(workspace=workspace, note_id=note.pk, body="@ben, call her today", user=owner)
    assert not queries.mentions_of(workspace, ben)
    services.edit_note(workspace=workspace, note_id=note.pk, body="Called", user=owner)
    assert not Mention.objects.exists()
    services.add_note(workspace=workspace, creator=maya, body="@ben myself", author=ben)
    assert not Mention.objects.exists()


@pytest.mark.django_db
def test_nobody_of_another_workspace_is_named(other_workspace: Workspace, owner: User, ben: User) -> None:
    theirs = Creator.objects.create(workspace=other_workspace, name="T")
    services.add_note(workspace=other_workspace, creator=theirs, body="@ben", author=None)
    assert not Mention.objects.exists()


@pytest.mark.django_db
def test_tasks_come_by_their_day_and_are_done_once(workspace: Workspace, owner: User, ben: User, maya: Creator) -> None:
    add = services.add_tasks
    add(workspace=workspace, title="Some day", user=owner)
    [late] = add(
        workspace=workspace, title="Call  her", creators=[maya], assignee="BEN@acme.example", due_on="2026-11-03"
    )
    add(workspace=workspace, title="Later", due_on=date(2026, 12, 1), assignee=owner)
    assert [task.title for task in queries.tasks_of(workspace)] == ["Call her", "Later", "Some day"]
    assert [task.title for task in queries.tasks_of(workspace, assignee=ben)] == ["Call her"]
    services.change_task(task=late, changes={"due_on": "2026-12-24", "title": "Call"})
    assert [task.title for task in queries.tasks_of(workspace)] == ["Later", "Call", "Some day"]
    for _ in range(2):
        services.end_task(task=late, user=ben)
    assert [event.text for event in TimelineEvent.objects.filter(creator=maya)] == ["Done: Call"]
    assert [(task.title, task.done_by) for task in queries.tasks_of(workspace, done=True)] == [("Call", ben)]
    services.end_task(task=late, done=False, user=ben)
    assert queries.task_of(workspace, late.pk).done_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "where"),
    [({"title": "  "}, "title"), ({"title": "x" * 201}, "title"), ({"title": "x", "due_on": "soon"}, "due_on"),
     ({"title": "x", "assignee": "eve@rival.example"}, "assignee"), ({"title": "x", "assignee": "99999"}, "assignee")],
)  # fmt: skip
def test_what_is_no_task_is_refused_and_none_is_made(
    workspace: Workspace, maya: Creator, given: Any, where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        services.add_tasks(workspace=workspace, creators=[maya], **given)
    assert refused.value.where == where
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_another_workspaces_creators_and_tasks_are_out_of_reach(
    workspace: Workspace, other_workspace: Workspace, maya: Creator
) -> None:
    with pytest.raises(NotFound):
        services.add_tasks(workspace=other_workspace, title="x", creators=[None, maya])
    [task] = services.add_tasks(workspace=workspace, title="x")
    with pytest.raises(NotFound):
        queries.task_of(other_workspace, task.pk)
    assert Task.objects.count() == 1

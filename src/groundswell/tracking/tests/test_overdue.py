"""What was agreed and never came."""

from datetime import date, timedelta

import pytest

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Deliverable, Participant
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.relationships.models import Relationship
from groundswell.tracking.queries import late_deliverables
from groundswell.tracking.rules.overdue import days_left
from groundswell.tracking.services import mark_overdue, submit_post
from groundswell.tracking.services.overdue import Overdue
from groundswell.tracking.tasks import mark_overdue_deliverables

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 14)


@pytest.fixture
def due(agreed: Participant) -> Participant:
    Deliverable.objects.update(due_on=DUE)
    return agreed


def test_a_week_of_grace_then_missed_and_ghosted(due: Participant, workspace: Workspace) -> None:
    assert mark_overdue(today=DUE + timedelta(days=7)) == Overdue(0, 0)
    assert late_deliverables(workspace, today=DUE + timedelta(days=1)).count() == 2
    assert mark_overdue(today=DUE + timedelta(days=8)) == Overdue(missed=2, ghosted=1)
    assert Participant.objects.get().state == "ghosted"
    assert Relationship.objects.get().stage == "ghosted"
    assert mark_overdue(today=DUE + timedelta(days=9)) == Overdue(0, 0)
    assert late_deliverables(workspace, today=DUE + timedelta(days=9)).count() == 2


def test_who_posted_something_is_not_ghosted(due: Participant) -> None:
    submit_post(
        participant=due,
        url="https://www.instagram.com/maya.runs/p/CxAbC123/",
        caption="#acmetrail",
        submitted_by="creator",
    )
    assert mark_overdue(today=DUE + timedelta(days=8)) == Overdue(missed=1, ghosted=0)
    assert Participant.objects.get().state == "live"


def test_a_post_after_all_brings_the_ghost_back(due: Participant) -> None:
    Deliverable.objects.update(due_on=clock.today() - timedelta(days=8))
    mark_overdue(today=clock.today())
    late = Deliverable.objects.filter(platform="instagram")
    late.update(due_on=clock.today() - timedelta(days=7))
    ghost = Participant.objects.get()
    submit_post(
        participant=ghost,
        url="https://www.instagram.com/maya.runs/p/CxAbC123/",
        caption="#acmetrail",
        submitted_by="creator",
    )
    assert late.get().state == "live"
    assert Participant.objects.get().state == "live"
    assert Relationship.objects.get().stage == "live"


def test_the_periodic_task_says_what_it_did(due: Participant) -> None:
    Deliverable.objects.update(due_on=clock.today() - timedelta(days=8))
    assert mark_overdue_deliverables.func() == {"missed": 2, "ghosted": 1}


def test_another_workspace_sees_none_of_it(due: Participant, other_workspace: Workspace) -> None:
    assert late_deliverables(other_workspace, today=date(2030, 1, 1)).count() == 0


def test_the_clock_of_one_that_is_late() -> None:
    assert [days_left(DUE, DUE + timedelta(days=late)) for late in (0, 1, 6, 7, 8)] == [None, 7, 2, 1, None]
    assert days_left(None, DUE) is None


@pytest.mark.parametrize(
    ("after", "kinds"),
    [(0, (0, 0, 0)), (1, (2, 0, 0)), (7, (2, 0, 0)), (8, (0, 0, 2))],
)
def test_each_late_one_is_of_one_kind(
    due: Participant, workspace: Workspace, after: int, kinds: tuple[int, ...]
) -> None:
    today = DUE + timedelta(days=after)
    mark_overdue(today=today)
    found = [late_deliverables(workspace, today=today, only=kind).count() for kind in ("late", "missed", "ghosted")]
    assert tuple(found) == kinds
    assert late_deliverables(workspace, today=today).count() == sum(kinds)


def test_missed_without_being_ghosted(due: Participant, workspace: Workspace) -> None:
    first = Deliverable.objects.order_by("pk")[0]
    Deliverable.objects.filter(pk=first.pk).update(state="paid")
    today = DUE + timedelta(days=8)
    assert mark_overdue(today=today) == Overdue(missed=1, ghosted=0)
    assert late_deliverables(workspace, today=today, only="missed").count() == 1
    with pytest.raises(BadInput):
        late_deliverables(workspace, today=today, only="nonsense")


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_a_draft_that_never_went_live_is_missed_too(due: Participant, state: str) -> None:
    Deliverable.objects.update(state=state)
    assert mark_overdue(today=DUE + timedelta(days=7)).missed == 0
    assert mark_overdue(today=DUE + timedelta(days=8)).missed == 2

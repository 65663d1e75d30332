"""The steps of a deliverable, and more time for what is late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.models import Deliverable, Participant
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.relationships.models import Relationship
from groundswell.tracking.rules.states import DONE, MOVES, WAITING, may_move
from groundswell.tracking.services import extend_deliverable, mark_overdue, move_deliverable, submit_post

URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
NOW = datetime(2026, 12, 22, 9, tzinfo=UTC)


@given(st.lists(st.sampled_from(Deliverable.State.values), max_size=12))
def test_whatever_is_asked_nothing_goes_back_from_a_post(wishes: list[str]) -> None:
    state = "planned"
    for wish in wishes:
        if may_move(state, wish):
            assert not (state in ("live", *DONE) and wish in WAITING)
            assert wish not in ("live", "missed"), "posts and the clock do that"
            state = wish


def test_every_state_is_known_to_the_rules() -> None:
    assert set(MOVES) | {"missed", "paid"} == set(Deliverable.State.values)
    assert {*WAITING, "live", *DONE} == set(Deliverable.State.values)


@pytest.mark.django_db
def test_from_planned_to_paid(agreed: Participant) -> None:
    feed = agreed.deliverables.get(platform="instagram")
    with pytest.raises(Conflict, match="What is planned cannot become paid"):
        move_deliverable(deliverable=feed, state="paid")
    with pytest.raises(BadInput):
        move_deliverable(deliverable=feed, state="lost")
    for state in ("draft", "planned", "draft", "approved"):
        assert move_deliverable(deliverable=feed, state=state).state == state
    assert move_deliverable(deliverable=feed, state="approved").state == "approved", "again changes nothing"
    submit_post(participant=agreed, url=URL, caption="#ad #acmetrail", submitted_by="creator")
    for state in ("verified", "paid"):
        assert move_deliverable(deliverable=feed, state=state).state == state
    with pytest.raises(Conflict, match="needs no more time"):
        extend_deliverable(deliverable=feed, due_on=date(2099, 1, 1))
    Deliverable.objects.exclude(pk=feed.pk).update(state="live")
    move_deliverable(deliverable=agreed.deliverables.get(platform="tiktok"), state="verified")
    assert Participant.objects.get().state == "completed", "paid counts as done"


@pytest.mark.django_db
def test_more_time_brings_a_ghost_back(agreed: Participant) -> None:
    Deliverable.objects.update(due_on=NOW.date() - timedelta(days=8), window_start=None)
    with clock.told(NOW):
        mark_overdue(today=clock.today())
        assert Relationship.objects.get().stage == "ghosted"
        feed = agreed.deliverables.get(platform="instagram")
        with pytest.raises(BadInput, match="past"):
            extend_deliverable(deliverable=feed, due_on=NOW.date() - timedelta(days=1))
        assert Participant.objects.get().state == "ghosted", "a refusal changes nothing"
        extend_deliverable(deliverable=feed, due_on=NOW.date())
        assert mark_overdue(today=clock.today()).missed == 0
    feed.refresh_from_db()
    assert (feed.state, feed.due_on) == ("planned", NOW.date())
    assert Participant.objects.get().state == "accepted"
    assert Relationship.objects.get().stage == "agreed"


@pytest.mark.django_db
def test_not_before_the_window_opens(agreed: Participant) -> None:
    feed = agreed.deliverables.get(platform="instagram")
    Deliverable.objects.filter(pk=feed.pk).update(window_start=date(2099, 1, 2))
    with pytest.raises(BadInput, match="before the window"):
        extend_deliverable(deliverable=feed, due_on=date(2099, 1, 1))

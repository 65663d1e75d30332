"""What is owed on a calendar: its days, what clashes, how it is moved and read from outside, and who is reminded."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Deliverable, Offer, Participant
from groundswell.campaigns.services import CampaignFacts, add_participants, create_campaign, publish_guidelines
from groundswell.creators.services import create_creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.outreach.models import Message
from groundswell.outreach.services import create_mailbox
from groundswell.tracking.models import CalendarFeed
from groundswell.tracking.queries import calendar_entries
from groundswell.tracking.rules.calendar import days_of_view, neighbours
from groundswell.tracking.rules.ical import Event, calendar_of
from groundswell.tracking.rules.reminders import reminder_due
from groundswell.tracking.services import remind_creators, set_launch_hour, set_reminders

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.sampled_from(["month", "week", "list"]))
def test_the_stretches_of_a_view_leave_no_day_out(day: date, view: str) -> None:
    days = days_of_view(view, day)
    assert day in days
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))
    if view != "list":
        assert days[0].weekday() == 0
        assert len(days) % 7 == 0
    before, after = neighbours(view, day)
    assert days_of_view(view, after)[0] <= days[-1] + timedelta(days=1)
    assert days_of_view(view, before)[-1] >= days[0] - timedelta(days=1)


@given(st.text(max_size=200))
def test_a_line_of_the_file_is_never_longer_than_75_octets(title: str) -> None:
    text = calendar_of("x", [Event("1@a", date(2026, 12, 14), title)], at=datetime(2026, 1, 1, tzinfo=UTC))
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert sum(line.startswith("BEGIN:VEVENT") for line in lines) == 1
    assert "DTEND;VALUE=DATE:20261215" in lines


@pytest.mark.parametrize(
    ("day", "due", "gift", "step"),
    [
        (11, 14, False, "before"), (12, 14, False, "before"), (13, 14, False, ""), (14, 14, False, "on"), (16, 14, False, "after"),
        (18, 14, False, ""), (8, None, True, "gift 7"), (11, None, True, "gift 10"), (15, None, True, "gift 14"),
        (8, None, False, ""), (5, None, True, ""),
    ],
)  # fmt: skip
def test_each_reminder_has_its_day(day: int, due: int | None, gift: bool, step: str) -> None:
    due_on = date(2026, 12, due) if due else None
    assert reminder_due(due_on, date(2026, 12, 1), date(2026, 12, day), gift=gift) == step


@pytest.fixture
def rival_post(agreed: Participant, workspace: Workspace) -> Deliverable:
    """Maya owes the same day a post for another campaign, and the first one excludes its name."""
    rules = [{"kind": "competitor", "value": "Sole Mates"}, {"kind": "exclusivity", "value": "10"}]
    publish_guidelines(campaign=agreed.campaign, brief="", items=rules, places=["US"])
    other = create_campaign(workspace=workspace, facts=CampaignFacts(name="Sole Mates", state="running"))
    add_participants(workspace=workspace, campaign=other, creators=[agreed.creator])
    whose = Participant.objects.of(workspace).get(campaign=other)
    made: Deliverable = Deliverable.objects.create(
        workspace=workspace, participant=whose, activity="review", platform="instagram", due_on=date(2099, 12, 14)
    )
    return made


@pytest.mark.django_db
class TestCalendar:
    def test_clashes_are_told_on_page_api_and_command_line(
        self,
        rival_post: Deliverable,
        member_client: Callable[[str], Client],
        api: Callable[..., Client],
        workspace: Workspace,
    ) -> None:
        shown = member_client("analyst").get("/w/acme/calendar/?day=2099-12-01").content.decode()
        assert "Another post of theirs is due on Instagram that day" in shown
        told = api("read").get("/api/v1/calendar?first=2099-12-14&last=2099-12-14").json()
        assert len(told) == 2
        why = next(one["clashes"] for one in told if one["id"] == rival_post.pk)
        assert "Autumn trail excludes sole mates for 10 days; Sole Mates is due on 14 December." in why
        tiktok = calendar_entries(workspace, first=date(2099, 12, 20), last=date(2099, 12, 20), today=clock.today())
        assert [len(one.clashes) for one in tiktok] == [1]

    def test_a_card_is_moved_and_what_is_past_or_done_stays(
        self, agreed: Participant, member_client: Callable[[str], Client], cli: Callable[..., Any]
    ) -> None:
        manager, owed = member_client("manager"), agreed.deliverables.get(platform="instagram")
        soon = clock.today() + timedelta(days=5)

        def move(day: object) -> int:
            return manager.post("/w/acme/calendar/move/", {"card": owed.pk, "column": str(day)}).status_code

        assert move(soon) == 204
        assert move("2000-01-01") == 422
        assert move("soon") == 422
        owed.refresh_from_db()
        assert owed.due_on == soon
        (told,) = json.loads(cli("posts", "calendar", "--json").stdout)
        assert (told["id"], told["day"], told["standing"]) == (owed.pk, str(soon), "open")
        owed.state = Deliverable.State.LIVE
        owed.save()
        assert move(soon + timedelta(days=1)) == 409

    def test_the_feed_is_the_members_own_and_closes(
        self,
        agreed: Participant,
        owner: User,
        workspace: Workspace,
        client_of: Callable[[User], Client],
        client: Client,
    ) -> None:
        agreed.deliverables.update(due_on=clock.today())
        mine = client_of(owner)
        mine.post("/w/acme/calendar/feed/")
        old = CalendarFeed.objects.get().token
        answer = client.get(f"/calendar/{old}.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.content.decode().count("SUMMARY:Maya Brook: ") == 2
        mine.post("/w/acme/calendar/feed/", {"anew": "1"})
        assert client.get(f"/calendar/{old}.ics").status_code == 404
        new = CalendarFeed.objects.get().token
        assert client.get(f"/calendar/{new}.ics").status_code == 200
        owner.memberships.all().delete()
        assert client.get(f"/calendar/{new}.ics").status_code == 404

    def test_each_reminder_goes_out_once_and_only_where_it_was_asked_for(
        self, agreed: Participant, workspace: Workspace
    ) -> None:
        on = date(2099, 12, 11)
        assert remind_creators(today=on) == {"queued": 0}
        box = create_mailbox(
            workspace=workspace,
            name="T",
            from_name="A",
            from_email="t@acme.example",
            host="127.0.0.1",
            port=25,
            security="none",
        )
        set_reminders(workspace=workspace, mailbox=box)
        for _ in range(2):
            remind_creators(today=on)
        assert "is due on 14 December 2099" in Message.objects.get().body
        agreed.deliverables.update(due_on=None)
        Offer.objects.update(fee=Decimal(0))
        joined = agreed.joined_at
        assert joined is not None
        assert remind_creators(today=joined.date() + timedelta(days=10)) == {"queued": 2}
        set_reminders(workspace=workspace, mailbox=None)
        assert remind_creators(today=joined.date() + timedelta(days=14)) == {"queued": 0}


@pytest.fixture
def tom(agreed: Participant, workspace: Workspace) -> Deliverable:
    """Tom owes a post on the day and network of one of Maya's."""
    creator = create_creator(workspace=workspace, name="Tom Ashe", email="tom@creators.example")
    add_participants(workspace=workspace, campaign=agreed.campaign, creators=[creator])
    whose = Participant.objects.of(workspace).get(creator=creator)
    made: Deliverable = Deliverable.objects.create(
        workspace=workspace, participant=whose, activity="review", platform="instagram", due_on=date(2099, 12, 14)
    )
    return made


@pytest.mark.django_db
class TestLaunchHours:
    def test_two_posts_in_one_hour_clash_and_two_hours_do_not(
        self,
        agreed: Participant,
        tom: Deliverable,
        workspace: Workspace,
        api: Callable[..., Client],
        cli: Callable[..., Any],
    ) -> None:
        mayas = agreed.deliverables.get(platform="instagram")

        def clashes() -> list[list[str]]:
            told = api("read").get("/api/v1/calendar?first=2099-12-14&last=2099-12-14").json()
            return [one["clashes"] for one in told]

        path = f"/api/v1/deliverables/{mayas.pk}/hour"
        assert (
            api("read", "write").post(path, {"hour": 18}, content_type="application/json").json()["launch_hour"] == 18
        )
        assert clashes() == [[], []]
        assert "It goes live at 18:00." in cli("calendar", "hour", tom.pk, 18).stdout
        assert clashes() == [
            ["Tom Ashe goes live in the same hour on Instagram: Autumn trail."],
            ["Maya Brook goes live in the same hour on Instagram: Autumn trail."],
        ]
        with clock.told(datetime(2099, 11, 1, tzinfo=UTC)):
            assert "SUMMARY:Tom Ashe: Product review\\, 18:00" in cli("calendar", "ics").stdout
            assert api("read").get("/api/v1/calendar.ics").content.decode().count("BEGIN:VEVENT") == 3
        cli("calendar", "hour", tom.pk, 19)
        assert clashes() == [[], []]
        assert json.loads(cli("calendar", "hour", tom.pk, "--json", "--", -1).stdout)["launch_hour"] is None

    @pytest.mark.parametrize("hour", ["24", "x", "-1", "111"])
    def test_what_is_no_hour(self, tom: Deliverable, member_client: Callable[[str], Client], hour: str) -> None:
        manager = member_client("manager")
        assert manager.post(f"/w/acme/deliverables/{tom.pk}/hour/", {"hour": hour}).status_code == 422
        assert manager.post(f"/w/acme/deliverables/{tom.pk}/hour/", {"hour": "9"}).status_code == 302
        assert "09:00" in manager.get("/w/acme/campaigns/autumn-trail/?tab=deliverables").content.decode()
        tom.refresh_from_db()
        assert tom.launch_hour == 9
        manager.post(f"/w/acme/deliverables/{tom.pk}/hour/", {"hour": ""})
        tom.refresh_from_db()
        assert tom.launch_hour is None

    def test_without_a_day_or_after_the_post_there_is_no_hour(self, tom: Deliverable) -> None:
        Deliverable.objects.filter(pk=tom.pk).update(due_on=None)
        with pytest.raises(BadInput, match="no day yet"):
            set_launch_hour(deliverable=tom, hour=9)
        Deliverable.objects.filter(pk=tom.pk).update(state="live")
        with pytest.raises(Conflict):
            set_launch_hour(deliverable=tom, hour=9)

    def test_reminders_by_command_and_api(
        self, workspace: Workspace, api: Callable[..., Client], cli: Callable[..., Any], other_workspace: Workspace
    ) -> None:
        def box(whose: Workspace) -> int:
            made = create_mailbox(
                workspace=whose,
                name="T",
                from_name="A",
                from_email="t@acme.example",
                host="127.0.0.1",
                port=25,
                security="none",
            )
            return int(made.pk)

        mine, theirs = box(workspace), box(other_workspace)
        assert cli("--workspace", "acme", "calendar", "reminders").stdout.strip() == "Nobody is reminded."
        assert json.loads(cli("--workspace", "acme", "calendar", "reminders", "--mailbox", mine, "--json").stdout) == {
            "mailbox": mine
        }
        assert cli("--workspace", "acme", "calendar", "reminders", "--mailbox", theirs).exit_code != 0
        client = api("read", "write")
        assert client.put("/api/v1/reminders", {"mailbox": theirs}, content_type="application/json").status_code == 404
        assert client.put("/api/v1/reminders", {"mailbox": None}, content_type="application/json").json() == {
            "mailbox": None
        }
        assert cli("--workspace", "acme", "calendar", "reminders").stdout.strip() == "Nobody is reminded."

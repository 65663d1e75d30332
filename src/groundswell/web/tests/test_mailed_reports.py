"""Reports by mail: each period once to each address, after it has ended, whatever breaks off in between."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.kit import clock
from groundswell.kit.tests.fixtures import Result
from groundswell.reports.models import ReportMail, ReportSchedule
from groundswell.reports.period import Period, last_finished
from groundswell.reports.services import schedule_report
from groundswell.reports.services.mailing import mail_reports

WEDNESDAY = datetime(2026, 10, 7, 12, tzinfo=UTC)
MONDAY = datetime(2026, 10, 12, 7, tzinfo=UTC)
NONE = {"sent": 0, "failed": 0}


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"


@pytest.fixture
def schedule(workspace: Workspace) -> ReportSchedule:
    with clock.told(WEDNESDAY):
        addresses = ["Board@acme.example", " cfo@acme.example", "board@acme.example", ""]
        return schedule_report(workspace=workspace, campaign=None, every="week", addresses=addresses)


def test_the_last_week_and_month() -> None:
    assert last_finished("week", date(2026, 10, 12)) == Period(date(2026, 10, 5), date(2026, 10, 11))
    assert last_finished("week", date(2026, 10, 11)) == Period(date(2026, 9, 28), date(2026, 10, 4))
    assert last_finished("month", date(2026, 3, 31)) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert last_finished("month", date(2026, 1, 1)) == Period(date(2025, 12, 1), date(2025, 12, 31))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["week", "month"]))
def test_periods_follow_one_another_without_a_gap(today: date, every: str) -> None:
    period = last_finished(every, today)
    assert period.first <= period.last < today
    assert last_finished(every, period.last + timedelta(days=1)) == period
    assert last_finished(every, period.first).last == period.first - timedelta(days=1)


def test_each_period_goes_once_to_each_address(schedule: ReportSchedule) -> None:
    with clock.told(MONDAY):
        assert mail_reports() == {"sent": 2, "failed": 0}
        assert mail_reports() == NONE
    assert sorted(one.to[0] for one in mail.outbox) == ["board@acme.example", "cfo@acme.example"]
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name, kind) == ("report-2026-10-05.pdf", "application/pdf")
    assert bytes(content).startswith(b"%PDF")
    assert "Acme Shoes: the report of 5 Oct 2026 to 11 Oct 2026" in mail.outbox[0].subject
    with clock.told(MONDAY + timedelta(days=7)):
        assert mail_reports() == {"sent": 2, "failed": 0}
    assert ReportMail.objects.count() == 4


def test_not_before_the_period_ended_nor_before_the_morning(schedule: ReportSchedule, workspace: Workspace) -> None:
    for moment in (WEDNESDAY, MONDAY - timedelta(minutes=1)):
        with clock.told(moment):
            assert mail_reports() == NONE
    workspace.time_zone = "America/New_York"
    workspace.save()
    with clock.told(MONDAY):
        assert mail_reports() == NONE
    with clock.told(MONDAY + timedelta(hours=4)):
        assert mail_reports() == {"sent": 2, "failed": 0}


def test_a_server_that_refuses_is_asked_again(schedule: ReportSchedule, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise ConnectionRefusedError

    with clock.told(MONDAY):
        with monkeypatch.context() as broken:
            broken.setattr(EmailBackend, "send_messages", refuse)
            assert mail_reports() == {"sent": 0, "failed": 2}
        assert mail_reports() == {"sent": 2, "failed": 0}
    assert len(mail.outbox) == 2


def test_without_a_mail_server_nothing_is_claimed(schedule: ReportSchedule, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    with clock.told(MONDAY):
        assert mail_reports() == NONE
    assert not ReportMail.objects.exists()


def test_the_page_makes_and_stops_a_schedule(workspace: Workspace, member_client: Callable[..., Client]) -> None:
    browser = member_client("manager")
    assert "No report is mailed" in browser.get("/w/acme/roi/mail/").text
    wrong = browser.post("/w/acme/roi/mail/", {"addresses": "nobody", "every": "week"})
    assert wrong.status_code == 422
    assert "“nobody” is no e-mail address." in wrong.text
    browser.post("/w/acme/roi/mail/", {"addresses": "a@acme.example, b@acme.example", "every": "month"})
    made = ReportSchedule.objects.get()
    assert (made.every, made.addresses) == ("month", ["a@acme.example", "b@acme.example"])
    assert "Every month" in browser.get("/w/acme/roi/mail/").text
    assert browser.post(f"/w/acme/roi/mail/{made.pk}/stop/").status_code == 302
    assert not ReportSchedule.objects.exists()


def test_analysts_mail_nothing(workspace: Workspace, member_client: Callable[..., Client]) -> None:
    answer = member_client("analyst").post("/w/acme/roi/mail/", {"addresses": "a@acme.example", "every": "week"})

    assert answer.status_code == 403
    assert not ReportSchedule.objects.exists()


def test_the_same_by_api_and_command(
    workspace: Workspace, other_workspace: Workspace, api: Callable[..., Client], cli: Callable[..., Result]
) -> None:
    made = cli("--workspace", "acme", "mailed-reports", "create", "a@acme.example", "--every", "week", "--json")
    document = json.loads(made.stdout)
    assert document["addresses"] == ["a@acme.example"]
    assert api().get("/api/v1/reports/schedules").json() == {"schedules": [document]}
    assert cli("--workspace", "rival", "mailed-reports", "stop", str(document["id"])).exit_code == 2
    assert cli("--workspace", "acme", "mailed-reports", "create", "a@acme.example", "--every", "day").exit_code == 2
    assert api().delete(f"/api/v1/reports/schedules/{document['id']}").json()["state"] == "stopped"
    body = {"every": "month", "addresses": ["b@acme.example"], "hide_names": True}
    assert api().post("/api/v1/reports/schedules", body, "application/json").json()["hide_names"] is True
    told = json.loads(cli("--workspace", "acme", "mailed-reports", "list", "--json").stdout)["schedules"]
    assert [row["every"] for row in told] == ["month"]

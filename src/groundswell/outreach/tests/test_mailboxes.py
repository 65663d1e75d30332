"""Mailboxes on real servers: what a check says, and how fast they may write."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.outreach import services, tokens
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.rules import cap_on, read_dkim, read_dmarc, read_spf, working_moment, zone_of
from groundswell.outreach.tests.conftest import Office
from groundswell.outreach.tests.name_server import answering
from tests.testbeds.mail.post import PASSWORD, Post

pytestmark = pytest.mark.django_db
Queue = Callable[..., Message]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday


def real_box(workspace: Workspace, post: Post, **more: Any) -> Mailbox:
    given: dict[str, Any] = {
        "name": "Ana", "from_name": "Ana", "from_email": "ana@brand.test", "host": "127.0.0.1",
        "port": post.smtp_port, "security": "none", "username": "ana@brand.test", "password": PASSWORD,
        "imap_host": "127.0.0.1", "imap_port": post.imap_port, "imap_security": "none",
    }  # fmt: skip
    return services.create_mailbox(workspace=workspace, **given | more)


def states(found: list[dict[str, Any]]) -> dict[str, str]:
    return {each["name"]: each["state"] for each in found}


def test_a_check_says_what_works_and_what_receivers_will_think(
    workspace: Workspace, postoffice: Post, settings: Any, member_client: Callable[..., Client]
) -> None:
    box = real_box(workspace, postoffice)
    offline = states(services.check_mailbox(workspace=workspace, mailbox=box))
    assert offline == {
        "Sending": "ok", "TLS, sending": "warn", "Reading": "ok", "TLS, reading": "warn",
        "SPF": "cannot tell", "DKIM": "cannot tell", "DMARC": "cannot tell",
    }  # fmt: skip
    records = {
        "brand.test": ["v=spf1 include:mail.test -all", "something=else"],
        "s1._domainkey.brand.test": ["v=DKIM1; k=rsa; p=MIGf"],
        "_dmarc.brand.test": ["v=DMARC1; p=quarantine"],
    }
    with answering(records) as settings.DNS_SERVER:
        page = member_client("owner").post(f"/w/acme/mailboxes/{box.pk}/check/", follow=True).content.decode()
    box.refresh_from_db()
    assert Counter(states(box.checks).values()) == {"ok": 5, "warn": 2}
    assert "A key is published under “s1”." in page
    assert "The policy is quarantine." in page
    with answering({"_dmarc.brand.test": ["v=DMARC1; p=none"]}) as settings.DNS_SERVER:
        again = states(services.check_mailbox(workspace=workspace, mailbox=box))
    assert (again["SPF"], again["DKIM"], again["DMARC"]) == ("fail", "cannot tell", "ok")


def test_a_check_names_a_wrong_password_a_missing_server_and_encryption_that_is_not_there(
    workspace: Workspace, postoffice: Post
) -> None:
    box = real_box(workspace, postoffice, password="wrong")
    found = {each["name"]: each for each in services.check_mailbox(workspace=workspace, mailbox=box)}
    assert found["Sending"]["state"] == found["Reading"]["state"] == "fail"
    assert "refuses user name or password" in found["Sending"]["words"]
    assert "refuses user name or password" in found["Reading"]["words"]
    assert "app password" in found["Reading"]["cure"]
    box = real_box(workspace, postoffice, imap_security="starttls", security="tls")
    assert states(services.check_mailbox(workspace=workspace, mailbox=box))["Reading"] == "fail"
    box = real_box(workspace, postoffice, imap_host="")
    assert states(services.check_mailbox(workspace=workspace, mailbox=box))["Reading"] == "warn"
    assert PASSWORD not in str(list(Mailbox.objects.values_list("checks")))
    assert PASSWORD not in Mailbox.objects.values_list("password", flat=True)


def test_a_stored_password_is_not_sent_to_another_imap_server(workspace: Workspace, postoffice: Post) -> None:
    box = real_box(workspace, postoffice)
    changes = {"imap_host": "imap.evil.example", "imap_security": "tls"}
    with pytest.raises(BadInput) as refused:
        services.update_mailbox(workspace=workspace, mailbox=box, changes=changes)
    assert refused.value.where == "imap_password"
    services.update_mailbox(workspace=workspace, mailbox=box, changes=changes | {"password": "new"})
    assert Mailbox.objects.get(pk=box.pk).imap_host == "imap.evil.example"


@pytest.mark.django_db(transaction=True)
def test_a_bounce_comes_back_to_an_address_that_names_the_mail(
    workspace: Workspace, postoffice: Post, queue: Queue, maya: Creator
) -> None:
    box = real_box(workspace, postoffice, from_email="verp@brand.test")
    maya.email = "maya@no-such-domain.test"
    maya.save()
    message = services.queue_message(
        workspace=workspace, creator=maya, mailbox=box, subject="Hi", body="x", idempotency_key="v"
    )
    assert services.send_due_messages() == {"sent": 1}
    for _ in range(200):
        with postoffice.box("verp@brand.test") as inbox:
            mails = list(inbox.fetch())
        if mails:
            break
    assert mails[0].obj.get_content_type() == "multipart/report"
    assert tokens.message_in(str(mails[0].obj["To"])) == message.pk


def test_a_guessed_token_names_nothing() -> None:
    token = tokens.token_of(7)
    assert tokens.message_in(f"ana+{token.upper()}@brand.test") == 7
    assert tokens.message_in(token.replace("-7", "-8")) is None
    assert tokens.message_in(f"b-{'a' * 16}-7") is None
    assert tokens.return_path(f"{'a' * 60}@brand.test", 7) == f"{'a' * 60}@brand.test"


@pytest.mark.django_db(transaction=True)
def test_paced_mail_waits_for_hours_gap_and_cap_and_a_persons_own_does_not(
    office: Office, queue: Queue, mailbox: Mailbox, maya: Creator
) -> None:
    Mailbox.objects.update(daily_cap=3, ramp_start=2, ramp_step=1, gap_least=60, gap_most=60)
    maya.country = "US"
    maya.save()
    with clock.told(NOON):  # 06:00 in Chicago
        for n in range(5):
            queue(f"paced {n}")
        Message.objects.update(paced=True)
        queue("now")
        assert services.send_due_messages() == {"sent": 1}, "only what is not paced"
    assert Message.objects.filter(next_attempt_at=NOON.replace(hour=15)).count() == 5
    sent = []
    for minute in range(300):
        with clock.told(NOON.replace(hour=15) + timedelta(seconds=30 * minute)):
            if services.send_due_messages().get("sent"):
                sent.append(minute)
    assert sent == [0], "one paced mail beside the other makes two, the first day's cap"
    tomorrow = NOON.replace(day=26, hour=15)
    assert set(Message.objects.filter(state="queued").values_list("next_attempt_at", flat=True)) == {tomorrow}
    sent = []
    for minute in range(10):
        with clock.told(tomorrow + timedelta(seconds=30 * minute)):
            if services.send_due_messages().get("sent"):
                sent.append(minute)
    assert sent == [0, 2, 4], "a gap of a minute, and three on the second day"
    assert len(office.postman.mails) == 5


def test_the_pace_as_a_table() -> None:
    day = date(2026, 11, 25)
    ramp = [cap_on(day + timedelta(days=n), day, cap=40, start=10, step=5) for n in (0, 1, 5, 6, 7, 400)]
    assert ramp == [10, 15, 35, 40, 40, 40]
    assert cap_on(day, None, cap=40, start=10, step=5) == 10
    zones = {"US": "America/Chicago", "GB": "Europe/London", "fr": "Europe/Paris", "": "Asia/Tokyo", "XX": "Asia/Tokyo"}
    assert {country: zone_of(country, "Asia/Tokyo").key for country in zones} == zones
    berlin = ZoneInfo("Europe/Berlin")
    for now, then in (
        ("2026-11-25T12:00", "2026-11-25T12:00"),  # Wednesday, 13:00 there
        ("2026-11-25T05:00", "2026-11-25T08:00"),
        ("2026-11-25T16:00", "2026-11-26T08:00"),  # 17:00 is over
        ("2026-11-27T18:00", "2026-11-30T08:00"),  # Friday evening waits for Monday
        ("2026-03-29T00:00", "2026-03-30T07:00"),  # the clocks change
    ):
        moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
        assert working_moment(moment, berlin, 9, 17).isoformat()[:16] == then


def test_what_a_domain_says_as_a_table() -> None:
    assert read_spf(["v=spf1 a -all", "x"]).state == "ok"
    assert read_spf(["v=spf1 +all"]).state == "warn"
    assert read_spf(["v=spf1 a", "v=spf1 b"]).state == read_spf([]).state == "fail"
    assert read_dkim(["v=DKIM1; p="], "s").state == read_dkim(["other"], "s").state == "fail"
    assert read_dkim(["k=rsa; p=MII"], "s").state == "ok"
    assert read_dmarc(["v=DMARC1; p=reject"]).state == "ok"
    assert read_dmarc(["v=DMARC1"]).state == "fail"
    assert read_dmarc([]).state == read_dmarc(["v=DMARC1; p=none", "v=DMARC1; p=none"]).state == "warn"

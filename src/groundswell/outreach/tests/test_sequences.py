"""Sequences against a real SMTP server: each step once, and none after an answer, a refusal or a deal."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator, Post
from groundswell.kit import clock
from groundswell.kit.errors import Conflict
from groundswell.outreach import services
from groundswell.outreach.models import Enrolment, Mailbox, Message, Sequence, StepRun
from groundswell.outreach.tests.conftest import Office
from groundswell.relationships.models import TimelineEvent
from groundswell.relationships.services import add_to_list, create_list, move_stage

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday; the workspace lives in UTC


@pytest.fixture
def sequence(workspace: Workspace, owner: User, mailbox: Mailbox) -> Sequence:
    """A mail, a direct message after two days, a second mail in the same conversation after three more."""
    Mailbox.objects.update(gap_least=0, gap_most=0)
    made = services.create_sequence(workspace=workspace, name="Spring", mailbox=mailbox, user=owner)
    steps = (
        ("mail", 0, "Hi {{ creator.first_name }}", "I liked “{{ creator.posts[1].caption | default: 'your posts' }}”."),
        ("hand", 2, "", "Hello from {{ brand.name }}!"),
        ("mail", 3, "", "Did you see it? {{ creator.city }}"),
    )
    for kind, wait_days, subject, body in steps:
        services.save_step(
            workspace=workspace, sequence=made, kind=kind, wait_days=wait_days, subject=subject, body=body
        )
    services.start_sequence(workspace=workspace, sequence=made, user=owner)
    return made


def enrol(sequence: Sequence, *people: Creator) -> services.Enrolled:
    return services.enrol_creators(workspace=sequence.workspace, sequence=sequence, creators=people)


def day(number: float) -> None:
    """What the worker does on that day, counted from NOON."""
    with clock.told(NOON + timedelta(days=number)):
        services.advance_sequences()
        services.send_due_messages()


def test_a_person_goes_through_step_by_step_and_nothing_is_sent_twice(
    office: Office, sequence: Sequence, maya: Creator, member_client: Callable[..., Client]
) -> None:
    maya.city = "Leeds"
    maya.save()
    account = Account.objects.create(platform="instagram", handle="mayaruns", url="https://instagram.com/mayaruns")
    maya.accounts.add(account)
    for n, caption in enumerate(("Mud again", "New shoes")):
        Post.objects.create(
            account=account, url=f"https://x.example/{n}", caption=caption, source="t",
            published_at=NOON - timedelta(days=n),
        )  # fmt: skip
    with clock.told(NOON):
        assert enrol(sequence, maya) == (1, 0)
        assert enrol(sequence, maya) == (0, 1)
    for number in (0, 0.01, 1.9):
        day(number)
    assert len(office.postman.mails) == 1
    day(2.1)
    [run] = StepRun.objects.filter(state="to_do")
    client = member_client("manager")
    page = client.get("/w/acme/by-hand/").content.decode()
    assert "Hello from Acme Shoes!" in page
    assert 'href="https://instagram.com/mayaruns"' in page
    day(9)
    assert len(office.postman.mails) == 1, "the wait begins when the message was sent"
    with clock.told(NOON + timedelta(days=9)):
        assert client.post(f"/w/acme/by-hand/{run.pk}/", {"did": "sent"}).status_code == 302
        with pytest.raises(Conflict):
            services.tick_step(workspace=sequence.workspace, run=StepRun.objects.get(pk=run.pk))
    assert TimelineEvent.objects.filter(creator=maya, kind="dm_sent").count() == 1
    for number in (11.9, 12.0, 12.1, 12.2, 13.1, 40):
        day(number)
    first, second = (message_from_bytes(mail) for mail in office.postman.mails)
    assert second["Subject"] == "Re: Hi Maya"
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert Enrolment.objects.get().state == "done"
    assert [run.state for run in StepRun.objects.order_by("step__position")] == ["done"] * 3


def test_a_missing_value_blocks_that_person_until_it_is_known(
    office: Office, sequence: Sequence, workspace: Workspace, maya: Creator, member_client: Callable[..., Client]
) -> None:
    shy = Creator.objects.create(workspace=workspace, name="runner_87", email="shy@example.org")
    with clock.told(NOON):
        enrol(sequence, maya, shy)
        assert services.advance_sequences() == {"begun": 1, "blocked": 1}
    client = member_client("manager")
    blocked = Enrolment.objects.get(creator=shy)
    assert blocked.reason.startswith("Step 1: Not known: creator.first_name.")
    page = client.get(f"/w/acme/sequences/{sequence.pk}/?state=blocked").content.decode()
    assert "Not known: creator.first_name." in page
    day(1)
    assert len(office.postman.mails) == 1
    shy.name = "Sam Hill"
    shy.save()
    with clock.told(NOON + timedelta(days=1)):
        client.post(f"/w/acme/enrolments/{blocked.pk}/resume/")
    day(1)
    assert {message_from_bytes(mail)["Subject"] for mail in office.postman.mails} == {"Hi Maya", "Hi Sam"}


@pytest.mark.parametrize(
    ("stage", "why"), [("agreed", "Moved to Agreed"), ("declined", "Moved to Declined"), ("in_conversation", "Moved to In conversation")]
)  # fmt: skip
def test_a_deal_a_refusal_or_an_answer_stops_it_even_with_a_mail_in_the_queue(
    office: Office, sequence: Sequence, workspace: Workspace, maya: Creator, stage: str, why: str
) -> None:
    with clock.told(NOON):
        enrol(sequence, maya)
        services.advance_sequences()
        assert Message.objects.filter(state="queued", paced=True).count() == 1
        move_stage(workspace=workspace, creator=maya, stage=stage, reason="x")
        services.send_due_messages()
    assert office.postman.mails == []
    assert Enrolment.objects.values_list("state", "reason").get() == ("stopped", why)
    day(30)
    assert office.postman.mails == []


def test_unsubscribing_stops_and_out_of_office_postpones(
    office: Office, sequence: Sequence, workspace: Workspace, maya: Creator
) -> None:
    with clock.told(NOON):
        enrol(sequence, maya)
        services.postpone_enrolments(workspace=workspace, creator=maya, until=NOON + timedelta(days=5))
    day(4)
    assert office.postman.mails == []
    day(5.1)
    assert len(office.postman.mails) == 1
    services.suppress_address(workspace=workspace, email=maya.email, reason="asked")
    assert Enrolment.objects.values_list("state", "reason").get() == ("stopped", "Asked not to be written to")


def test_a_paused_sequence_sends_nothing(
    office: Office, sequence: Sequence, workspace: Workspace, maya: Creator
) -> None:
    with clock.told(NOON):
        enrol(sequence, maya)
        services.advance_sequences()
    services.pause_sequence(workspace=workspace, sequence=sequence)
    day(0)
    assert office.postman.mails == []
    services.start_sequence(workspace=workspace, sequence=sequence)
    day(0)
    assert len(office.postman.mails) == 1


ADVANCE = """
import os, random, threading, time, django
django.setup()
from groundswell.outreach.services import advance_sequences, send_due_messages
threading.Thread(target=lambda: (time.sleep(random.random() * 0.5), os.kill(os.getpid(), 9)), daemon=True).start()
while True:
    advance_sequences()
    send_due_messages()
"""


def test_a_worker_killed_at_any_moment_begins_no_step_twice(
    shared_home: Path, office: Office, sequence: Sequence, workspace: Workspace
) -> None:
    Mailbox.objects.update(daily_cap=2000, ramp_start=2000, hours_from=0, hours_to=24)
    Message.objects.update(paced=False)
    people = Creator.objects.bulk_create(
        [
            Creator(workspace=workspace, name=f"Ann Hill{chr(97 + n % 26)}", email=f"a{n}@example.org", city="X")
            for n in range(60)
        ]
    )
    enrol(sequence, *people)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        "GROUNDSWELL_HOME": str(shared_home),
    }
    for _ in range(4):
        worker = subprocess.Popen([sys.executable, "-c", ADVANCE], env=environment, stdout=subprocess.DEVNULL)
        assert worker.wait(timeout=60) == -signal.SIGKILL
    services.advance_sequences()
    assert StepRun.objects.count() == Message.objects.count() == 60
    delivered = Counter(message_from_bytes(mail)["Message-ID"] for mail in office.postman.mails)
    assert max(delivered.values(), default=1) == 1


def test_a_list_is_enrolled_after_a_look_at_each_text(
    sequence: Sequence, workspace: Workspace, maya: Creator, member_client: Callable[..., Client]
) -> None:
    chosen = create_list(workspace=workspace, name="Runners")
    add_to_list(workspace=workspace, list=chosen, creators=[maya])
    client = member_client("manager")
    path = f"/w/acme/sequences/{sequence.pk}/enrol/"
    page = client.get(f"{path}?list={chosen.slug}").content.decode()
    assert "Hi Maya" in page
    assert "1 of 1 ready now" in page
    assert not Enrolment.objects.exists()
    assert client.post(path, {"creator": [maya.pk], "skip": [maya.pk]}).status_code == 302
    assert not Enrolment.objects.exists()
    assert member_client("analyst").post(path, {"creator": [maya.pk]}).status_code == 403
    assert client.post(path, {"creator": [maya.pk]}).status_code == 302
    assert Enrolment.objects.get().creator == maya


def test_steps_are_checked_and_those_that_were_sent_stay(
    sequence: Sequence, workspace: Workspace, maya: Creator, member_client: Callable[..., Client]
) -> None:
    client = member_client("manager")
    path = f"/w/acme/sequences/{sequence.pk}/"
    for change, words in (
        ({"body": "{{ creator.nmae }}"}, "Nothing offers creator.nmae."),
        ({"body": "{{ creator.__class__ }}"}, "Nothing offers"),
        ({"wait_days": "91"}, "less than or equal to 90"),
        ({"kind": "sms"}, "not one of the available choices"),
    ):
        answer = client.post(path, {"kind": "mail", "wait_days": "1", "subject": "", "body": "x"} | change)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert sequence.steps.count() == 3
    with clock.told(NOON):
        enrol(sequence, maya)
        services.advance_sequences()
    first, last = sequence.steps.get(position=1), sequence.steps.get(position=3)
    assert "it stays" in client.post(f"/w/acme/steps/{first.pk}/delete/", follow=True).content.decode()
    client.post(f"/w/acme/steps/{last.pk}/delete/")
    assert sequence.steps.count() == 2

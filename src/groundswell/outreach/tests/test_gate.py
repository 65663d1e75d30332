"""The gate in front of every message: nothing blocked is made or sent, and what was let through is kept."""

from datetime import timedelta

import pytest

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.accounts.services import create_user
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.outreach import queries, services
from groundswell.outreach.errors import NotLawful
from groundswell.outreach.mail import as_email
from groundswell.outreach.models import GateDecision, Incoming, Mailbox, Message, Thread
from groundswell.relationships.models import ContactBasis
from groundswell.relationships.services import move_stage, record_basis, withdraw_basis, withdraw_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(workspace: Workspace) -> Mailbox:
    return Mailbox.objects.create(
        workspace=workspace, name="Ana", from_name="Ana", from_email="ana@acme.example", host="127.0.0.1", port=2525,
    )  # fmt: skip


@pytest.fixture
def jana(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Jana Wolf", email="jana@example.org", country="DE")


def write(creator: Creator, mailbox: Mailbox, key: str = "k") -> Message:
    return services.queue_message(
        workspace=creator.workspace, creator=creator, mailbox=mailbox, subject="Hello", body="Hi", idempotency_key=key
    )


def outcome(creator: Creator) -> str:
    return str(queries.may_write(creator.workspace, [creator])[creator.pk].outcome)


def test_a_blocked_message_is_never_made(jana: Creator, mailbox: Mailbox) -> None:
    with pytest.raises(NotLawful, match="Germany: They must have agreed beforehand") as refused:
        write(jana, mailbox)
    assert "open call" in refused.value.cure
    assert not Message.objects.exists()
    assert not GateDecision.objects.exists()


def test_what_was_let_through_is_kept_with_its_proof(jana: Creator, mailbox: Mailbox) -> None:
    record_basis(workspace=jana.workspace, creator=jana, kind="consent", text="Yes, write to me")
    message = write(jana, mailbox)
    decision = GateDecision.objects.get()
    assert (decision.message, decision.outcome, decision.country, decision.footing) == (
        message,
        "allow",
        "DE",
        "consent",
    )
    assert decision.law.startswith("UWG § 7")
    assert "Yes, write to me" in decision.proof
    assert write(jana, mailbox) == message, "the same key again"
    assert GateDecision.objects.count() == 1


def test_a_consent_withdrawn_while_it_waits_stops_the_mail(jana: Creator, mailbox: Mailbox) -> None:
    record_basis(workspace=jana.workspace, creator=jana, kind="consent", text="Yes")
    message = write(jana, mailbox)
    withdraw_consent(workspace=jana.workspace, creator=jana)
    assert services.send_due_messages() == {"failed": 1}
    message.refresh_from_db()
    assert message.state == "failed"
    assert "Germany" in message.error


def test_a_public_profile_with_the_address_is_proof_by_itself(workspace: Workspace, mailbox: Mailbox) -> None:
    workspace.postal_address = "1 Road, Halifax"
    workspace.save()
    maya = Creator.objects.create(workspace=workspace, name="Maya", email="maya@example.org", country="CA")
    assert outcome(maya) == "block"
    account = Account.objects.create(
        platform="bluesky", handle="maya.gate", url="https://bsky.app/profile/maya.gate", read_at=clock.now(),
        bio="Trails. Collabs: Maya@Example.org",
    )  # fmt: skip
    maya.accounts.add(account)
    assert outcome(maya) == "allow"
    write(maya, mailbox)
    kept = GateDecision.objects.get()
    assert (kept.footing, kept.url) == ("published", "https://bsky.app/profile/maya.gate")
    assert "Collabs" in kept.proof
    Account.objects.filter(pk=account.pk).update(bio="No brand deals. Do not email maya@example.org")
    assert outcome(maya) == "block"


def test_a_reply_and_an_agreement_count_and_a_forged_reply_does_not(jana: Creator, mailbox: Mailbox) -> None:
    thread = Thread.objects.create(workspace=jana.workspace, creator=jana, mailbox=mailbox, subject="Hello")
    facts = {
        "workspace": jana.workspace,
        "thread": thread,
        "mailbox": mailbox,
        "kind": "reply",
        "from_email": jana.email,
    }
    forged = Incoming.objects.create(**facts, message_id="<1@x>", doubt="DMARC failed")
    assert outcome(jana) == "block"
    Incoming.objects.create(**facts, message_id="<2@x>", subject="Re: Hello")
    assert outcome(jana) == "allow"
    Incoming.objects.exclude(pk=forged.pk).delete()
    move_stage(workspace=jana.workspace, creator=jana, stage="agreed", forward_only=True)
    assert outcome(jana) == "allow"


def test_the_mail_says_where_the_address_is_from(workspace: Workspace, mailbox: Mailbox) -> None:
    zoe = Creator.objects.create(workspace=workspace, name="Zoé", email="zoe@example.org", country="FR")
    page = "https://zoe.example.org/contact"
    record_basis(workspace=workspace, creator=zoe, kind="published", text="Pro : zoe@example.org", url=page)
    message = write(zoe, mailbox)
    text = as_email(Message.objects.get(pk=message.pk), workspace).get_content()
    assert f"We have your address from {page}." in text.replace("\n", " ")


def test_only_an_owner_overrides_and_says_why(jana: Creator, mailbox: Mailbox, owner: User) -> None:
    workspace = jana.workspace
    manager = create_user(email="m@acme.example", workspace=workspace, role="manager", password="x" * 12)
    stranger = User.objects.create(email="s@example.org")
    for user in (manager, stranger):
        with pytest.raises(Forbidden):
            services.override_gate(workspace=workspace, creator=jana, reason="I know her", user=user)
    with pytest.raises(BadInput):
        services.override_gate(workspace=workspace, creator=jana, reason="  ", user=owner)
    assert outcome(jana) == "block"
    services.override_gate(workspace=workspace, creator=jana, reason="She asked me at the fair", user=owner)
    write(jana, mailbox)
    assert GateDecision.objects.get().footing == "override"
    entry = AuditEntry.objects.of(workspace).get(action="contact_basis.recorded")
    assert (entry.user, entry.detail["text"]) == (owner, "She asked me at the fair")


def test_a_footing_needs_its_proof_and_is_kept_once(jana: Creator) -> None:
    workspace = jana.workspace
    bad = [
        {"kind": "published", "text": "mail me"}, {"kind": "published", "text": "mail me", "url": "ftp://x"},
        {"kind": "consent", "text": ""}, {"kind": "guess", "text": "x"},
        {"kind": "consent", "text": "x", "since": clock.now().date() + timedelta(days=1)},
    ]  # fmt: skip
    for facts in bad:
        with pytest.raises(BadInput):
            record_basis(workspace=workspace, creator=jana, **facts)  # type: ignore[arg-type]  # bad on purpose
    assert not ContactBasis.objects.exists()
    first = record_basis(workspace=workspace, creator=jana, kind="consent", text="Yes")
    assert record_basis(workspace=workspace, creator=jana, kind="consent", text="Yes") == first
    withdraw_basis(workspace=workspace, basis=first)
    assert outcome(jana) == "block"
    record_basis(workspace=workspace, creator=jana, kind="consent", text="Yes")
    assert outcome(jana) == "allow"
    assert ContactBasis.objects.count() == 1

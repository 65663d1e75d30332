"""The ledger's pages: asking by message, deciding, suspected posts, the report, and a chain that was broken."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.disclosure.models import DisclosureCheck, LedgerEntry
from groundswell.disclosure.services import receive_post
from groundswell.tracking.models import PostMatch

pytestmark = pytest.mark.django_db
URL = "https://www.instagram.com/p/Pages01/"
HIDDEN = "A quiet run in the Peak Trail with code MAYA15. #run #hills #ad #acmetrail"
UNSURE = "In partnership with Acme, a quiet run in the Peak Trail. #acmetrail"


@pytest.fixture
def manager(member_client: Callable[..., Client]) -> Client:
    return member_client("manager")


@pytest.fixture
def base(workspace: Workspace) -> str:
    return f"/w/{workspace.slug}/disclosure"


@pytest.fixture
def faulty(agreed: Participant) -> DisclosureCheck:
    return receive_post(participant=agreed, url=URL, caption=HIDDEN, submitted_by="creator").check


@pytest.fixture
def unsure(agreed: Participant) -> DisclosureCheck:
    return receive_post(participant=agreed, url=URL, caption=UNSURE, submitted_by="creator").check


def test_the_ledger_says_that_it_is_whole_or_broken(manager: Client, base: str, faulty: DisclosureCheck) -> None:
    head = LedgerEntry.objects.get().hash
    page = manager.get(f"{base}/").content.decode()
    assert "the ledger is whole" in page
    assert head[:12] in page
    DisclosureCheck.objects.filter(pk=faulty.pk).update(verdict="pass")
    page = manager.get(f"{base}/").content.decode()
    assert "The ledger was changed from outside" in page
    assert "the ledger is whole" not in page


def test_a_request_by_message_is_kept_once(manager: Client, base: str, faulty: DisclosureCheck) -> None:
    assert "I asked in a direct message" in manager.get(f"{base}/{faulty.pk}/fix/").content.decode()
    for _ in range(2):
        answer = manager.post(f"{base}/{faulty.pk}/asked/")
    match = PostMatch.objects.get()
    assert answer.url.endswith(f"/posts/{match.pk}/")  # type: ignore[attr-defined]
    assert list(LedgerEntry.objects.order_by("number").values_list("kind", flat=True)) == ["verdict", "fix_requested"]
    assert LedgerEntry.objects.get(kind="fix_requested").content["channel"] == "message"
    assert "I asked in a direct message" not in manager.get(f"{base}/{faulty.pk}/fix/").content.decode()


def test_a_review_is_decided_with_a_reason(
    manager: Client, base: str, workspace: Workspace, unsure: DisclosureCheck
) -> None:
    match = PostMatch.objects.get()
    assert "What do you decide?" in manager.get(f"/w/{workspace.slug}/posts/{match.pk}/").content.decode()
    manager.post(f"{base}/{unsure.pk}/decide/", {"decision": "accepted", "note": ""})
    assert DisclosureCheck.objects.get().decision == "", "without a reason nothing is decided"
    manager.post(f"{base}/{unsure.pk}/decide/", {"decision": "accepted", "note": "The label is on the picture."})
    page = manager.get(f"/w/{workspace.slug}/posts/{match.pk}/").content.decode()
    assert "Decided by a person" in page
    assert "The label is on the picture." in page
    assert "What do you decide?" not in page


def test_suspected_posts_are_ranked_with_reasons(manager: Client, base: str, faulty: DisclosureCheck) -> None:
    page = manager.get(f"{base}/suspected/").content.decode()
    assert "It hands out a code." in page
    assert "never a verdict" in page
    faulty.post.caption = "A quiet run."
    faulty.post.save()
    assert "Nothing looks suspicious" in manager.get(f"{base}/suspected/").content.decode()


@pytest.mark.parametrize(
    ("format", "kind", "start"), [("pdf", "application/pdf", b"%PDF-"), ("csv", "text/csv", b"\xef\xbb\xbfCase")]
)
def test_the_report_for_counsel(
    manager: Client, base: str, faulty: DisclosureCheck, format: str, kind: str, start: bytes
) -> None:
    answer = manager.get(f"{base}/counsel.{format}")
    assert answer["Content-Type"].startswith(kind)
    assert answer.content.startswith(start)


def test_what_is_not_there(manager: Client, base: str, faulty: DisclosureCheck, other_workspace: Workspace) -> None:
    assert manager.get(f"{base}/counsel.docx").status_code == 404
    assert manager.get(f"{base}/{faulty.pk}/decide/").status_code == 405
    assert manager.post(f"{base}/{faulty.pk + 999}/asked/").status_code == 404
    DisclosureCheck.objects.filter(pk=faulty.pk).update(workspace=other_workspace)
    assert manager.post(f"{base}/{faulty.pk}/asked/").status_code == 404
    assert manager.post(f"{base}/{faulty.pk}/decide/", {"decision": "accepted", "note": "x"}).status_code == 404


def test_an_analyst_only_reads(member_client: Callable[..., Client], base: str, faulty: DisclosureCheck) -> None:
    analyst = member_client("analyst")
    assert analyst.get(f"{base}/suspected/").status_code == 200
    assert analyst.post(f"{base}/{faulty.pk}/asked/").status_code == 403
    assert DisclosureCheck.objects.get().fix_requested_at is None

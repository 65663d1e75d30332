"""Posts judged and kept: the ties they are held to, the ledger, the request for a fix."""

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Deliverable, Offer, Participant
from groundswell.campaigns.services import create_offer, record_cost, send_offer
from groundswell.campaigns.tests.fixtures import terms
from groundswell.creators.models import Creator
from groundswell.disclosure.clauses import clause_for, examples
from groundswell.disclosure.jurisdictions import PLACES
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.queries import connection_of, ledger_rows, ties_of, with_verdict
from groundswell.disclosure.rules import Post as Asked
from groundswell.disclosure.rules import check_post
from groundswell.disclosure.services import (
    Shown,
    check_draft,
    prepare_fix_letter,
    receive_post,
    record_connection,
    request_fix,
)
from groundswell.disclosure.ties import STRICTNESS, Tie, kinds_of_offer, strictest_tie
from groundswell.kit.errors import BadInput
from groundswell.outreach.models import Mailbox, Message
from groundswell.tracking.queries import posts_of

URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
GOOD = "#ad The new trail shoe, muddy already. #acmetrail"
HIDDEN = "The new trail shoe, muddy already.\n.\n.\n.\n.\n#acmetrail #love #ad"


@given(kinds=st.lists(st.sampled_from(STRICTNESS)))
def test_the_strictest_tie_counts(kinds: list[str]) -> None:
    ties = [Tie(kind, "", None) for kind in kinds]
    expected = min(kinds, key=STRICTNESS.index) if kinds else "unknown"
    assert strictest_tie(ties) == expected


@pytest.mark.parametrize(
    ("fee", "product", "commission", "must_post", "kinds"),
    [
        (True, False, False, True, {"paid"}),
        (False, True, False, True, {"paid"}),
        (False, True, False, False, {"gifted"}),
        (False, False, True, True, {"affiliate"}),
        (True, True, True, True, {"paid", "affiliate"}),
        (False, False, False, False, set()),
    ],
)
def test_ties_of_an_offer(fee: bool, product: bool, commission: bool, must_post: bool, kinds: set[str]) -> None:
    assert kinds_of_offer(fee=fee, product=product, commission=commission, must_post=must_post) == kinds


@pytest.mark.parametrize("connection", ["paid", "gifted", "affiliate"])
@pytest.mark.parametrize("place", ["US", "CA"])
def test_the_examples_of_the_clause_are_what_they_say(place: str, connection: str) -> None:
    right, wrong = examples(brand="Acme Shoes", connection=connection)
    facts: dict[str, Any] = {
        "id": 1, "platform": "instagram", "surface": "feed", "jurisdictions": [place], "connection": connection,
        "brand": "Acme Shoes", "language": "en",
    }  # fmt: skip
    assert check_post(Asked(text=right, **facts)).verdict == "pass"
    assert check_post(Asked(text=wrong, **facts)).verdict == "fail"


def test_the_clause_names_every_place() -> None:
    clause = clause_for(brand="Acme", jurisdictions=list(PLACES), connection="gifted")
    assert clause.startswith("Your followers must be told that Acme gives you the product for free.\n")
    for place in PLACES.values():
        assert f"\n{place.name}: start with {place.opening}.\n" in clause


@pytest.mark.django_db
class TestTies:
    def test_nothing_on_record_is_unknown_never_none(self, participant: Participant, workspace: Workspace) -> None:
        assert connection_of(workspace, participant.creator) == "unknown"

    def test_only_an_accepted_offer_ties(
        self, sent_offer: Offer, workspace: Workspace, accept: Callable[..., Any]
    ) -> None:
        maya = sent_offer.participant.creator
        assert ties_of(workspace, maya) == []
        accept(sent_offer)
        assert [(tie.kind, tie.evidence) for tie in ties_of(workspace, maya)] == [
            ("affiliate", "Accepted an offer for Autumn trail, version 1."),
            ("paid", "Accepted an offer for Autumn trail, version 1."),
        ]

    def test_a_gift_without_a_duty_is_a_gift(
        self, participant: Participant, workspace: Workspace, accept: Callable[..., Any]
    ) -> None:
        gift = terms(fee=Decimal(0), commission_rate=None, deliverables=())
        offer = create_offer(workspace=workspace, participant=participant, terms=gift)
        send_offer(offer=offer)
        accept(offer)
        assert connection_of(workspace, participant.creator) == "gifted"

    def test_costs_from_files_tie_too(self, maya: Creator, workspace: Workspace) -> None:
        facts: dict[str, Any] = {"workspace": workspace, "currency": "USD", "source": "payouts", "creator": maya}
        record_cost(kind="tools", amount=Decimal(5), external_id="1", **facts)
        record_cost(kind="fee", amount=Decimal(0), external_id="2", **facts)
        assert connection_of(workspace, maya) == "unknown"
        record_cost(kind="product", amount=Decimal(5), external_id="3", incurred_on=date(2026, 1, 5), **facts)
        assert ties_of(workspace, maya) == [Tie("gifted", "Product at cost on record (payouts).", date(2026, 1, 5))]

    def test_people_record_what_no_offer_shows(
        self, maya: Creator, workspace: Workspace, other_workspace: Workspace
    ) -> None:
        facts: dict[str, Any] = {
            "workspace": workspace,
            "creator": maya,
            "evidence": "Staff list",
            "since": date(2026, 1, 1),
        }
        record_connection(kind="employee", **facts)
        record_connection(kind="employee", **facts)
        assert ties_of(workspace, maya) == [Tie("employee", "Staff list", date(2026, 1, 1))]
        assert ties_of(other_workspace, maya) == []
        with pytest.raises(BadInput):
            record_connection(kind="fan", **facts)


@pytest.mark.django_db
class TestChecks:
    def test_a_good_post_passes_with_its_evidence(self, agreed: Participant) -> None:
        check = receive_post(participant=agreed, url=URL, caption=GOOD, submitted_by="creator").check
        assert (check.verdict, check.connection, check.jurisdictions) == ("pass", "paid", {"US": "pass"})
        assert check.text == GOOD
        assert check.text_sha256 == hashlib.sha256(GOOD.encode()).hexdigest()
        assert check.inputs["surface"] == "feed"
        assert check.rules_version

    def test_a_buried_disclosure_fails_with_a_caption_that_passes(self, agreed: Participant) -> None:
        check = receive_post(participant=agreed, url=URL, caption=HIDDEN, submitted_by="creator").check
        assert check.verdict == "fail"
        fix = next(finding["fix"] for finding in check.findings if finding["fix"])
        again = receive_post(participant=agreed, url=URL, caption=fix, submitted_by="creator")
        assert again.check.verdict == "pass"
        assert [c.verdict for c in DisclosureCheck.objects.order_by("pk")] == ["fail", "pass"], "the old one is kept"
        assert DisclosureCheck.objects.order_by("pk")[0].text == HIDDEN

    def test_the_same_text_is_not_checked_twice(self, agreed: Participant) -> None:
        first, again = (
            receive_post(participant=agreed, url=URL, caption=GOOD, submitted_by="creator") for _ in range(2)
        )
        assert first.check.pk == again.check.pk

    def test_a_caption_that_was_emptied_does_not_live_on_its_old_verdict(self, agreed: Participant) -> None:
        receive_post(participant=agreed, url=URL, caption=GOOD, submitted_by="creator")
        check = receive_post(participant=agreed, url=URL, caption="", submitted_by="team").check
        assert (check.verdict, check.text) == ("fail", "")

    def test_a_tie_that_became_known_is_checked_anew(self, participant: Participant, workspace: Workspace) -> None:
        caption = "A quiet run. #acmetrail"
        first = receive_post(participant=participant, url=URL, caption=caption, submitted_by="team").check
        assert first.connection == "unknown"
        record_connection(
            workspace=workspace, creator=participant.creator, kind="paid", evidence="Invoice", since=date(2026, 1, 1)
        )
        second = receive_post(participant=participant, url=URL, caption=caption, submitted_by="team").check
        assert (second.connection, second.verdict) == ("paid", "fail")

    @pytest.mark.parametrize(
        ("places", "rule"),
        [([], "no-jurisdiction"), (["Atlantis"], "no-jurisdiction"), (["US", "Atlantis"], "no-rules")],
    )
    def test_unknown_places_never_pass(self, agreed: Participant, places: list[str], rule: str) -> None:
        agreed.campaign.jurisdictions = places
        check = receive_post(participant=agreed, url=URL, caption=GOOD, submitted_by="creator").check
        assert check.verdict == "review"
        assert rule in [finding["rule"] for finding in check.findings]

    def test_what_cannot_be_seen_is_for_a_person(self, agreed: Participant) -> None:
        facts: dict[str, Any] = {
            "participant": agreed,
            "url": URL,
            "caption": "",
            "submitted_by": "creator",
            "surface": "story",
        }
        assert receive_post(**facts).check.verdict == "review"
        assert receive_post(**facts, shown=Shown(overlay_text="Ad")).check.verdict == "pass"
        assert receive_post(**facts | {"surface": "pin"}).check.verdict == "review"

    def test_a_draft_is_judged_and_not_kept(self, agreed: Participant) -> None:
        answer = check_draft(participant=agreed, platform="instagram", surface="feed", caption=HIDDEN)
        assert answer["verdict"] == "fail"
        assert not DisclosureCheck.objects.exists()

    def test_verdicts_beside_posts_are_the_newest(self, agreed: Participant, workspace: Workspace) -> None:
        receive_post(participant=agreed, url=URL, caption=HIDDEN, submitted_by="creator")
        receive_post(participant=agreed, url=URL, caption=GOOD, submitted_by="creator")
        assert with_verdict(posts_of(workspace), verdict="pass").count() == 1
        assert with_verdict(posts_of(workspace), verdict="fail").count() == 0

    def test_a_refused_address_leaves_nothing(self, agreed: Participant) -> None:
        with pytest.raises(BadInput):
            receive_post(
                participant=agreed, url="https://www.instagram.com/maya.runs/", caption=GOOD, submitted_by="creator"
            )
        assert not DisclosureCheck.objects.exists()
        assert not Deliverable.objects.filter(state="live").exists()


@pytest.mark.django_db
def test_the_ledger_holds_who_what_and_why(
    agreed: Participant, workspace: Workspace, other_workspace: Workspace
) -> None:
    receive_post(participant=agreed, url=URL, caption=HIDDEN, submitted_by="creator")
    (row,) = ledger_rows(workspace)
    assert (row["creator"], row["verdict"], row["connection"]) == ("Maya Brook", "fail", "paid")
    assert row["text"] == HIDDEN
    assert row["rules"].startswith("US.")
    assert row["sources"]
    assert list(ledger_rows(workspace, verdict="pass")) == []
    assert list(ledger_rows(other_workspace)) == []


@pytest.mark.django_db
def test_a_fix_is_asked_for_once(agreed: Participant, workspace: Workspace, campaign: Campaign) -> None:
    mailbox = Mailbox.objects.create(
        workspace=workspace, name="T", from_name="Ana", from_email="a@acme.example", host="127.0.0.1"
    )
    check = receive_post(participant=agreed, url=URL, caption=HIDDEN, submitted_by="creator").check
    letter = prepare_fix_letter(check=check, creator=agreed.creator)
    assert letter.body.startswith("Hi Maya,\n")
    assert check.post.url in letter.body
    fix = next(finding["fix"] for finding in check.findings if finding["fix"])
    assert f"A caption that would be right:\n\n{fix}\n" in letter.body
    for _ in range(2):
        request_fix(check=check, creator=agreed.creator, mailbox=mailbox, subject=letter.subject, body=letter.body)
    assert Message.objects.count() == 1
    assert DisclosureCheck.objects.get().fix_requested_at is not None

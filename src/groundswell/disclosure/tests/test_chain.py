"""The chain as plain data, and the ledger that is made of it."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.disclosure.models import DisclosureCheck, LedgerEntry
from groundswell.disclosure.queries import case_of, cases_of, verify_ledger
from groundswell.disclosure.rules.chain import START, Link, digest_of, link_hash
from groundswell.disclosure.services import (
    decide_check,
    forget_texts,
    note_fix_request,
    receive_post,
    record_connection,
)
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict

URL = "https://www.instagram.com/p/Chain01/"
GOOD = "Ad: a quiet run in the Peak Trail. #acmetrail"
HIDDEN = "A quiet run in the Peak Trail. #run #hills #ad #acmetrail"
UNSURE = "In partnership with Acme, a quiet run in the Peak Trail. #acmetrail"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def link(**changes: Any) -> Link:
    facts: dict[str, Any] = {"number": 1, "kind": "verdict", "at": NOON, "content": {"check": 1}, "previous": START}
    return Link(**facts | changes)


def test_the_hash_is_of_the_one_canonical_spelling() -> None:
    assert link_hash(link()) == "8da8b5b4cfa6ebf32db96427434c039bf6816c69e75b1cd27abc709d0e73c12f"
    assert link_hash(link(content={"b": 1, "a": 2})) == link_hash(link(content={"a": 2, "b": 1}))
    assert link_hash(link(at=NOON.astimezone(timezone(timedelta(hours=5))))) == link_hash(link())


@given(
    st.sampled_from(["number", "kind", "at", "content", "previous"]),
    st.integers(2, 10**6),
)
def test_any_change_changes_the_hash(field: str, salt: int) -> None:
    other = {
        "number": salt,
        "kind": f"kind {salt}",
        "at": NOON + timedelta(microseconds=salt),
        "content": {"check": salt},
        "previous": f"{salt:064d}",
    }
    assert link_hash(link(**{field: other[field]})) != link_hash(link())


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest_of({"a": [1, "é"], "b": None}) == digest_of({"b": None, "a": [1, "é"]})
    assert digest_of([1, 2]) != digest_of([2, 1])


@pytest.fixture
def faulty(agreed: Participant) -> DisclosureCheck:
    return receive_post(participant=agreed, url=URL, caption=HIDDEN, submitted_by="creator").check


def kinds(workspace: Workspace) -> list[str]:
    return list(LedgerEntry.objects.of(workspace).order_by("number").values_list("kind", flat=True))


@pytest.mark.django_db
class TestLedger:
    def test_a_case_from_fault_to_closed(
        self, agreed: Participant, workspace: Workspace, faulty: DisclosureCheck
    ) -> None:
        note_fix_request(check=faulty, creator=agreed.creator, channel="message")
        assert case_of(faulty).state == "asked"
        mended = receive_post(participant=agreed, url=URL, caption=GOOD, submitted_by="creator").check
        assert kinds(workspace) == ["verdict", "fix_requested", "verdict", "closed"]
        (case,) = cases_of(workspace)
        assert (case.state, case.newest.pk) == ("closed", mended.pk)
        assert case.opened_at == faulty.checked_at
        assert case.closed_at == mended.checked_at
        assert verify_ledger(workspace).whole

    def test_a_post_that_goes_wrong_again_is_open_again(
        self, agreed: Participant, workspace: Workspace, faulty: DisclosureCheck
    ) -> None:
        for caption in (GOOD, HIDDEN + " again"):
            receive_post(participant=agreed, url=URL, caption=caption, submitted_by="creator")
        assert kinds(workspace)[-2:] == ["verdict", "reopened"]
        assert cases_of(workspace)[0].state == "open"
        assert cases_of(workspace)[0].closed_at is None

    def test_a_pass_is_no_case(self, agreed: Participant, workspace: Workspace) -> None:
        receive_post(participant=agreed, url=URL, caption=GOOD, submitted_by="creator")
        assert cases_of(workspace)[0].state == "fine"
        assert kinds(workspace) == ["verdict"]

    def test_the_entry_says_what_the_verdict_rests_on(self, workspace: Workspace, faulty: DisclosureCheck) -> None:
        said = LedgerEntry.objects.of(workspace).get().content
        assert said["check"] == faulty.pk
        assert said["connection"] == "paid"
        assert "paid" in {tie["kind"] for tie in said["ties"]}
        assert "Accepted an offer" in said["ties"][0]["evidence"]
        assert said["rules_valid_from"] == {"US": "2023-07-26"}
        assert said["text_sha256"] == faulty.text_sha256
        assert HIDDEN not in str(said), "no words of the creator"

    def test_the_same_request_is_kept_once(
        self, agreed: Participant, workspace: Workspace, faulty: DisclosureCheck
    ) -> None:
        for _ in range(2):
            note_fix_request(check=faulty, creator=agreed.creator, channel="message")
        assert kinds(workspace).count("fix_requested") == 1
        with pytest.raises(BadInput):
            note_fix_request(check=faulty, creator=agreed.creator, channel="pigeon")

    def test_a_recorded_tie_stands_in_the_ledger(self, agreed: Participant, workspace: Workspace) -> None:
        facts: dict[str, Any] = {
            "workspace": workspace, "creator": agreed.creator, "kind": "family", "evidence": "Told us", "since": date(2026, 1, 1),
        }  # fmt: skip
        record_connection(**facts)
        record_connection(**facts)
        entry = LedgerEntry.objects.of(workspace).get()
        assert (entry.kind, entry.content["tie"], entry.content["since"]) == ("connection", "family", "2026-01-01")

    def test_numbers_and_hashes_follow_on_each_other(
        self, agreed: Participant, workspace: Workspace, other_workspace: Workspace
    ) -> None:
        for number in range(4):
            receive_post(participant=agreed, url=URL, caption=f"{GOOD} {number}", submitted_by="creator")
        entries = list(LedgerEntry.objects.of(workspace).order_by("number"))
        assert [entry.number for entry in entries] == [1, 2, 3, 4]
        assert entries[0].previous == START
        assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
        assert verify_ledger(other_workspace).as_dict() == {"entries": 0, "head": START, "whole": True, "problems": []}


@pytest.mark.django_db
class TestTampering:
    @pytest.fixture(autouse=True)
    def three(self, agreed: Participant) -> None:
        for caption in (HIDDEN, GOOD, GOOD + " !"):
            receive_post(participant=agreed, url=URL, caption=caption, submitted_by="creator")

    def problems(self, workspace: Workspace, head: str = "") -> list[str]:
        return [problem["problem"] for problem in verify_ledger(workspace, head=head).problems]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"verdict": "pass"}, "“verdict” was changed after the verdict."),
            ({"text": GOOD}, "The text was changed after it was judged."),
            ({"text_sha256": "0" * 64}, "“text_sha256” was changed after the verdict."),
            ({"connection": "none"}, "“connection” was changed after the verdict."),
            ({"findings": []}, "“findings_sha256” was changed after the verdict."),
            ({"jurisdictions": {"US": "pass"}}, "“jurisdictions” was changed after the verdict."),
            ({"checked_at": NOON}, "“checked_at” was changed after the verdict."),
            ({"rules_version": "other"}, "“rules_version” was changed after the verdict."),
        ],
    )
    def test_a_changed_check_shows(self, workspace: Workspace, changes: dict[str, Any], said: str) -> None:
        first = DisclosureCheck.objects.of(workspace).order_by("pk")[0]
        DisclosureCheck.objects.filter(pk=first.pk).update(**changes)
        assert said in self.problems(workspace)

    def test_a_changed_entry_shows(self, workspace: Workspace) -> None:
        entry = LedgerEntry.objects.of(workspace).get(number=1)
        LedgerEntry.objects.filter(pk=entry.pk).update(content=entry.content | {"verdict": "pass"})
        assert "Its content was changed after it was written." in self.problems(workspace)

    def test_an_entry_with_a_new_hash_breaks_the_next_one(self, workspace: Workspace) -> None:
        entry = LedgerEntry.objects.of(workspace).get(number=1)
        entry.content = entry.content | {"url": "https://elsewhere.example/"}
        entry.hash = link_hash(Link(entry.number, entry.kind, entry.at, entry.content, entry.previous))
        entry.save()
        assert self.problems(workspace) == ["It does not follow on the entry before it."]

    def test_a_missing_entry_shows(self, workspace: Workspace) -> None:
        LedgerEntry.objects.of(workspace).filter(number=2).delete()
        assert "An entry is missing: number 2 was expected." in self.problems(workspace)

    def test_a_missing_check_shows(self, workspace: Workspace) -> None:
        DisclosureCheck.objects.of(workspace).order_by("pk")[0].delete()
        assert "The verdict is in the chain, but the check is gone." in self.problems(workspace)

    def test_a_check_from_elsewhere_shows(self, workspace: Workspace) -> None:
        check = DisclosureCheck.objects.of(workspace).order_by("pk")[0]
        check.pk = None
        check.save()
        assert self.problems(workspace) == ["The check stands outside the chain."]

    def test_what_was_cut_off_shows_by_a_head_noted_before(self, workspace: Workspace) -> None:
        head = verify_ledger(workspace).head
        last = LedgerEntry.objects.of(workspace).order_by("-number")[0]
        assert last.hash == head
        DisclosureCheck.objects.filter(pk=last.content["check"]).delete()
        last.delete()
        assert self.problems(workspace) == []
        assert self.problems(workspace, head=head) == [
            f"The chain does not hold the hash {head}: something was cut off."
        ]

    def test_what_was_lawfully_forgotten_is_no_tampering(self, workspace: Workspace) -> None:
        posts = list(DisclosureCheck.objects.of(workspace).values_list("post_id", flat=True))
        forget_texts(posts)
        assert set(DisclosureCheck.objects.of(workspace).values_list("text", flat=True)) == {""}
        assert LedgerEntry.objects.of(workspace).order_by("-number")[0].kind == "forgotten"
        assert self.problems(workspace) == []


@pytest.mark.django_db
class TestDecisions:
    @pytest.fixture
    def unsure(self, agreed: Participant) -> DisclosureCheck:
        check = receive_post(participant=agreed, url=URL, caption=UNSURE, submitted_by="creator").check
        assert check.verdict == "review"
        return check

    def test_an_accepted_review_closes_the_case(self, workspace: Workspace, unsure: DisclosureCheck) -> None:
        with clock.told(NOON):
            decide_check(check=unsure, decision="accepted", note=" The label is on the picture. ")
        (case,) = cases_of(workspace)
        assert (case.state, case.closed_at) == ("closed", NOON)
        entry = LedgerEntry.objects.of(workspace).order_by("-number")[0]
        assert (entry.kind, entry.content["note"]) == ("decided", "The label is on the picture.")

    def test_a_rejected_one_stays_open(self, workspace: Workspace, unsure: DisclosureCheck) -> None:
        decide_check(check=unsure, decision="rejected", note="Nobody reads that.")
        assert cases_of(workspace)[0].state == "open"
        with pytest.raises(Conflict):
            decide_check(check=unsure, decision="accepted", note="On second thoughts.")

    @pytest.mark.parametrize(("decision", "note"), [("maybe", "x"), ("accepted", "  ")])
    def test_a_decision_needs_a_word_and_a_reason(self, unsure: DisclosureCheck, decision: str, note: str) -> None:
        with pytest.raises(BadInput):
            decide_check(check=unsure, decision=decision, note=note)
        assert DisclosureCheck.objects.get(pk=unsure.pk).decision == ""

    def test_a_failure_is_not_for_people_to_wave_through(self, faulty: DisclosureCheck) -> None:
        with pytest.raises(Conflict):
            decide_check(check=faulty, decision="accepted", note="It is fine.")

    def test_only_the_newest_is_open_to_a_decision(self, agreed: Participant, unsure: DisclosureCheck) -> None:
        receive_post(participant=agreed, url=URL, caption=UNSURE + " More.", submitted_by="creator")
        with pytest.raises(Conflict):
            decide_check(check=unsure, decision="accepted", note="It is fine.")

"""The report for counsel holds everything, and its figures are its rows."""

import csv
import io

import pytest
from pypdf import PdfReader

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.campaigns.tests.fixtures import *  # noqa: F403
from groundswell.disclosure.models import DisclosureCheck
from groundswell.disclosure.services import note_fix_request, receive_post
from groundswell.kit.errors import BadInput
from groundswell.reports.counsel import counsel_report, counsel_rows, write_counsel_report

GOOD = "Ad: a quiet run in the Peak Trail. #acmetrail"
HIDDEN = "A quiet run in the Peak Trail. #run #hills #ad #acmetrail"


def url(number: int) -> str:
    return f"https://www.instagram.com/p/Counsel{number}/"


@pytest.fixture
def programme(agreed: Participant) -> None:
    """One right, one wrong, one put right after a request."""
    receive_post(participant=agreed, url=url(1), caption=GOOD, submitted_by="creator")
    receive_post(participant=agreed, url=url(2), caption=HIDDEN, submitted_by="creator")
    faulty = receive_post(participant=agreed, url=url(3), caption=HIDDEN, submitted_by="creator").check
    note_fix_request(check=faulty, creator=agreed.creator, channel="message")
    receive_post(participant=agreed, url=url(3), caption=GOOD, submitted_by="creator")


@pytest.mark.django_db
@pytest.mark.usefixtures("programme")
class TestCounsel:
    def test_every_figure_is_the_number_of_its_rows(self, workspace: Workspace) -> None:
        report = counsel_report(workspace)
        assert report.counts == {"fine": 1, "open": 1, "closed": 1}
        states = {row["case"]: row["state"] for row in counsel_rows(report)}
        assert sorted(states.values()) == ["closed", "never anything but a pass", "open"]
        assert len(counsel_rows(report)) == DisclosureCheck.objects.of(workspace).count() == 4
        assert report.chain.whole

    def test_the_csv_holds_the_evidence(self, workspace: Workspace) -> None:
        content = write_counsel_report(counsel_report(workspace), "csv").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content)))
        wrong = next(row for row in rows if row["Post"] == url(2))
        assert wrong["Verdict"] == "fail"
        assert wrong["Text judged"] == HIDDEN
        assert wrong["Rules"] == "US.buried"
        assert "Accepted an offer" in wrong["Evidence of the tie"]
        assert wrong["Rules valid from"] == "US: 2023-07-26"
        assert len(wrong["Hash of the entry"]) == len(wrong["SHA-256 of the text"]) == 64
        mended = [row for row in rows if row["Post"] == url(3)]
        assert [row["Verdict"] for row in mended] == ["fail", "pass"]
        assert mended[0]["Fix asked for"]
        assert not mended[1]["Fix asked for"]

    def test_the_pdf_is_a_pdf(self, workspace: Workspace, other_workspace: Workspace) -> None:
        assert write_counsel_report(counsel_report(workspace), "pdf").startswith(b"%PDF-")
        assert write_counsel_report(counsel_report(other_workspace), "pdf").startswith(b"%PDF-")

    def test_letters_that_cannot_be_printed_are_told(
        self, agreed: Participant, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def told(*families: str) -> bool:
            monkeypatch.setattr("groundswell.reports.fonts.font_families", lambda: list(families))
            report = write_counsel_report(counsel_report(workspace), "pdf")
            text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(report)).pages)
            return "no font for Chinese" in " ".join(text.split())

        assert not told("Libertinus Serif")
        receive_post(participant=agreed, url=url(9), caption="광고 산책 #acmetrail", submitted_by="creator")
        assert told("Libertinus Serif", "DejaVu Sans")
        assert not told("Libertinus Serif", "Noto Serif CJK KR")

    def test_another_workspace_has_nothing_of_it(self, other_workspace: Workspace) -> None:
        assert counsel_rows(counsel_report(other_workspace)) == []

    def test_other_formats_are_refused(self, workspace: Workspace) -> None:
        with pytest.raises(BadInput):
            write_counsel_report(counsel_report(workspace), "docx")

"""Vendors' audience reports out of files: whole reports, a share a row, shares in columns."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import AudienceFigure, Creator
from groundswell.creators.queries import audience_of, audiences_for
from groundswell.creators.queries.tables import audience_rows
from groundswell.creators.services import create_creator, record_audience
from groundswell.creators.tests.conftest import ImportFile, counts
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.kit.tests.fixtures import Result

pytestmark = pytest.mark.django_db
Cli = Callable[..., Result]
AUDIENCE: dict[str, Any] = {
    "credibility": 0.81,
    "genders": [{"code": "FEMALE", "weight": 0.7}, {"code": "MALE", "weight": 0.3}],
    "ages": [{"code": "18-24", "weight": 0.4}, {"code": "25-34", "weight": 0.6}],
    "gendersPerAge": [{"code": "18-24", "male": 0.1, "female": 0.3}],
    "geoCountries": [{"name": "Germany", "code": "DE", "weight": 0.55}, {"name": "Austria", "code": "", "weight": 0.2}],
    "geoCities": [{"name": "Berlin", "weight": 0.2}],
    "languages": [{"code": "de", "name": "German", "weight": 0.8}],
    "interests": [{"name": "Camera & Photography", "weight": 0.33}, {"name": "", "weight": 0.1}],
    "audienceTypes": [{"code": "mass_followers", "weight": 0.12}, {"code": "real", "weight": 0.7}],
    "ethnicities": [{"code": "x", "name": "y", "weight": 0.5}],
}


def report(**audience: Any) -> str:
    profile = {"username": "maya", "url": "https://www.instagram.com/maya/", "followers": 12000}
    return json.dumps({"error": False, "profile": {"profile": profile, "audience": {**AUDIENCE, **audience}}})


def told(workspace: Workspace) -> dict[str, dict[str, float]]:
    account = Creator.objects.of(workspace).get().accounts.get()
    return audiences_for(workspace, [account.pk])[account.pk]


def test_a_whole_report_of_one_profile(workspace: Workspace, bring: ImportFile) -> None:
    run = bring("report.json", report())
    assert (run.kind, counts(run)) == ("audience", (1, 0, 0, 0))
    assert told(workspace) == {
        "country": {"DE": 0.55, "AT": 0.2},
        "city": {"Berlin": 0.2},
        "gender": {"female": 0.7, "male": 0.3},
        "age": {"25-34": 0.6, "18-24": 0.4},
        "gender_age": {"female.18-24": 0.3, "male.18-24": 0.1},
        "language": {"de": 0.8},
        "interest": {"Camera & Photography": 0.33},
        "quality": {"real": 0.81, "mass_following": 0.12},
    }
    account = Creator.objects.of(workspace).get().accounts.get()
    assert (account.platform, account.handle, account.workspace) == ("instagram", "maya", workspace)
    row = AudienceFigure.objects.filter(dimension="gender")[0]
    assert (row.origin, row.source, row.workspace) == ("vendor", "file: report.json", workspace)


def test_nothing_about_ethnicity_is_kept(workspace: Workspace, bring: ImportFile) -> None:
    bring("report.json", report())
    assert not AudienceFigure.objects.filter(value__in=("x", "y")).exists()


def test_the_same_file_again_changes_nothing(workspace: Workspace, bring: ImportFile) -> None:
    bring("report.json", report())
    pks = set(AudienceFigure.objects.values_list("pk", flat=True))
    again = bring("report.json", report())
    assert counts(again) == (0, 0, 1, 0)
    assert set(AudienceFigure.objects.values_list("pk", flat=True)) == pks


LONG = """handle,platform,dimension,value,share,sample,date,source
maya,instagram,country,Germany,60%,900,2026-10-01,HypeAuditor
maya,instagram,country,AT,40%,900,2026-10-01,HypeAuditor
maya,instagram,Gender,Women,55%,900,2026-10-01,HypeAuditor
leo,tiktok,age,18-24,30%,,2026-10-01,HypeAuditor
"""


def test_a_share_a_row(workspace: Workspace, bring: ImportFile) -> None:
    run = bring("shares.csv", LONG)
    assert (run.kind, counts(run)) == ("audience", (2, 0, 0, 0))
    maya = Creator.objects.of(workspace).get(name__icontains="maya").accounts.get()
    found = {one.dimension: one.chosen for one in audience_of(workspace, maya)}
    assert {one.value: one.share for one in found["country"].shares} == {"DE": 0.6, "AT": 0.4}
    assert (found["gender"].shares[0].value, found["gender"].sample) == ("female", 900)
    assert (found["gender"].source, found["gender"].observed_at.date().isoformat()) == ("HypeAuditor", "2026-10-01")
    assert counts(bring("shares.csv", LONG)) == (0, 0, 2, 0)


def test_corrected_shares_replace_the_old_ones_of_that_date(workspace: Workspace, bring: ImportFile) -> None:
    bring("shares.csv", LONG)
    run = bring("shares.csv", LONG.replace("60%", "70%").replace("40%", "30%"))
    assert counts(run) == (0, 1, 1, 0)
    assert sorted(AudienceFigure.objects.filter(dimension="country").values_list("value", "share")) == [
        ("AT", 0.3),
        ("DE", 0.7),
    ]


def test_shares_in_columns(workspace: Workspace, bring: ImportFile) -> None:
    head = "Username,Network,Audience female,Audience male,Age 18-24,Age 25-34,Audience credibility\n"
    run = bring("list.csv", head + "maya,Instagram,61%,39%,30%,45%,88%\n")
    assert (run.kind, counts(run)) == ("audience", (1, 0, 0, 0))
    assert told(workspace) == {
        "gender": {"female": 0.61, "male": 0.39},
        "age": {"25-34": 0.45, "18-24": 0.3},
        "quality": {"real": 0.88},
    }


@pytest.mark.parametrize(
    ("audience", "reason"),
    [
        ({"genders": [{"code": "FEMALE", "weight": 1.7}]}, "between 0 and 1"),
        ({"genders": [{"code": "FEMALE", "weight": "much"}]}, "no number"),
        ({"genders": "many"}, "no list of weights"),
        ({"genders": [[1], {"a": 1}]}, "no list of weights"),
    ],
)
def test_reports_that_cannot_be_right_are_refused_whole(
    bring: ImportFile, audience: dict[str, Any], reason: str
) -> None:
    run = bring("report.json", report(**audience))
    assert counts(run) == (0, 0, 0, 1)
    assert reason in run.rejected[0]["reason"]
    assert not AudienceFigure.objects.exists()


def test_a_report_of_empty_lists_says_nothing(bring: ImportFile) -> None:
    nothing: dict[str, list[str]] = {name: [] for name in AUDIENCE if name != "credibility"}
    run = bring("report.json", report(**nothing, credibility=None), kind="audience")
    assert run.rejected[0]["reason"] == "It names no share of an audience."


def test_an_unknown_dimension_names_the_known_ones(bring: ImportFile) -> None:
    run = bring("a.csv", "handle,platform,dimension,value,share\nmaya,instagram,shoe size,42,10%\n")
    assert "One of country, city" in run.rejected[0]["reason"]


def test_a_file_that_names_nobody_is_refused(bring: ImportFile) -> None:
    with pytest.raises(GroundswellError):
        bring("a.csv", "dimension,value,share\ncountry,DE,10%\n", kind="audience")
    assert not AudienceFigure.objects.exists()


def test_a_vendor_gives_way_to_the_creators_own_insights(workspace: Workspace, bring: ImportFile) -> None:
    maya = create_creator(workspace=workspace, name="Maya", platform="instagram", handle="maya")
    bring("report.json", report())
    record_audience(
        workspace=workspace, account=maya.accounts.get(), origin="first_party", source="Insights",
        observed_at=clock.now(), figures=[AudienceFacts("gender", "female", 0.5)],
    )  # fmt: skip
    found = {one.dimension: one for one in audience_of(workspace, maya.accounts.get())}
    assert found["gender"].chosen.source == "Insights"
    assert [(clash.value, clash.other) for clash in found["gender"].disagreements] == [("female", 0.7)]
    assert found["country"].chosen.origin == "vendor"


def test_another_workspace_sees_nothing_of_it(
    workspace: Workspace, other_workspace: Workspace, bring: ImportFile
) -> None:
    bring("report.json", report())
    account = Creator.objects.of(workspace).get().accounts.get()
    assert audience_of(other_workspace, account) == []


def test_what_was_told_goes_out_and_comes_back_the_same(
    workspace: Workspace, other_workspace: Workspace, bring: ImportFile, cli: Cli, tmp_path: Path
) -> None:
    bring("shares.csv", LONG)
    maya = Creator.objects.of(workspace).get(name__icontains="maya").accounts.get()
    mine = [AudienceFacts("gender", "female", 0.123, 0.1, 0.2, 50, 0.5)]
    record_audience(
        workspace=workspace,
        account=maya,
        origin="first_party",
        source="Insights",
        observed_at=clock.now(),
        figures=mine,
    )
    file = tmp_path / "audience.csv"
    assert cli("--workspace", "acme", "export", "audience", "-o", file).exit_code == 0
    told = json.loads(cli("--workspace", "rival", "import", file, "--json").stdout)
    assert (told["kind"], told["rejected"]) == ("audience", [])
    left, right = ([_bare(row) for row in audience_rows(owner)] for owner in (workspace, other_workspace))
    assert left == right
    assert len(left) == 5
    home = json.loads(cli("--workspace", "acme", "import", file, "--json").stdout)
    assert (home["created"], home["updated"], home["rejected"]) == (0, 0, [])


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "groundswell_id"}


def test_our_own_estimate_is_not_taken_from_a_file(bring: ImportFile) -> None:
    head = "handle,platform,origin,dimension,value,share\n"
    run = bring("a.csv", f"{head}maya,instagram,estimate,country,DE,10%\n")
    assert run.rejected[0]["reason"] == "The origin is one of vendor, first_party."

"""Creators by file, as the command line shows it: what comes in, what is refused, and that nothing comes in twice."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.imports.runs import run_import
from groundswell.creators.models import Account, Creator, CreatorKey, ImportRun, MergeSuggestion, Reading, SourceRecord
from groundswell.creators.tests.conftest import ImportFile, PutFile, counts
from groundswell.kit.errors import BadInput
from groundswell.kit.tests.fixtures import Result

Cli = Callable[..., Result]

FOUR_TABLE = "influencer_id,name,category,gender,follower_count,platform\n1,Ana Ruiz,Nutrition,Female,36225,YouTube\n2.0,Ben Holt,Fitness,Male,156316,Instagram\n"
DOUBT = "Read as creators; the columns would fit customers (--as customers) as well."
GERMAN = "Name;E-Mail;Plattform;Nutzername;Abonnenten;Interaktionsrate;Land;Stadt;Kategorie;Stand\nMaya Lind;Maya@Example.com;Instagram;@Maya.Lind;12.400;3,2 %;Deutschland;Berlin;Laufen, Trail;03.04.2026\nTom Bär;tom(at)example.com;YouTube;@tombaer;1.250;2 %;Österreich;Wien;Kochen;05.04.2026\n"


def test_the_command_prints_what_was_promised(cli: Cli, put: PutFile, workspace: Workspace) -> None:
    done = cli("import", put("influencers.csv", FOUR_TABLE), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "kind": "creators",
        "rows": 2,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": [],
        "columns": {
            "influencer_id": "file_id",
            "name": "name",
            "category": "topics",
            "gender": "gender",
            "follower_count": "followers",
            "platform": "platform",
        },
    }
    again = json.loads(cli("import", put("influencers.csv", FOUR_TABLE), "--json").stdout)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)
    assert Creator.objects.of(workspace).count() == 2
    assert Reading.objects.count() == 2
    assert set(CreatorKey.objects.values_list("kind", "value")) == {("id:file", "1"), ("id:file", "2")}
    assert AuditEntry.objects.of(workspace).filter(action="file.imported").count() == 2


def test_a_german_file_is_read_by_its_own_marks(bring: ImportFile) -> None:
    run = bring("leute.csv", GERMAN)
    assert counts(run) == (1, 0, 0, 1)
    assert run.rejected == [{"row": 2, "reason": "E-Mail: “tom(at)example.com” is not an e-mail address."}]
    maya = Creator.objects.get()
    account = maya.accounts.get()
    assert (maya.email, maya.country, maya.city, maya.topics) == (
        "maya@example.com",
        "DE",
        "Berlin",
        ["Laufen", "Trail"],
    )
    assert (account.platform, account.handle, account.followers) == ("instagram", "maya.lind", 12_400)
    assert account.engagement_rate == pytest.approx(0.032)
    reading = Reading.objects.get(metric="followers")
    assert (reading.value, reading.source, reading.observed_at) == (
        12_400,
        "file: leute.csv",
        datetime(2026, 4, 3, tzinfo=UTC),
    )


def test_a_dry_run_counts_exactly_and_writes_nothing(cli: Cli, put: PutFile, workspace: Workspace) -> None:
    done = json.loads(cli("import", put("a.csv", GERMAN), "--dry-run", "--json").stdout)
    assert (done["created"], len(done["rejected"])) == (1, 1)
    assert not Creator.objects.exists()
    assert not SourceRecord.objects.exists()
    assert not ImportRun.objects.exists()
    assert not AuditEntry.objects.filter(action="file.imported").exists()


def test_upfluence_and_aspire_headers(bring: ImportFile, workspace: Workspace) -> None:
    run = bring(
        "up.csv",
        "influencer_id,media_url,profile_name,first_name,last_name,phone_number,email,shipping_address.line1,shipping_address.line2,shipping_address.zipcode,shipping_address.city,shipping_address.state,shipping_address.country_code\n"
        "77,https://www.instagram.com/maya.lind/,maya.lind,Maya,Lind,'+4912345,maya@example.com,Hauptstr. 1,,'01067,Dresden,Sachsen,DE\n",
    )
    assert counts(run) == (1, 0, 0, 0)
    maya = Creator.objects.get()
    assert maya.name == "Maya Lind", "a profile name that repeats the handle is no name"
    assert (maya.phone, maya.address["postal_code"], maya.country) == ("+4912345", "01067", "DE")
    assert CreatorKey.objects.filter(kind="id:upfluence", value="77", creator=maya).exists()
    run = bring(
        "aspire.csv",
        "email,uid,id,instagram,tiktok,youtube,pinterest,address1,address2,city,state,postalcode,country\n"
        "tom@example.com,u1,77,@tom,https://www.tiktok.com/@tom.tt,,tompins,1 Rd,,Austin,TX,78701,United States\n",
    )
    assert counts(run) == (1, 0, 0, 0), "another vendor's id 77 is another person"
    tom = Creator.objects.get(email="tom@example.com")
    assert set(tom.accounts.values_list("platform", "handle")) == {
        ("instagram", "tom"),
        ("tiktok", "tom.tt"),
        ("pinterest", "tompins"),
    }


def test_columns_are_known_by_meaning_and_by_the_shape_of_their_values(bring: ImportFile) -> None:
    run = bring(
        "odd.csv",
        "Wer,Erreichbar,Wo zu finden,Anmerkung\nMaya,maya@example.com,https://www.instagram.com/maya/,nett\nTom,tom@example.com,https://www.tiktok.com/@tom,\n",
        kind="creators",
    )
    assert run.mapping == {"Wer": None, "Erreichbar": "email", "Wo zu finden": "profile", "Anmerkung": None}
    assert SourceRecord.objects.get(key="email=maya@example.com").raw["Anmerkung"] == "nett"


def test_a_column_the_user_maps_is_read_and_one_he_unmaps_is_not(workspace: Workspace, put: PutFile) -> None:
    path = put("a.csv", "Wer,Email\nMaya Lind,maya@example.com\n")
    run_import(workspace=workspace, path=path, kind="creators", mapping={"Wer": "name", "Email": "email"})
    assert Creator.objects.get().name == "Maya Lind"
    with pytest.raises(BadInput, match="no column for"):
        run_import(workspace=workspace, path=path, kind="creators", mapping={"Wer": None, "Email": None})
    with pytest.raises(BadInput, match="Two columns"):
        run_import(workspace=workspace, path=path, kind="creators", mapping={"Wer": "email", "Email": "email"})


def test_a_later_file_brings_a_creator_up_to_date_and_empties_nothing(bring: ImportFile) -> None:
    bring("a.csv", "Name,Email,Platform,Handle,Followers,City\nMaya Lind,maya@example.com,Instagram,maya,1000,Berlin\n")
    run = bring("b.csv", "Name,Email,Platform,Handle,Followers,City\nMaya Lind,maya@example.com,Instagram,maya,1500,\n")
    assert counts(run) == (0, 1, 0, 0)
    maya = Creator.objects.get()
    assert (maya.city, maya.accounts.get().followers) == ("Berlin", 1500)
    assert list(Reading.objects.order_by("pk").values_list("value", "source")) == [
        (1000, "file: a.csv"),
        (1500, "file: b.csv"),
    ]


def test_the_same_row_twice_is_one_creator(bring: ImportFile) -> None:
    row = "Maya Lind,maya@example.com,instagram,maya\n"
    run = bring("a.csv", "Name,Email,Platform,Handle\n" + row * 3)
    assert counts(run) == (1, 0, 2, 0)
    assert counts(bring("a.csv", "Name,Email,Platform,Handle\n" + row * 3)) == (0, 0, 3, 0)
    assert Creator.objects.count() == 1


def test_one_person_on_several_rows_keeps_every_profile_and_the_second_import_changes_nothing(
    bring: ImportFile,
) -> None:
    text = "Name,Email,Platform,Handle,Followers\nMaya,m@example.com,instagram,maya,10\nMaya,m@example.com,tiktok,maya,20\n"
    assert counts(bring("a.csv", text)) == (1, 1, 0, 0)
    assert counts(bring("a.csv", text)) == (0, 0, 2, 0)
    assert set(Account.objects.values_list("platform", "followers")) == {("instagram", 10), ("tiktok", 20)}


def test_cells_that_look_like_formulas_are_kept_as_text(bring: ImportFile) -> None:
    bring("a.csv", 'Name,Email\n"=HYPERLINK(""http://evil.example"",""x"")",maya@example.com\n')
    assert Creator.objects.get().name == '=HYPERLINK("http://evil.example","x")'


def test_every_refused_row_has_its_number_and_reason(bring: ImportFile) -> None:
    run = bring(
        "a.csv",
        "Name,Email,Platform,Handle,Followers,Country\n"
        "Ann,ann@example.com,Snapgram,ann,10,DE\n"
        "Ben,ben@example.com,Instagram,not a handle,10,DE\n"
        "\n"
        "Cid,cid@example.com,Instagram,cid,many,DE\n"
        "Dan,dan@example.com,Instagram,dan\n"
        ",,,,10,DE\n"
        "Eve,eve@example.com,Instagram,eve,12,Narnia\n",
    )
    assert (run.created, [refused["row"] for refused in run.rejected]) == (1, [1, 2, 4, 5, 6])
    reasons = [refused["reason"] for refused in run.rejected]
    for reason, says in zip(
        reasons,
        ["Snapgram", "not a handle", "Followers: “many”", "4 cells where the header has 6", "Nothing says who"],
        strict=True,
    ):
        assert says in reason
    assert run.warnings == ["Country: “Narnia” not understood and left out."]
    assert Creator.objects.get().country == ""


def test_a_file_that_is_cut_off_leaves_nothing(cli: Cli, put: PutFile, workspace: Workspace) -> None:
    done = cli("import", put("cut.csv", 'Name,Email\nAnn,ann@example.com\nBen,"ben@exam'))
    assert (done.exit_code, done.stdout) == (2, "")
    assert json.loads(done.stderr)["error"] == "file_truncated"
    assert not Creator.objects.exists()


def test_an_error_in_the_middle_leaves_what_was_there_before(
    workspace: Workspace, put: PutFile, bring: ImportFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("before.csv", "Name,Email\nOld,old@example.com\n")
    path = put("big.csv", "Name,Email\n" + "".join(f"N{n},n{n}@example.com\n" for n in range(30)))
    monkeypatch.setattr("groundswell.creators.imports.runs.BATCH", 10)
    kept = SourceRecord.objects.count()

    def die(done: int, total: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("groundswell.creators.imports.runs.TELL_EVERY", 0)
    with pytest.raises(KeyboardInterrupt):
        run_import(workspace=workspace, path=path, progress=die)
    assert Creator.objects.count() == 1
    assert SourceRecord.objects.count() == kept
    run = ImportRun.objects.get(file_name="big.csv")
    assert run.error is not None
    assert (run.state, run.created, run.error["error"]) == ("failed", 0, "failed")
    assert counts(run_import(workspace=workspace, path=path)) == (30, 0, 0, 0)


def test_kinds_that_nobody_reads_yet_are_recognised_and_refused(cli: Cli, put: PutFile, workspace: Workspace) -> None:
    done = cli("import", put("plan.csv", "Campaign name,Budget,Starts on\nSpring,500,2026-03-01\n"))
    assert done.exit_code == 2
    assert json.loads(done.stderr)["error"] == "kind_not_supported"
    assert not Creator.objects.exists()


def test_customers_become_no_creators_unless_one_says_so(cli: Cli, put: PutFile, workspace: Workspace) -> None:
    path = put(
        "customers.csv",
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing\n'123,Anna,Jansen,anna@example.com,yes\n",
    )
    assert json.loads(cli("import", path, "--json").stdout)["kind"] == "customers"
    assert not Creator.objects.exists()
    assert json.loads(cli("import", path, "--as", "creators", "--json").stdout)["created"] == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("a,b\n1,2\n", "kind_unknown"), ("Name,Email\n", None)],
)
def test_an_unknown_file_and_an_empty_one(
    cli: Cli, put: PutFile, workspace: Workspace, text: str, code: str | None
) -> None:
    done = cli("import", put("a.csv", text), "--json")
    if code:
        assert (done.exit_code, json.loads(done.stderr)["error"]) == (2, code)
    else:
        assert json.loads(done.stdout)["warnings"] == [DOUBT, "The file has a header and no rows."]


@pytest.mark.parametrize(
    ("file", "header", "kind", "warnings"),
    [
        ("people.csv", "Name,Email,Bluesky", "creators", [DOUBT]),
        ("Our-Customers.csv", "Name,Email,Bluesky", "customers", []),
        ("creators.csv", "Name,Email,Bluesky", "creators", []),
        ("creators who are customers.csv", "Name,Email,Bluesky", "creators", [DOUBT]),
        ("people.csv", "Name,Email,Bluesky,Followers", "creators", []),
        ("customers.csv", "Name,Email,Platform,Handle,Followers", "creators", []),
        ("people.csv", "Name,Email,Total Spent", "customers", []),
    ],
)
def test_a_file_that_may_hold_customers_says_so(
    cli: Cli, put: PutFile, workspace: Workspace, file: str, header: str, kind: str, warnings: list[str]
) -> None:
    cells = {
        "Name": "Ann Lee",
        "Email": "ann@mail.example",
        "Bluesky": "ann.test",
        "Platform": "instagram",
        "Handle": "ann",
        "Followers": "1200",
    }
    row = ",".join(cells.get(name, "40.00") for name in header.split(","))
    done = json.loads(cli("import", put(file, f"{header}\n{row}\n"), "--json").stdout)
    assert (done["kind"], done.get("warnings", []), done["created"]) == (kind, warnings, 1)


def test_a_newcomer_gets_a_workspace(cli: Cli, put: PutFile, db: None) -> None:
    done = cli("import", put("a.csv", FOUR_TABLE), "--json")
    assert json.loads(done.stdout)["created"] == 2
    assert "my-brand" in done.stderr
    assert Workspace.objects.get().slug == "my-brand"


def test_the_text_for_people(cli: Cli, put: PutFile, workspace: Workspace) -> None:
    done = cli("import", put("leute.csv", GERMAN + "Eva;;;;;;;;;\n"))
    assert "leute.csv: 3 rows of creators" in done.stdout
    assert "created 2 · updated 0 · unchanged 0 · rejected 1" in done.stdout
    assert "row 2: E-Mail" in done.stdout


def test_nothing_of_another_workspace_is_seen_or_touched(
    workspace: Workspace, other_workspace: Workspace, put: PutFile
) -> None:
    path = put("a.csv", "Name,Email,Platform,Handle\nMaya Lind,maya@example.com,instagram,maya\n")
    for owner in (other_workspace, workspace):
        assert counts(run_import(workspace=owner, path=path)) == (1, 0, 0, 0)
    assert Creator.objects.of(workspace).count() == Creator.objects.of(other_workspace).count() == 1
    assert Account.objects.filter(handle="maya").count() == 2
    assert not MergeSuggestion.objects.exists()


def test_a_public_profile_is_recognised_and_stays_as_it_is(workspace: Workspace, bring: ImportFile) -> None:
    public = Account.objects.create(workspace=None, platform="instagram", handle="maya", followers=5)
    known = Creator.objects.create(workspace=workspace, name="Maya Lind")
    known.accounts.add(public)
    assert counts(bring("a.csv", "Name,Platform,Handle,Followers\nMaya Lind,instagram,@maya,900\n")) == (0, 1, 0, 0)
    public.refresh_from_db()
    assert (public.followers, Creator.objects.count()) == (5, 1)
    assert known.accounts.get(workspace=workspace).followers == 900


def test_standard_input_and_utf_16(
    cli: Cli, put: PutFile, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = put("a.csv", "sep=;\r\nName;Email\r\nZoë;zoe@example.com\r\n", "utf-16")
    with path.open("rb") as file:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": file, "isatty": lambda self: False})())
        assert json.loads(cli("import", "-", "--json").stdout)["created"] == 1
    assert Creator.objects.get().name == "Zoë"

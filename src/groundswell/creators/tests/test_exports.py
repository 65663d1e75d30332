"""What goes out comes back the same, and no cell runs in a spreadsheet."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.archives import unpacked
from groundswell.creators.errors import FileRefused
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.creators.queries.tables import creator_rows, post_rows, reading_rows
from groundswell.creators.tests.conftest import ImportFile, PutFile
from groundswell.kit.tests.fixtures import Result

Cli = Callable[..., Result]
CREATORS = (
    "influencer_id,name,email,platform,handle,follower_count,engagement rate,country,topics,bio\n"
    '1,Ana Ruiz,ana@example.com,YouTube,@ana,36225,3.1%,ES,"Food; Travel","=cmd|calc, says ""hi"""\n'
    "1,Ana Ruiz,ana@example.com,Instagram,@ana.ig,900,,ES,,\n"
    "2,Ben Holt,,Instagram,,156316,,GB,,\n"
)
POSTS = "post_id,influencer_id,platform,post_date,post_url,caption,reach,likes,comments\n5,1,YouTube,2025-04-22,https://youtu.be/abcDEF12345,Hi,5000,90,10\n6,2,Instagram,2025-04-23,http://x.example/,Ho,50,9,1\n"


@pytest.fixture
def programme(bring: ImportFile) -> None:
    bring("influencers.csv", CREATORS)
    bring("posts.csv", POSTS)


def test_everything_goes_out_and_comes_back_the_same(
    cli: Cli, programme: None, workspace: Workspace, other_workspace: Workspace, tmp_path: Path
) -> None:
    archive = tmp_path / "all.zip"
    assert cli("--workspace", "acme", "export", "everything", "-o", archive).exit_code == 0
    with zipfile.ZipFile(archive) as found:
        assert {"creators.csv", "posts.csv", "readings.csv"} <= set(found.namelist())
    done = json.loads(cli("--workspace", "rival", "import", archive, "--json").stdout)["files"]
    kinds = ("creators", "posts", "readings", "audience", "discounts", "orders")
    assert [(one["kind"], one["rejected"]) for one in done] == [(kind, []) for kind in kinds]
    for rows in (creator_rows, post_rows, reading_rows):
        ours, theirs = ([_bare(row) for row in rows(owner)] for owner in (workspace, other_workspace))
        if rows is reading_rows:
            # Rates are computed from posts anew; every other reading keeps its own source and date.
            more = {tuple(row.items()) for row in theirs} - {tuple(row.items()) for row in ours}
            assert {tuple(row.items()) for row in ours} <= {tuple(row.items()) for row in theirs}
            assert {dict(row)["metric"] for row in more} <= {"engagement_rate"}
        else:
            assert [{**row, "influencer_id": ""} for row in ours] == [{**row, "influencer_id": ""} for row in theirs]
    home = json.loads(cli("--workspace", "acme", "import", archive, "--json").stdout)["files"]
    assert [(one["created"], one["updated"]) for one in home] == [(0, 0)] * 6


def _bare(row: object) -> dict[str, object]:
    return {name: value for name, value in dict(row).items() if name != "groundswell_id"}  # type: ignore[call-overload]  # a mapping


def test_cells_are_neutralised_and_restored(cli: Cli, programme: None, put: PutFile, workspace: Workspace) -> None:
    Creator.objects.filter(name="Ben Holt").update(name="=HYPERLINK(0)")
    out = put("out.csv", "")
    cli("export", "creators", "-o", out)
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Ana Ruiz", "Ana Ruiz", "'=HYPERLINK(0)"]
    assert rows[0]["bio"].startswith("'=cmd")
    assert rows[0]["followers"] == "36225"
    cli("import", out)
    assert Creator.objects.filter(name="=HYPERLINK(0)").exists()


@pytest.mark.parametrize("kind", ["creators", "posts", "readings"])
def test_an_export_of_the_own_workspace_changes_nothing(cli: Cli, programme: None, put: PutFile, kind: str) -> None:
    before = (Creator.objects.count(), Account.objects.count(), Post.objects.count(), Reading.objects.count())
    out = put(f"{kind}.csv", "")
    cli("export", kind, "-o", out)
    done = json.loads(cli("import", out, "--json").stdout)
    assert (done["created"], done["updated"], done["rejected"]) == (0, 0, [])
    assert before == (Creator.objects.count(), Account.objects.count(), Post.objects.count(), Reading.objects.count())


def test_json_lines_and_workbooks(cli: Cli, programme: None, put: PutFile, workspace: Workspace) -> None:
    lines, book = put("out.jsonl", ""), put("out.xlsx", "")
    cli("export", "creators", "--format", "jsonl", "-o", lines)
    assert json.loads(lines.read_text().splitlines()[0])["followers"] == 36225
    cli("export", "creators", "--format", "xlsx", "-o", book)
    for path in (lines, book):
        assert json.loads(cli("import", path, "--json").stdout)["created"] == 0


def test_what_cannot_be_exported_says_what_can(cli: Cli, workspace: Workspace) -> None:
    done = cli("export", "secrets")
    assert done.exit_code == 2
    assert "creators" in json.loads(done.stderr)["message"]


def test_another_workspaces_rows_stay_at_home(cli: Cli, programme: None, other_workspace: Workspace) -> None:
    assert (
        list(creator_rows(other_workspace))
        == list(post_rows(other_workspace))
        == list(reading_rows(other_workspace))
        == []
    )


def test_an_archive_never_writes_outside_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../evil.csv", "Name,Email\n")
        archive.writestr("/etc/evil.csv", "Name,Email\n")
        archive.writestr("other/fine.csv", "Name,Email\n")
    with pytest.raises(FileRefused, match="no tables"), unpacked(path, 10**6):
        pass
    assert not (tmp_path.parent / "evil.csv").exists()


def test_an_archive_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 3_000_000)
    with pytest.raises(FileRefused) as refused, unpacked(path, 1_000_000):
        pass
    assert refused.value.code == "file_bomb"

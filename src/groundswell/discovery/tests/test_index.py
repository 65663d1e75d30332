"""The index follows the database, serves while others write, and heals itself."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import tantivy
from django.core.cache import cache

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, ImportRun
from groundswell.discovery import index
from groundswell.discovery.errors import IndexUnavailable
from groundswell.discovery.index import building, following, place
from groundswell.discovery.index.opened import forget, opened
from groundswell.discovery.index.schema import open_, schema
from groundswell.discovery.tasks import reconcile_index, sync_index
from groundswell.kit import clock

Make = Callable[..., Account]
Find = Callable[..., list[str]]


def folder() -> Path:
    now = place.current()
    assert now is not None
    return now.path


def test_a_search_sees_what_was_just_written(make_account: Make, find: Find) -> None:
    maya = make_account("maya", bio="trail")
    assert find() == ["maya"]
    make_account("noah", bio="trail")
    assert sorted(find(text="trail")) == ["maya", "noah"]
    Account.objects.filter(pk=maya.pk).update(bio="tea", changed_at=clock.now())
    assert find(text="trail") == ["noah"]
    assert find(text="tea") == ["maya"]
    assert index.status().documents == 2


def test_a_late_commit_of_an_older_change_is_seen(make_account: Make, find: Find) -> None:
    make_account("maya")
    assert find() == ["maya"]
    make_account("late", changed_at=clock.now() - timedelta(minutes=5))
    assert sorted(find()) == ["late", "maya"]


def test_rows_that_share_one_moment_are_all_seen(make_account: Make, find: Find) -> None:
    moment = clock.now()
    make_account("maya")
    Account.objects.update(changed_at=moment)
    find()
    make_account("noah")
    Account.objects.update(changed_at=moment)
    assert sorted(find()) == ["maya", "noah"]


def test_changes_of_a_person_reach_the_account(make_account: Make, find: Find) -> None:
    make_account("maya")
    wanted = {"influencer": {"has_contact": True}}
    assert find(**wanted) == []
    creator = Creator.objects.get()
    creator.email = "m@mail.example"
    creator.save()
    assert find(**wanted) == ["maya"]
    creator.accounts.clear()
    assert find(**wanted) == []


def test_a_deleted_account_is_gone(
    make_account: Make, find: Find, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    long_ago = clock.now() - timedelta(days=3)
    make_account("maya", changed_at=long_ago)
    make_account("noah", changed_at=long_ago)
    Account.objects.update(changed_at=long_ago)
    assert sorted(find()) == ["maya", "noah"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context manager
        Account.objects.filter(handle="maya").delete()
    assert index.status().documents == 1
    assert find() == ["noah"]


def test_a_removal_that_was_missed_is_found(make_account: Make, find: Find) -> None:
    long_ago = clock.now() - timedelta(days=3)
    make_account("maya")
    make_account("noah")
    Account.objects.update(changed_at=long_ago)
    find()
    Account.objects.filter(handle="maya").delete()
    assert find() == ["noah"]
    Account.objects.filter(handle="noah").update(
        bio="written without a word to anybody", changed_at=long_ago - timedelta(days=1)
    )
    assert reconcile_index.func() == 1
    assert find(text="anybody") == ["noah"]


def test_reconciling_removes_leftovers(make_account: Make, find: Find) -> None:
    for name in ("maya", "noah", "zoe"):
        make_account(name)
    Account.objects.update(changed_at=clock.now() - timedelta(days=3))
    find()
    Account.objects.filter(handle="zoe").delete()
    assert index.reconcile() == 1
    assert index.status().documents == 2
    assert index.reconcile() == 0


def test_reconciling_works_part_by_part(make_account: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "RECONCILED_AT_ONCE", 2)
    index.rebuild()
    for n in range(5):
        make_account(f"maya{n}", changed_at=clock.now() - timedelta(days=3))
    Account.objects.update(changed_at=clock.now() - timedelta(days=3))
    assert index.reconcile() == 5
    Account.objects.filter(handle__in=["maya0", "maya4"]).delete()
    assert index.reconcile() == 2
    assert index.status().documents == 3


def test_the_job_follows_without_a_search(make_account: Make) -> None:
    index.rebuild()
    make_account("maya")
    assert index.status().state == "behind"
    assert sync_index.func() == 1
    assert index.status().state == "ok"


def test_a_search_writes_only_so_much(make_account: Make, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    index.rebuild()
    monkeypatch.setattr("groundswell.discovery.index.serving.WRITTEN_ON_SEARCH", 2)
    for n in range(5):
        make_account(f"maya{n}")
    assert [len(find()) for _ in range(3)] == [2, 4, 5]


def test_beside_another_writer_the_old_answer_stands(make_account: Make, find: Find) -> None:
    make_account("maya")
    find()
    with following.writing(open_(folder())) as other:
        assert other is not None
        make_account("noah")
        assert find() == ["maya"]
        assert index.sync() is None
        assert index.reconcile() is None
        assert index.remove([1]) is None
    assert sorted(find()) == ["maya", "noah"]


def test_an_unfinished_write_leaves_nothing(make_account: Make, find: Find) -> None:
    make_account("maya")
    find()
    with pytest.raises(RuntimeError, match="half way"):
        _fail_half_way(str(Account.objects.get().workspace_id))
    assert find() == ["maya"]


def _fail_half_way(scope: str) -> None:
    with following.writing(open_(folder())) as writer:
        assert writer is not None
        writer.delete_documents_by_term("scope", scope)
        raise RuntimeError("half way")


def _no_files(path: Path) -> None:
    shutil.rmtree(path.parent)


def _no_pointer(path: Path) -> None:
    (path.parent / "current.json").unlink()


def _broken_pointer(path: Path) -> None:
    (path.parent / "current.json").write_text("{")


def _no_generation(path: Path) -> None:
    shutil.rmtree(path)


def _old_schema(path: Path) -> None:
    (path.parent / "current.json").write_text(json.dumps({"folder": path.name, "schema": 0}))


def _garbage(path: Path) -> None:
    for file in path.iterdir():
        file.unlink()
        file.write_bytes(b"not an index" * 50)


def _no_meta(path: Path) -> None:
    (path / "meta.json").unlink()


def _broken_segment(path: Path) -> None:
    for file in path.glob("*.idx"):
        file.unlink()
    # What this process holds in memory is whole; one that starts now sees the damage.
    forget()


@pytest.mark.parametrize(
    "damage",
    [_no_files, _no_pointer, _broken_pointer, _no_generation, _old_schema, _garbage, _no_meta, _broken_segment],
)
def test_an_index_that_is_missing_damaged_or_outdated_heals(
    damage: Callable[[Path], None], make_account: Make, find: Find
) -> None:
    make_account("maya", bio="trail")
    assert find(text="trail") == ["maya"]
    damage(folder())
    assert index.status().state in ("missing", "damaged", "outdated")
    assert find(text="trail") == ["maya"]
    assert index.status().state == "ok"


def test_a_large_index_is_built_as_a_job(make_account: Make, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "BUILT_AT_ONCE", 0)
    queued: list[bool] = []
    monkeypatch.setattr(
        "groundswell.discovery.index.building.rebuild_index", type("Job", (), {"enqueue": lambda: queued.append(True)})
    )
    cache.clear()
    make_account("maya")
    for _ in range(2):
        with pytest.raises(IndexUnavailable):
            find()
    assert queued == [True]
    index.rebuild()
    assert find() == ["maya"]


def test_a_rebuild_serves_the_old_generation_until_the_new_one_is_ready(make_account: Make, find: Find) -> None:
    make_account("maya")
    find()
    before, seen = folder(), []
    index.rebuild(lambda done, total: seen.append((done, total, find())))
    assert seen == [(1, 1, ["maya"])]
    assert folder() != before
    assert not before.exists()
    assert find() == ["maya"]


def test_only_one_builds_at_a_time(make_account: Make) -> None:
    with place.building(wait=True) as first, place.building(wait=False) as second:
        assert (first, second) == (True, False)


def test_updates_replace_and_never_double(make_account: Make, find: Find) -> None:
    make_account("maya")
    for n in range(3):
        Account.objects.update(bio=f"version {n}", changed_at=clock.now())
        assert find() == ["maya"]
    assert opened().searcher.num_docs == 1


def test_deleting_by_a_text_id_deletes(workspace: Workspace, make_account: Make, find: Find) -> None:
    """Tantivy's delete by a term of an unsigned field deletes nothing and says nothing: ids must stay text."""
    maya = make_account("maya")
    find()
    raw = open_(folder())
    writer = raw.writer(15_000_000, 1)
    writer.delete_documents_by_term("id", str(maya.pk))
    writer.commit()
    raw.reload()
    assert raw.searcher().num_docs == 0
    with pytest.raises(ValueError, match="id"):
        tantivy.Query.term_query(schema(), "id", maya.pk)


@pytest.mark.parametrize(("state", "created", "queued"), [("done", 501, 1), ("done", 500, 0), ("running", 9_000, 0)])
def test_a_large_import_is_taken_over_by_a_job(
    state: str,
    created: int,
    queued: int,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    jobs: list[bool] = []
    monkeypatch.setattr(
        "groundswell.discovery.tasks.sync_index", type("Job", (), {"enqueue": lambda: jobs.append(True)})
    )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]  # a context manager
        ImportRun.objects.create(workspace=workspace, file_name="creators.csv", state=state, created=created)
    assert len(jobs) == queued

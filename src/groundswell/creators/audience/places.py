"""Where somebody says they are: a country, and a city where they name one. Free text, no network.

What is wanted is being right when something is said; a text that may be a joke, a word or two places is left alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from groundswell.creators.audience.folding import fold_place
from groundswell.creators.audience.regions import SHORT, regions, states
from groundswell.creators.audience.tables import Place, place_table

LONGEST = 200  # characters that are looked at
WORDS_OF_A_NAME = 5
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
NATION = {"gbeng": "GB", "gbsct": "GB", "gbwls": "GB"}
TAGS = re.compile("\U0001f3f4([\U000e0061-\U000e007a]+)\U000e007f")
# Where one name ends: punctuation, any symbol or emoji, and little words between places.
BREAK = re.compile(
    r"[,/|\\•·;:()\[\]{}<>+&\n\t~→*!?\"“”…✈]|[\u2190-\u2bff\u2e3a\U0001f000-\U0001faff]|\s[-–—]+\s|\s(?:and|und|et|y|via|to|from|or|in|I)\s|(?<=\w{3})\.\s"
)
# What stands before the place where somebody is, in a bio.
AT_HOME = re.compile(
    r"(?:[📍📌🏠🏡]|\b(?:based in|living in|live in|lives in|located in|location:|wohne? in|aus|vivo en|desde|habite à|basé à|woon in|abito a|moro em))\s*([^\n|•·.;]{2,60})",
    re.IGNORECASE,
)
BIO = 1000  # characters of it that are looked at
HANDLE = re.compile(r"https?://\S+|\S+@\S+|@\S+|#\S+|\S+\.(?:com|net|org|co|io|tv|me)\S*|[\w']*\d[\w']*")
# Names of places that are mostly meant as words.
WORDS = frozenset(resources.files(__package__).joinpath("data/words.txt").read_text("utf-8").split())
RISKY_COUNTRIES = frozenset({"jordan", "chad", "georgia", "turkey", "mali", "guinea", "niger", "togo"})
CODES = {"uk": "GB", "us": "US", "uae": "AE", "usa": "US", "nz": "NZ", "sa": "", "eu": ""}


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was recognised: what it may be, the likeliest first. `sure`: a country or region said in so many words."""

    places: tuple[Place, ...]
    sure: bool


def place_in_bio(bio: str) -> Place | None:
    """The place that a bio names as somebody's own ("📍 Berlin", "based in Lagos"), where the network has no field for
    it; None for a place merely named."""
    match = AT_HOME.search(bio[:BIO])
    return place_of(match[1]) if match else None


@lru_cache(maxsize=20_000)
def place_of(text: str) -> Place | None:
    """The first place that the text names, with its city where it names one; None where it cannot be told."""
    text = text[:LONGEST]
    segments = [part for part in (_clean(part) for part in BREAK.split(HANDLE.sub(" ", text))) if part]
    found = _with_context(segments)
    if found is not None:
        return found
    return _flag(text)


def _clean(segment: str) -> str:
    segment = re.sub(r"\b([A-Za-z])\.\s?(?=[A-Za-z]\b)", r"\1", segment)  # U.S.A. → USA
    return segment.strip(" .-–—_'’‘=^%$°")


def _flag(text: str) -> Place | None:
    if match := TAGS.search(text):
        nation = NATION.get("".join(chr(ord(c) - 0xE0000) for c in match[1]))
        return Place(nation) if nation else None
    for match in FLAG.finditer(text):
        code = "".join(chr(ord(c) - 0x1F1E6 + 65) for c in match[0])
        if code in _country_codes():
            return Place(code)
    return None


def _with_context(segments: list[str]) -> Place | None:
    """What stands beside a name tells which of its namesakes is meant: "Portland, ME", "London, Ontario"."""
    alone = len(segments) == 1
    found = [(_found(segment, alone=alone), segment) for segment in segments]
    for at, (name, segment) in enumerate(found):
        if name is None:
            code = _code(segment, first=at == 0, alone=alone)
            if code is not None:
                return code
            continue
        for other, follower in found[at + 1 : at + 3]:
            if (narrowed := _narrowed(name, other, follower)) is not None:
                return narrowed
        return _choice(name)
    return None


def _narrowed(name: Found, other: Found | None, follower: str) -> Place | None:
    """The candidate of `name` that lies in what follows; a code counts only after a name."""
    state = fold_place(follower)
    for country in ("US", "CA"):
        code = states(country).get(state)
        if code is None or (len(state) == 2 and follower != follower.upper() and len(follower) > 2):
            continue
        inside = [place for place in name.places if place.country == country]
        if country == "US":
            exact = [place for place in inside if place.region == code]
            if not exact and (elsewhere := _in_country_named(name, state)):
                return elsewhere
            if exact or not (state in CODES or (_is_country_code(follower) and _in(name, follower.upper()))):
                return exact[0] if exact else Place("US", "", code)
        elif inside or not _in(name, "US"):
            return inside[0] if inside else Place("CA")
    if other is not None and other.sure:
        country = other.places[0].country
        inside = [place for place in name.places if place.country == country]
        return inside[0] if inside else other.places[0]
    if _is_country_code(follower) and _in(name, follower.upper()):
        return next(place for place in name.places if place.country == follower.upper())
    return None


def _in_country_named(name: Found, folded: str) -> Place | None:
    """ "Tbilisi, Georgia": a country may bear a state's name."""
    countries = {place.country for place in place_table().named(folded) if not place.city}
    return next((place for place in name.places if place.country in countries), None)


def _in(name: Found, country: str) -> bool:
    return any(place.country == country for place in name.places)


def _choice(name: Found) -> Place | None:
    return name.places[0] if name.places else None


def _code(segment: str, *, first: bool, alone: bool) -> Place | None:
    """A segment of nothing but a code in capitals: a state of the USA, else a country."""
    if not segment.isascii() or len(segment) > 3 or (segment != segment.upper() and first):
        return None
    folded = segment.lower()
    if CODES.get(folded):
        return Place(CODES[folded])
    if folded in states("US") and (segment == segment.upper() or not first) and not (alone and folded in AMBIGUOUS):
        return Place("US", "", folded.upper())
    return Place(segment) if not alone and not first and _is_country_code(segment) else None


AMBIGUOUS = frozenset(
    {"hi", "me", "ok", "or", "in", "oh", "id", "la", "de", "ma", "pa", "mo", "ms", "md", "co", "al", "ct"}
)


def _found(segment: str, *, alone: bool) -> Found | None:
    words = segment.split()
    if not words or len(words) > 12:
        return None
    return _whole(segment, alone=alone) or (_inside(words) if len(words) > 1 else _hyphened(segment))


def _hyphened(segment: str) -> Found | None:
    parts = re.split(r"[-–_.]", segment)
    return _inside(parts) if len(parts) > 1 else None


def _whole(segment: str, *, alone: bool) -> Found | None:
    """The segment as one name."""
    folded = fold_place(segment)
    found = _named(folded)
    short = folded in SHORT and segment.isupper()
    if found is None or (folded in WORDS and not found.sure and not short):
        return None
    if found.sure or " " in folded or not segment.isascii():
        return found
    if len(folded) <= 3 and folded not in SHORT:
        return None
    # One lower-case word alone may be anything: only a large city is believed.
    enough = 15_000 if segment[0].isupper() and (not alone or len(folded) > 4) else 100_000
    return found if found.places[0].population >= enough else None


def _inside(words: list[str]) -> Found | None:
    """The longest name within a segment of several words; a country or region before a city."""
    best: Found | None = None
    for length in range(min(len(words), WORDS_OF_A_NAME), 0, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            found = _part(part, last=start + length == len(words) and start > 0, before=words[:start])
            if found is None:
                continue
            if found.sure:
                return _city_before(words[:start], found) or found
            best = best or found
    return best


def _part(part: list[str], *, last: bool, before: list[str]) -> Found | None:
    text, folded = " ".join(part), fold_place(" ".join(part))
    if len(part) == 1 and len(folded) == 2:
        return _state_after(text, folded, before) if last else None
    found = _named(folded)
    if found is None or folded in WORDS:
        return None
    if len(part) == 1 and (folded in RISKY_COUNTRIES or len(folded) <= 3):
        return found if text == text.upper() and found.sure else None
    if found.sure:
        return found
    capital = all(word[0].isupper() or not word.isascii() for word in part)
    enough = 50_000 if capital and len(part) > 1 else 150_000 if capital else 500_000
    return found if found.places[0].population >= enough else None


def _state_after(text: str, folded: str, before: list[str]) -> Found | None:
    """ "Austin TX", "bristol ct": a state's code after a city of that state, or in capitals."""
    code = states("US").get(folded)
    if code:
        city = _named(fold_place(" ".join(before)))
        exact = tuple(p for p in city.places if (p.country, p.region) == ("US", code)) if city else ()
        if exact:
            return Found(exact, sure=True)
        if text.isupper() and folded not in AMBIGUOUS and before[-1][0].isupper():
            return Found((Place("US", "", code),), sure=True)
    if text.isupper() and folded in ("uk", "us"):
        return Found((Place(CODES[folded]),), sure=True)
    return None


def _city_before(before: list[str], where: Found) -> Found | None:
    """ "Lagos Nigeria": the words before a country may name a city in it."""
    if not before or where.places[0].city:
        return None
    city = _named(fold_place(" ".join(before)))
    inside = tuple(p for p in city.places if p.city and p.country == where.places[0].country) if city else ()
    return Found(inside, sure=True) if inside else None


@lru_cache(maxsize=20_000)
def _named(folded: str) -> Found | None:
    """Country, then region, then cities by size; None for what is no place."""
    if not folded or len(folded) > 60:
        return None
    if folded in SHORT:
        city, _, country = SHORT[folded].rpartition(" ")
        rest = [place for place in place_table().named(fold_place(city)) if place.city]
        first = next((place for place in rest if place.country == country), Place(country))
        return Found((first, *(place for place in rest if place is not first)), sure=not city)
    named = place_table().named(folded)
    region = regions().get(folded)
    if region and not (named and not named[0].city and folded != "georgia"):
        code = states("US").get(folded, "") if region == "US" else ""
        return Found((Place(region, "", code), *(place for place in named if place.city)), sure=True)
    if not named:
        return None
    return Found(tuple(named), sure=not named[0].city)


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    return place_table().countries()


def _is_country_code(text: str) -> bool:
    return text == text.upper() and text in _country_codes()

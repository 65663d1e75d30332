"""From the address of the Find page to a query, and back to chips that can be taken away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from groundswell.creators.imports.places import country_code, language_code
from groundswell.discovery.personas.writing import read_least
from groundswell.kit.errors import BadInput
from groundswell.web.discovery.labels import MARKS, name_of

READERS: dict[str, Callable[[str], str]] = {"countries": country_code, "languages": language_code}

CHOSEN = {"platform": "platforms", "tier": "tiers", "country": "countries", "topic": "topics", "language": "languages"}
TYPED = {"city": "cities", "hashtag": "hashtags", "mention": "mentions", "natural": "naturally_mentions"}
SAID = ("bio", "gender")
SAYS: dict[str, bool | str] = {"yes": True, "no": False, "unknown": "unknown"}
FLAGS = {"contact": "has_contact", "verified": "verified"}
NUMBERS = ("min", "max", "er", "growth", "paid", "posted")
OPEN = {"followers_open": "followers", "er_open": "engagement_rate"}
"""Ranges that may let those pass too whose number nobody knows."""
AUDIENCE = {"a_country": "countries", "a_language": "languages", "a_gender": "genders", "a_age": "ages"}
LEAST = {"countries": 0.2, "languages": 0.2, "genders": 0.5, "ages": 0.2}
"""Smallest shares where nobody gives any, as they are usual in the field."""
SORTS = ("relevance", "followers", "engagement_rate", "growth", "fit")
VIEWS = ("cards", "table")
DEFAULTS = {"sort": SORTS[0], "view": VIEWS[0]}
PER_PAGE = 24
_UNITS = {"k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force; `without` is the query string that lacks it."""

    label: str
    value: str
    without: str

    @property
    def address(self) -> str:
        """The link that takes the filter away."""
        return f"?{self.without}"


class Filters:
    """What the address asks for; names it does not know are left alone."""

    def __init__(self, asked: QueryDict) -> None:
        self.asked = asked

    def query(self) -> dict[str, Any]:
        """The JSON of the search; `BadInput` names the field that holds no number."""
        influencer: dict[str, Any] = {name: self._all(param) for param, name in CHOSEN.items()}
        influencer |= {name: _split(self._one(param)) for param, name in TYPED.items()}
        influencer |= {name: self._one(name) for name in SAID if self._one(name)}
        influencer |= {name: SAYS[self._one(p)] for p, name in FLAGS.items() if self._one(p) in SAYS}
        influencer |= self._figures()
        query = {"text": self._one("q"), "influencer": {k: v for k, v in influencer.items() if v not in ([], {}, None)}}
        whom: dict[str, Any] = {"exclude_lists": self._all("skip"), "sort": self.sort, "limit": PER_PAGE}
        whom |= {"persona": self.persona} if self.persona else {}
        whom |= {"exclude_contacted": True} if self.new_only else {}
        whom |= {"like": self.liked} if self.liked else {}
        audience = self._audience()
        return {**query, **whom, **({"audience": audience} if audience else {})}

    @property
    def sort(self) -> str:
        asked = self._one("sort")
        # Without a persona there is nothing to fit.
        return asked if asked in SORTS and (asked != "fit" or self.persona) else SORTS[0]

    @property
    def persona(self) -> str:
        return self._one("persona")

    @property
    def about_persona(self) -> bool:
        """Whether only those are wanted who speak of what the persona cares about."""
        return bool(self.persona) and self._one("about") == "persona"

    @property
    def liked(self) -> list[str]:
        """The accounts whose content the found ones shall be like."""
        return self._all("like")

    @property
    def new_only(self) -> bool:
        """Whether whoever the brand has written to is left out."""
        return self._one("fresh") == "yes"

    @property
    def view(self) -> str:
        return self._one("view") if self._one("view") in VIEWS else VIEWS[0]

    def has(self, param: str, value: str) -> bool:
        """Whether the address chooses that value."""
        return value in self.asked.getlist(param)

    def address(self, **changes: str) -> str:
        """The query string without what is empty; `changes` set single values."""
        kept = QueryDict(mutable=True)
        for param, values in self.asked.lists():
            given = [value for value in map(str, values) if value.strip() and value != DEFAULTS.get(param)]
            if given and param != "after":
                kept.setlist(param, given)
        for param, value in changes.items():
            kept[param] = value
        return kept.urlencode()

    def chips(self) -> list[Chip]:
        """One chip for every value in force, in the order of the panel."""
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        for param in (
            "q",
            "like",
            "about",
            *CHOSEN,
            *NUMBERS,
            *TYPED,
            *SAID,
            *FLAGS,
            *AUDIENCE,
            "a_real",
            "skip",
            "fresh",
        ):
            for value in self._all(param):
                if param == "about" and not self.about_persona:
                    continue
                yield Chip(MARKS[param], name_of(param, value), self._without(param, value))

    def _without(self, param: str, value: str) -> str:
        kept = QueryDict(self.address(), mutable=True)
        kept.setlist(param, [other for other in kept.getlist(param) if other.strip() != value])
        return kept.urlencode()

    def _figures(self) -> dict[str, Any]:
        followers = {end: int(number) for end in ("min", "max") if (number := self._number(end)) is not None}
        rate, growth, paid = (self._number(param) for param in ("er", "growth", "paid"))
        posted = self._number("posted")
        found: dict[str, Any] = {
            "followers": followers,
            "engagement_rate": None if rate is None else {"min": rate / 100},
            "growth": None if growth is None else {"days": 30, "min": growth / 100},
            "sponsored_share": None if paid is None else {"max": paid / 100},
            "posted_within_days": None if posted is None else int(posted),
        }
        for param, name in OPEN.items():
            if found[name] and self._one(param) == "yes":
                found[name] = {**found[name], "unknown": True}
        return found

    def _audience(self) -> dict[str, Any]:
        """Smallest shares by what is typed: `US 30, CA 10`; a value without a number gets the usual one."""
        found: dict[str, Any] = {}
        for param, name in AUDIENCE.items():
            if text := self._one(param):
                found[name] = read_least(text, MARKS[param], READERS.get(name, _lower), LEAST[name])
        real = self._number("a_real")
        if real is not None:
            found["real_share"] = {"min": real / 100}
        return {**found, "unknown": True} if found and self._one("a_open") == "yes" else found

    def _number(self, param: str) -> float | None:
        text = self._one(param).lower().replace(",", "").replace(" ", "").removesuffix("%")
        if not text:
            return None
        unit = _UNITS.get(text[-1], 1)
        try:
            number = float(text[:-1] if unit > 1 else text) * unit
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1e12:
            raise BadInput(
                f"“{self._one(param)}” is no number.", where=MARKS[param], cure="Write it like 12000 or 12k."
            )
        return number

    def _all(self, param: str) -> list[str]:
        return list(dict.fromkeys(value.strip() for value in self.asked.getlist(param) if value.strip()))

    def _one(self, param: str) -> str:
        return str(self.asked.get(param, "")).strip()


def _lower(text: str) -> str:
    return text.strip().lower()


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]

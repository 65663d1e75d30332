"""Whom a plan is to engage: the people of a persona, told by what audiences are known by. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.discovery.personas.definition import Definition
from groundswell.kit.errors import BadInput

CORE = 0.8  # of the buyers: the commonest values that hold them are the persona; the rest are stragglers
DIMENSIONS = {
    "countries": "country", "cities": "city", "languages": "language", "genders": "gender", "ages": "age",
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """By audience dimension the values that count; somebody is of the target who has one of them in each."""

    wanted: Mapping[str, frozenset[str]]

    def __bool__(self) -> bool:
        return bool(self.wanted)


def target_of(persona: Definition | None, country: str = "", gender: str = "") -> Target:
    """The persona's core in each dimension; a country or gender given beside it takes the place of the persona's. Cities
    lie in countries, so that they count only where no country is said. `BadInput` for a persona that says only what buyers
    care about: no audience is counted by that."""
    wanted = {}
    if persona is not None:
        shares = {name: persona.shares(name) for name in DIMENSIONS}
        wanted = {DIMENSIONS[name]: core(one) for name, one in shares.items() if one}
        if not wanted:
            raise BadInput(
                "This persona says neither place, language, gender nor age, so nobody of it can be counted.",
                where="persona", cure="Add one of them to the persona, or plan without it.",
            )  # fmt: skip
    if country:
        wanted["country"] = frozenset({country})
    if gender:
        wanted["gender"] = frozenset({gender})
    if "country" in wanted:
        wanted.pop("city", None)
    return Target(wanted)


def core(shares: Mapping[str, float]) -> frozenset[str]:
    """The commonest values that hold at least CORE of what is told; values of equal share go together."""
    told, held, found, last = sum(shares.values()), 0.0, [], 0.0
    for value, share in sorted(shares.items(), key=lambda one: (-one[1], one[0])):
        if held >= CORE * told - 1e-9 and share < last:
            break
        held, last = held + share, share
        found.append(value)
    return frozenset(found)

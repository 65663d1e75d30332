"""The openings that a suggested caption may begin with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from groundswell.disclosure.rules.lexicon import LANGUAGES, lexicon
from groundswell.disclosure.rules.post import Jurisdiction
from groundswell.disclosure.rules.rulepack import rule_pack


class Setting(NamedTuple):
    """All that an opening depends on, in plain cases."""

    platform: str
    surface: str
    jurisdictions: tuple[Jurisdiction, ...]
    connection: str
    brand: str | None
    language: str | None


def openings(setting: Setting) -> Iterator[str]:
    """Openings to try, likeliest first: the post's language, then with those the audiences understand beside it."""
    connection = "paid" if setting.connection == "unknown" else setting.connection
    brand = " ".join((setting.brand or "").split())
    language = setting.language
    own = (language,) if language in LANGUAGES else ()
    understood = [code for name in setting.jurisdictions if (pack := rule_pack(name)) for code in pack.audience]
    audiences = tuple(dict.fromkeys([*own, *understood]))
    for code in own or audiences or LANGUAGES:
        for prefix in lexicon().languages[code or ""].fixes[connection]:
            if "{brand}" not in prefix or brand:
                yield prefix.replace("{brand}", brand)
    for several in _joined(own or ("en",), audiences):
        yield f"{' | '.join(lexicon().languages[code or ''].label for code in several)}: "
    for code in LANGUAGES:
        yield f"{lexicon().languages[code].label}: "


def _joined(first: tuple[str | None, ...], audiences: tuple[str | None, ...]) -> Iterator[tuple[str | None, ...]]:
    """The post's language with one more, two more, … of those that the audiences understand."""
    others = [code for code in audiences if code not in first]
    for count in range(len(others) + 1):
        for more in combinations(others, count):
            yield (*first, *more)

"""The answer to "who sent you?", as checkouts and shops pass it on. Pure."""

import re
from collections.abc import Iterable, Sequence

from groundswell.kit.errors import BadInput
from groundswell.links.rules.attribution import PRECEDENCE

# What shops call the question, in letters and digits alone; `hdyhau` is the trade's own short form.
_QUESTION = re.compile(
    r"whosentyou|whoreferredyou|whotoldyou|howdidyou(hear|find)|referredby|hdyhau|postpurchasesurvey|werhatdich|wiehabensievonunsgehoert"
    r"|commentnousavezvousconnus|comonosconociste"
)
LONGEST = 200


def answer_in(pairs: Iterable[tuple[object, object]]) -> str:
    """The first answer among (name, value) pairs of an order; empty when nobody asked or answered."""
    for name, value in pairs:
        asked = "".join(char for char in str(name).lower() if char.isalnum())
        if isinstance(value, str) and value.strip() and _QUESTION.search(asked):
            return value.strip()[:LONGEST]
    return ""


def folded_answer(text: str) -> str:
    """How answers, names and handles are compared: lower case, without @ and needless blanks."""
    return " ".join(text.strip().lstrip("@").casefold().split())


def checked_precedence(names: Sequence[str]) -> tuple[str, ...]:
    """The signs an order is attributed by, the first that speaks decides; one left out decides nothing. BadInput otherwise."""
    unknown = next((name for name in names if name not in PRECEDENCE), None)
    if unknown is not None:
        raise BadInput(f"“{unknown}” is no sign.", where="order", cure=f"Use {', '.join(PRECEDENCE)}.")
    if not names or len(set(names)) != len(names):
        raise BadInput("Name each sign once, and at least one.", where="order")
    return tuple(names)

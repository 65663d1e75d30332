"""What follows from a profile, its posts and its readings: age, growth, paid posts. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from groundswell.discovery.language.words import hashtags

LEAST_POSTS = 5
PAID_TAGS = frozenset({
    "ad", "ads", "advert", "advertisement", "sponsored", "sponsoredpost", "paidpartnership", "paidad", "paidpromotion",
    "werbung", "anzeige", "gesponsert", "bezahltewerbung", "publicite", "publicité", "sponsorise", "sponsorisé", "collaborationcommerciale",
    "partenariatremunere", "partenariatrémunéré", "publicidad", "publi", "patrocinado", "publicidade", "publipost", "pubblicita", "pubblicità",
    "sponsorizzato", "advertentie", "reclame", "betaaldesamenwerking",
})  # fmt: skip
_AGE = re.compile(
    r"(?<![\w.,/#@$€£+-])(1[3-9]|[2-9]\d) ?(?:y/?o|yrs? old|years? old|years? young|jahre(?: alt| jung)?|ans|años|anos|anni|jaar(?: oud)?)\b",
    re.IGNORECASE,
)
_NOT_OF_A_PERSON = re.compile(r"\b(?:for|over|since|seit|über|depuis|pendant|desde|hace|da|sinds)\s+$", re.IGNORECASE)

Moment = tuple[datetime, float]
"""When a count was read, and the count."""


def stated_age(bio: str) -> int | None:
    """The age that the bio states of its author ("27 y/o", "31 Jahre"), None where it states none or several."""
    told = {int(found[1]) for found in _AGE.finditer(bio) if not _NOT_OF_A_PERSON.search(bio[: found.start()])}
    return told.pop() if len(told) == 1 else None


def is_paid(text: str, label: bool | None) -> bool:
    """Whether the network labels the post as paid, or a hashtag does."""
    return bool(label) or any(tag in PAID_TAGS for tag in hashtags(text))


def sponsored_share(paid: Sequence[bool]) -> float | None:
    """The share of paid posts among the recent ones; None for fewer than LEAST_POSTS."""
    return sum(paid) / len(paid) if len(paid) >= LEAST_POSTS else None


def growth(readings: Mapping[str, Sequence[Moment]], days: int) -> float | None:
    """How much a count grew within `days` up to its newest reading; 0.02 is 2 %.

    `readings` are those of each source, in any order: counts of two sources are never compared. The older reading is
    the newest that is at least `days` old, and no more than twice that; growth over a longer gap is scaled to `days`
    as steady growth. None without such a pair, or where the older count is 0.
    """
    newest = max(((max(of_source)[0], name) for name, of_source in readings.items() if of_source), default=None)
    if newest is None:
        return None
    of_source = sorted(readings[newest[1]])
    (now, count), wanted = of_source[-1], timedelta(days=days)
    older = [(at, value) for at, value in of_source if wanted <= now - at <= 2 * wanted]
    if not older or older[-1][1] <= 0:
        return None
    at, before = older[-1]
    return float((count / before) ** (wanted / (now - at)) - 1)

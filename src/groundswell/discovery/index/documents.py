"""From the facts of an account to its document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import tantivy

from groundswell.discovery.facts import Facts
from groundswell.discovery.language.parts import UNKNOWN
from groundswell.discovery.language.setting import fact
from groundswell.discovery.language.shares import terms_of

PUBLIC = "public"
NOBODY = "nobody"
NO_TEXT = -1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 2**31 - 1
GROWTH_SORTED = 30


@dataclass(frozen=True, slots=True)
class Meant:
    """Where the meaning of an account's text (with that digest) lies: a row of the store and its cell. `row` is NO_TEXT
    where nothing is written that could be read."""

    row: int
    digest: int
    cell: str = ""


def document(facts: Facts, meant: Meant | None = None) -> tantivy.Document:
    """Unknown numbers are left out, so that no range holds them; unknown choices say so, so that they can be counted.

    `meant` is None until somebody has read what the account is about.
    """
    made = tantivy.Document()
    for name, values in texts(facts).items():
        for value in values:
            made.add_text(name, value)
    for name, number in wholes(facts).items():
        if number is not None:
            made.add_integer(name, number)
    for name, share in shares(facts).items():
        if share is not None:
            made.add_float(name, share)
    if meant is not None:
        made.add_integer("row", meant.row)
        made.add_integer("digest", meant.digest)
        if meant.cell:
            made.add_text("cell", meant.cell)
    return made


def texts(facts: Facts) -> dict[str, Sequence[str]]:
    """What the fields of terms and of words hold."""
    profile = facts.profile
    return {
        "id": [str(profile.account_id)],
        "scope": [scope(profile.workspace_id) if profile.listed else NOBODY],
        "platform": [profile.platform or UNKNOWN],
        "country": [facts.country or UNKNOWN],
        "language": [facts.language or UNKNOWN],
        "city": [facts.city.casefold() or UNKNOWN],
        "topic": facts.topics or [UNKNOWN],
        "hashtag": facts.hashtags,
        "mention": facts.mentions,
        "account_type": [profile.account_type.strip().lower() or UNKNOWN],
        "verified": [UNKNOWN if profile.verified is None else str(profile.verified).lower()],
        "fact": _private_facts(facts),
        "audience": _audience(facts),
        "name": facts.names,
        "handle": [profile.handle],
        "tags": [*facts.hashtags, *facts.topics],
        "bio": [profile.bio],
        "captions": facts.captions,
        "paid": facts.paid_captions,
    }


def scope(workspace_id: int | None) -> str:
    """The term that says who may find the account."""
    return PUBLIC if workspace_id is None else str(workspace_id)


def stamp(moment: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def rank(value: int | None, account_id: int) -> int:
    """A sort key that no two accounts share: by value (unknown is least), then the older account first."""
    known = -1 if value is None else min(value, _LARGEST)
    return (known << 32) + (2**32 - 1 - account_id % 2**32)


def wholes(facts: Facts) -> dict[str, int | None]:
    """What the fields of whole numbers hold, and the sort keys."""
    profile = facts.profile
    rate, grown = profile.engagement_rate, facts.growth.get(GROWTH_SORTED)
    return {
        "account": profile.account_id,
        "changed": stamp(profile.changed_at),
        "followers": profile.followers,
        "age": facts.age,
        "last_posted": None if profile.last_posted_at is None else int(profile.last_posted_at.timestamp()),
        "by_followers": rank(profile.followers, profile.account_id),
        "by_engagement": rank(None if rate is None else round(rate * 1e7), profile.account_id),
        "by_growth": rank(None if grown is None else round((grown + 1) * 1e6), profile.account_id),
    }


def shares(facts: Facts) -> dict[str, float | None]:
    """What the fields of shares hold."""
    grown = {f"growth_{days}": value for days, value in facts.growth.items()}
    return {"engagement": facts.profile.engagement_rate, "sponsored": facts.sponsored, **grown}


def _audience(facts: Facts) -> list[str]:
    return [terms_of(owner, figures) for owner, figures in facts.audiences.items()]


def _private_facts(facts: Facts) -> list[str]:
    known = [fact("contact")] if facts.address_in_bio else []
    for person in facts.people:
        if person.has_contact:
            known.append(fact("contact", person.workspace_id))
        if person.gender:
            known += [fact("gender", person.workspace_id, gender) for gender in ("", person.gender)]
    return known

"""From the facts of an account to its document."""

from datetime import UTC, datetime, timedelta

import tantivy

from groundswell.discovery.facts import Facts
from groundswell.discovery.language.query import UNKNOWN
from groundswell.discovery.language.translate import fact

PUBLIC = "public"
NOBODY = "nobody"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 2**31 - 1


def document(facts: Facts) -> tantivy.Document:
    """Unknown numbers are left out, so that no range holds them; unknown choices say so, so that they can be counted."""
    profile = facts.profile
    terms = {
        "id": [str(profile.account_id)],
        "scope": [scope(profile.workspace_id) if profile.listed else NOBODY],
        "platform": [profile.platform or UNKNOWN],
        "country": [facts.country or UNKNOWN],
        "language": [facts.language or UNKNOWN],
        "city": [facts.city.casefold() or UNKNOWN],
        "topic": facts.topics or [UNKNOWN],
        "hashtag": facts.hashtags,
        "mention": facts.mentions,
        "fact": _private_facts(facts),
        "name": facts.names,
        "handle": [profile.handle],
        "tags": [*facts.hashtags, *facts.topics],
        "bio": [profile.bio],
        "captions": facts.captions,
    }
    made = tantivy.Document()
    for name, values in terms.items():
        for value in values:
            made.add_text(name, value)
    for name, number in _numbers(facts).items():
        if number is not None:
            made.add_integer(name, number)
    if profile.engagement_rate is not None:
        made.add_float("engagement", profile.engagement_rate)
    if profile.verified is not None:
        made.add_boolean("verified", profile.verified)
    return made


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


def _numbers(facts: Facts) -> dict[str, int | None]:
    profile = facts.profile
    rate = profile.engagement_rate
    return {
        "account": profile.account_id,
        "changed": stamp(profile.changed_at),
        "followers": profile.followers,
        "last_posted": None if profile.last_posted_at is None else int(profile.last_posted_at.timestamp()),
        "by_followers": rank(profile.followers, profile.account_id),
        "by_engagement": rank(None if rate is None else round(rate * 1e7), profile.account_id),
    }


def _private_facts(facts: Facts) -> list[str]:
    known = [fact("contact")] if facts.address_in_bio else []
    for person in facts.people:
        if person.has_contact:
            known.append(fact("contact", person.workspace_id))
        if person.gender:
            known.append(fact("gender", person.workspace_id, person.gender))
    return known

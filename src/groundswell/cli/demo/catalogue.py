"""Puts the invented creators into the database, with half a year of readings."""

from dataclasses import dataclass
from datetime import timedelta

from groundswell.cli.demo.brand import Brand
from groundswell.cli.demo.people import Person, people
from groundswell.cli.demo.publishing import pieces
from groundswell.creators.models import Account, Creator, CreatorKey, Post, Reading

SOURCE = "demo data"
MONTHS = 6
POSTS_EACH = 4


@dataclass(frozen=True)
class Known:
    """An invented person as the database knows them."""

    person: Person
    creator: Creator
    account: Account


def fill_catalogue(brand: Brand) -> list[Known]:
    everyone = people(brand.chance)
    creators = Creator.objects.bulk_create(
        Creator(
            workspace=brand.workspace, name=person.name, email=person.email, country=person.country, city=person.city,
            language=person.language, topics=[person.niche.topic], created_at=brand.days_ago(60),
        )
        for person in everyone
    )  # fmt: skip
    accounts = Account.objects.bulk_create(account_of(brand, person) for person in everyone)
    membership = Creator.accounts.through
    membership.objects.bulk_create(
        membership(creator=creator, account=account) for creator, account in zip(creators, accounts, strict=True)
    )
    CreatorKey.objects.bulk_create(
        CreatorKey(workspace=brand.workspace, creator=creator, kind="email", value=creator.email)
        for creator in creators
        if creator.email
    )
    known = [Known(*row) for row in zip(everyone, creators, accounts, strict=True)]
    add_readings(brand, known)
    add_posts(brand, known)
    return known


def account_of(brand: Brand, person: Person) -> Account:
    return Account(
        workspace=brand.workspace, platform=person.platform, handle=person.handle, display_name=person.name,
        bio=person.bio, country=person.country, city=person.city, language=person.language,
        topics=[person.niche.topic], verified=person.verified, followers=person.followers,
        engagement_rate=person.engagement_rate, read_at=brand.midnight, source=SOURCE,
    )  # fmt: skip


def add_readings(brand: Brand, known: list[Known]) -> None:
    """Followers month by month, and the engagement rate with the interval that twelve posts would give."""
    rows = []
    for entry in known:
        growth = brand.chance.gauss(0.02, 0.02)
        for month in range(MONTHS):
            rows.append(
                reading(brand, entry, "followers", round(entry.person.followers / (1 + growth) ** month), month)
            )
        spread = entry.person.engagement_rate * brand.chance.uniform(0.1, 0.35)
        rate = reading(brand, entry, "engagement_rate", entry.person.engagement_rate, 0)
        rate.low, rate.high, rate.sample = max(0.0, rate.value - spread), rate.value + spread, 12
        rows.append(rate)
    Reading.objects.bulk_create(rows)


def reading(brand: Brand, entry: Known, metric: str, value: float, months_ago: int) -> Reading:
    return Reading(
        workspace=brand.workspace, account=entry.account, metric=metric, value=value, source=SOURCE,
        observed_at=brand.midnight - timedelta(days=30 * months_ago),
    )  # fmt: skip


def add_posts(brand: Brand, known: list[Known]) -> None:
    posts, readings = [], []
    for entry in known:
        for piece in pieces(brand.chance, entry.person, brand.midnight, POSTS_EACH):
            post = Post(
                workspace=brand.workspace, account=entry.account, external_id=piece.external_id, url=piece.url,
                surface=piece.surface, caption=piece.caption, published_at=piece.published_at, source=SOURCE,
            )  # fmt: skip
            posts.append(post)
            readings += [
                Reading(
                    workspace=brand.workspace, post=post, metric=metric, value=value, source=SOURCE,
                    observed_at=min(brand.midnight, piece.published_at + timedelta(days=7)),
                )
                for metric, value in piece.readings.items()
            ]  # fmt: skip
        entry.account.last_posted_at = posts[-1].published_at
    Post.objects.bulk_create(posts)
    Reading.objects.bulk_create(readings)
    Account.objects.bulk_update([entry.account for entry in known], ["last_posted_at"], batch_size=200)

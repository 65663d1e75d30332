"""Two to five accounts beside each other: the same figures of each, with where they are from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.sets import Share
from groundswell.creators.models import Account, Reading
from groundswell.creators.queries import audience_of
from groundswell.creators.rules import tier_of
from groundswell.discovery.facts import Facts
from groundswell.discovery.personas.fit import Fit, fit
from groundswell.discovery.personas.queries import definition_of, persona_of, sight_of
from groundswell.discovery.reading import read_facts
from groundswell.kit.errors import BadInput, NotFound

FEWEST, MOST = 2, 5
METRICS = ("followers", "engagement_rate")
GROWTH_DAYS = 30
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with how far it may be off and where it is from; unknown is None."""

    value: float | None
    low: float | None = None
    high: float | None = None
    sample: int | None = None
    source: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    """The largest shares of one dimension of an audience, from the source that counts."""

    shares: tuple[Share, ...]
    source: str
    date: datetime
    sample: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    account: Account
    facts: Facts
    creator_id: int | None
    tier: str | None
    followers: Figure
    engagement: Figure
    growth: Figure
    sponsored: Figure
    audience: dict[str, Crowd]
    fit: Fit | None


def compare(workspace: Workspace, account_ids: Sequence[int], persona: str = "") -> list[Compared]:
    """In the order asked, each once. `BadInput` for fewer than two or more than five, `NotFound` for one not seen here."""
    wanted = list(dict.fromkeys(account_ids))
    if not FEWEST <= len(wanted) <= MOST:
        raise BadInput("Compare two to five accounts.", where="account", cure=f"You chose {len(wanted)}.")
    accounts = Account.objects.visible_to(workspace).filter(listed=True).in_bulk(wanted)
    if missing := [pk for pk in wanted if pk not in accounts]:
        raise NotFound(f"There is no account {missing[0]} in this workspace.", where="account")
    definition = definition_of(persona_of(workspace, persona)) if persona else None
    facts, newest = read_facts(wanted), _readings(workspace, wanted)
    found = []
    for pk in wanted:
        fact, account = facts[pk], accounts[pk]
        person = fact.person_of(workspace.pk)
        found.append(
            Compared(
                account=account,
                facts=fact,
                creator_id=person.creator_id if person else None,
                tier=tier_of(account.followers, workspace.tier_bounds),
                followers=newest.get((pk, "followers")) or _of(account, account.followers),
                engagement=newest.get((pk, "engagement_rate")) or _of(account, account.engagement_rate),
                growth=_of(account, fact.growth.get(GROWTH_DAYS)),
                sponsored=Figure(
                    fact.sponsored, sample=len(fact.captions) + len(fact.paid_captions), source="Recent posts"
                ),
                audience=_audience(workspace, account),
                fit=fit(definition, sight_of(fact, workspace)) if definition else None,
            )
        )
    return found


def _of(account: Account, value: float | None) -> Figure:
    return Figure(value, source=account.source, date=account.read_at)


def _readings(workspace: Workspace, ids: Sequence[int]) -> dict[tuple[int, str], Figure]:
    """The newest reading of each metric; of the same moment the one with an interval."""
    rows = Reading.objects.visible_to(workspace).filter(account__in=ids, metric__in=METRICS)
    found: dict[tuple[int, str], Figure] = {}
    for row in rows.order_by("observed_at", "low", "pk"):
        found[row.account_id or 0, row.metric] = Figure(
            row.value, row.low, row.high, row.sample, row.source, row.observed_at
        )
    return found


def _audience(workspace: Workspace, account: Account) -> dict[str, Crowd]:
    found = {}
    for told in audience_of(workspace, account):
        best = told.chosen
        found[told.dimension] = Crowd(best.shares[:SHOWN], best.source, best.observed_at, best.sample)
    return found

"""The candidates, with what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from groundswell.accounts.models import Workspace
from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.programme.candidates import candidates_of
from groundswell.campaigns.programme.clashing import clashes_of
from groundswell.campaigns.programme.deals import past_prices, sizes_and_prices
from groundswell.campaigns.programme.followers import known_ids
from groundswell.campaigns.programme.overlap import Followed
from groundswell.campaigns.programme.parts import Part, Parts, parts_of
from groundswell.campaigns.programme.prices import Price, PriceModel, fit_prices
from groundswell.campaigns.programme.target import Target, target_of
from groundswell.creators.models import Account, Creator
from groundswell.creators.queries import audience_sets, main_account
from groundswell.discovery.models import Persona
from groundswell.discovery.personas.queries import definition_of, persona_of
from groundswell.kit import clock


@dataclass(frozen=True)
class Known:
    """A creator with an account. `price` is None where nothing is known; `part` of the audience is to be reached; `assumed`
    names what was put in the place of what is not known; `clash` is why exclusivity keeps them out, empty when nothing does."""

    creator: Creator
    account: Account
    price: Price | None
    rate: float
    part: Part
    assumed: tuple[str, ...]
    followed: Followed
    clash: str = ""

    @property
    def niche(self) -> str:
        return str((self.creator.topics or self.account.topics or [""])[0])

    @property
    def people(self) -> tuple[float, float, float]:
        """Followers who are of the target: expected, and the ends of the interval."""
        count = self.account.followers or 0
        return count * self.part.share, count * self.part.low, count * self.part.high


@dataclass(frozen=True)
class Gathered:
    """`unusable` are creators without an account, a number of followers, or a rate to go by; `strangers` accounts (ids) that
    the search finds and that are no creators here yet; `unused` what of the target no audience tells."""

    known: list[Known]
    unusable: list[Creator]
    model: PriceModel | None
    strangers: list[int]
    target: Target
    persona: Persona | None
    unused: tuple[str, ...]

    @property
    def counted(self) -> bool:
        """Whether anything of the target can be told of any audience; where not, everybody counts."""
        return set(self.target.wanted) > set(self.unused)


def gather(workspace: Workspace, asked: Asked) -> Gathered:
    """Every candidate, in a constant number of database queries beside the search's own; `NotFound` when there is no such
    list, search or persona."""
    persona = persona_of(workspace, asked.persona) if asked.persona else None
    target = target_of(definition_of(persona) if persona else None, asked.country, asked.gender)
    candidates = candidates_of(workspace, asked)
    accounts = {creator: main_account(creator) for creator in candidates.creators}
    usable = {creator: account for creator, account in accounts.items() if account and account.followers}
    parts = _parts(workspace, target, list(usable.values()))
    known, model = _known(workspace, asked, usable, parts)
    there = {one.creator.pk for one in known}
    unusable = [creator for creator in accounts if creator.pk not in there]
    return Gathered(known, unusable, model, candidates.strangers, target, persona, parts.unused)


def _parts(workspace: Workspace, target: Target, accounts: Sequence[Account]) -> Parts:
    ids = [account.pk for account in accounts]
    return parts_of(target, ids, audience_sets(workspace, ids) if target else {})


def _known(
    workspace: Workspace, asked: Asked, usable: dict[Creator, Account], parts: Parts
) -> tuple[list[Known], PriceModel | None]:
    past = past_prices(workspace, workspace.currency)
    model = fit_prices(sizes_and_prices(workspace, past))
    rates = [one.engagement_rate for one in usable.values() if one.engagement_rate is not None]
    middle = median(rates) if rates else None
    ids = known_ids(list(usable.values()))
    owners = {account.pk: creator.pk for creator in usable for account in creator.accounts.all()}
    clashes = clashes_of(workspace, owners, asked.brand, clock.today())
    known = []
    for creator, account in usable.items():
        rate = middle if account.engagement_rate is None else account.engagement_rate
        if rate is None:
            continue
        part, followers = parts.of[account.pk], account.followers or 0
        price = Price(asked.prices[creator.pk], "quote") if creator.pk in asked.prices else past.get(creator.pk)
        assumed = (
            *(["engagement"] if account.engagement_rate is None else []),
            *(["audience"] if part.assumed else []),
        )
        known.append(
            Known(
                creator, account, price or (model.price_of(followers) if model else None), min(1.0, rate), part, assumed,
                Followed(account.platform, followers, ids.get(account.pk, frozenset())), clashes.get(creator.pk, ""),
            )
        )  # fmt: skip
    return known, model

"""The candidates of a list, with what is known of each."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from groundswell.accounts.models import Workspace
from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.programme.deals import past_prices, sizes_and_prices
from groundswell.campaigns.programme.overlap import Followed
from groundswell.campaigns.programme.prices import Price, PriceModel, fit_prices
from groundswell.creators.models import Account, Creator, FollowEdge
from groundswell.creators.queries import audiences_for, main_account
from groundswell.relationships.queries import list_of

WHOLE = 0.9  # of an account's followers: with so many ids the list counts as whole


@dataclass(frozen=True)
class Known:
    """A creator with an account. `price`, `rate` and `share` are None where nothing is known; `assumed` names what was
    put in the place of what is not known; `share` is of the audience that is to be reached."""

    creator: Creator
    account: Account
    price: Price | None
    rate: float
    share: float
    assumed: tuple[str, ...]
    followed: Followed

    @property
    def niche(self) -> str:
        return str((self.creator.topics or self.account.topics or [""])[0])


@dataclass(frozen=True)
class Gathered:
    """`unusable` are creators without an account or a number of followers."""

    known: list[Known]
    unusable: list[Creator]
    model: PriceModel | None


def gather(workspace: Workspace, asked: Asked) -> Gathered:
    """Everybody on the list, in a constant number of database queries; `NotFound` when there is no such list."""
    members = list_of(workspace, asked.list).creators.prefetch_related("accounts").order_by("name", "pk")
    accounts = {creator: main_account(creator) for creator in members}
    usable = {creator: account for creator, account in accounts.items() if account and account.followers}
    past = past_prices(workspace, workspace.currency)
    model = fit_prices(sizes_and_prices(workspace, past))
    rates = [one.engagement_rate for one in usable.values() if one.engagement_rate is not None]
    middle = median(rates) if rates else None
    shares = _shares(workspace, asked, list(usable.values()))
    mean = sum(shares.values()) / len(shares) if shares else 1.0
    ids = _ids(list(usable.values()))
    known = []
    for creator, account in usable.items():
        rate, share = account.engagement_rate, shares.get(account.pk)
        if rate is None and middle is None:
            continue
        assumed = (
            *(["engagement"] if rate is None else []),
            *(["audience"] if share is None and _narrow(asked) else []),
        )
        price = Price(asked.prices[creator.pk], "quote") if creator.pk in asked.prices else past.get(creator.pk)
        known.append(
            Known(
                creator, account, price or (model.price_of(account.followers or 0) if model else None),
                min(1.0, rate if rate is not None else middle or 0.0), mean if share is None else share, assumed,
                Followed(account.platform, account.followers or 0, ids.get(account.pk, frozenset())),
            )
        )  # fmt: skip
    chosen = {one.creator.pk for one in known}
    return Gathered(known, [creator for creator in accounts if creator.pk not in chosen], model)


def _narrow(asked: Asked) -> bool:
    return bool(asked.country or asked.gender)


def _shares(workspace: Workspace, asked: Asked, accounts: list[Account]) -> dict[int, float]:
    """By account, the share of its audience that is to be reached; country and gender taken as independent."""
    wanted = {"country": asked.country, "gender": asked.gender}
    wanted = {dimension: value for dimension, value in wanted.items() if value}
    if not wanted:
        return {account.pk: 1.0 for account in accounts}
    found = {}
    for pk, audience in audiences_for(workspace, [account.pk for account in accounts]).items():
        if all(dimension in audience for dimension in wanted):
            share = 1.0
            for dimension, value in wanted.items():
                share *= audience[dimension].get(value, 0.0)
            found[pk] = share
    return found


def _ids(accounts: list[Account]) -> dict[int, frozenset[str]]:
    edges = FollowEdge.objects.filter(account__in=accounts, direction="followers")
    found: dict[int, set[str]] = defaultdict(set)
    for account, person in edges.values_list("account", "external_id"):
        found[account].add(person)
    whole = {account.pk: WHOLE * (account.followers or 0) for account in accounts}
    return {pk: frozenset(people) for pk, people in found.items() if len(people) >= whole[pk]}

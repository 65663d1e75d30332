"""Accounts whose audience is like one account's."""

from dataclasses import dataclass

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, AudienceFigure
from groundswell.creators.queries import audiences_for
from groundswell.discovery.lookups.distance import DIMENSIONS, Distance, distance
from groundswell.kit.errors import NotFound

MOST_COMPARED = 5_000
CHUNK = 800


@dataclass(frozen=True, slots=True)
class Alike:
    account: Account
    distance: Distance


@dataclass(frozen=True, slots=True)
class AlikeAnswer:
    """The nearest first. `compared` accounts had a dimension in common with it, of `known` of whom an audience is known."""

    about: Account
    own: tuple[str, ...]
    found: list[Alike]
    compared: int
    known: int


def account_seen(workspace: Workspace, pk: int) -> Account:
    """`NotFound` for an account the workspace may not see."""
    found: Account | None = Account.objects.visible_to(workspace).filter(pk=pk, listed=True).first()
    if found is None:
        raise NotFound(f"There is no account {pk} in this workspace.", where="account")
    return found


def alike_by_audience(workspace: Workspace, account: Account, *, most: int = 50) -> AlikeAnswer:
    """Only accounts are compared whose audience is known in a dimension in which this one's is too; the MOST_COMPARED
    largest of them."""
    own = audiences_for(workspace, [account.pk]).get(account.pk, {})
    dimensions = tuple(name for name in DIMENSIONS if own.get(name))
    ids = _others(workspace, account, dimensions) if dimensions else []
    found: list[tuple[int, Distance]] = []
    for start in range(0, len(ids), CHUNK):
        others = audiences_for(workspace, ids[start : start + CHUNK])
        found += [(pk, apart) for pk, figures in others.items() if (apart := distance(own, figures))]
    found.sort(key=lambda pair: (-len(pair[1].by), pair[1].value, pair[0]))
    accounts = Account.objects.in_bulk([pk for pk, _ in found[:most]])
    nearest = [Alike(accounts[pk], apart) for pk, apart in found[:most] if pk in accounts]
    return AlikeAnswer(account, dimensions, nearest, len(found), len(ids))


def _others(workspace: Workspace, account: Account, dimensions: tuple[str, ...]) -> list[int]:
    figures = AudienceFigure.objects.visible_to(workspace).filter(dimension__in=dimensions)
    seen = (
        Account.objects.visible_to(workspace)
        .filter(listed=True, pk__in=figures.values("account"))
        .exclude(pk=account.pk)
    )
    return list(seen.order_by("-followers", "pk").values_list("pk", flat=True)[:MOST_COMPARED])

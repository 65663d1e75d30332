"""Whom a brand's customers follow more than comparable people do, from lists they agreed to tell."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, FollowEdge
from groundswell.discovery.affinity import Affinity, rank
from groundswell.discovery.affinity.counting import Pair, count_pairs
from groundswell.discovery.customers.queries import customer_pairs
from groundswell.discovery.models import CustomerProfile
from groundswell.kit.errors import BadInput

CHUNK = 800
STEP = 5_000
MOST = 200


@dataclass(frozen=True, slots=True)
class Liked:
    """An account that customers follow, with its profile where the catalogue has it."""

    platform: str
    handle: str
    affinity: Affinity
    account: Account | None


@dataclass(frozen=True, slots=True)
class AffinityAnswer:
    """`customers` and `base` say how many lists were compared; `sure` how many accounts pass the test among those told."""

    rows: list[Liked]
    customers: int
    base: int

    @property
    def sure(self) -> int:
        return sum(row.affinity.sure for row in self.rows)


def customer_affinity(
    workspace: Workspace,
    view: str = "over-represented",
    *,
    country: str = "",
    language: str = "",
    leave_out: Collection[str] = (),
    most: int = MOST,
) -> AffinityAnswer:
    """Ranked as `discover affinity` does, against the whole follow lists that the catalogue holds of the same networks,
    narrowed to profiles of one country or language. Left out are `leave_out` (handles of the brand itself, on any network)
    and customers. `BadInput` without customers' lists or without anybody to compare them with, with the cure."""
    ours = list(customer_pairs(workspace))
    if not ours:
        raise BadInput(
            "No customer told whom they follow yet.", where="customers",
            cure="Import a file with the columns follower and followed, or share the public page.",
        )  # fmt: skip
    networks = sorted({followed.partition(":")[0] for _, followed in ours})
    theirs = list(_background(workspace, networks, country, language))
    if not theirs:
        raise BadInput(
            "There is nobody to compare your customers with.", where="base",
            cure="Let follow lists of other profiles of these networks be read, or widen country and language.",
        )  # fmt: skip
    counts = count_pairs(ours, theirs, _left_out(workspace, networks, leave_out) | {person for person, _ in ours})
    found = rank(counts, view, most)
    return AffinityAnswer(_with_accounts(workspace, found.results), found.customers, found.base)


def _background(workspace: Workspace, networks: list[str], country: str, language: str) -> Iterator[Pair]:
    """(profile, followed) of whole lists only: people known by one follower list alone would make its account look
    usual."""
    visible = Account.objects.visible_to(workspace).filter(platform__in=networks)
    narrowed = {"country": country.upper(), "language": language.lower()}
    visible = visible.filter(**{name: value for name, value in narrowed.items() if value})
    edges = FollowEdge.objects.filter(account__in=visible, direction="following")
    rows = edges.values_list("account__platform", "account__handle", "account__external_id", "handle", "external_id")
    for platform, own, own_id, other, other_id in rows.iterator(chunk_size=STEP):
        yield f"{platform}:{own or own_id}", f"{platform}:{(other or other_id).lower()}"


def _left_out(workspace: Workspace, networks: list[str], handles: Collection[str]) -> set[str]:
    own = {f"{network}:{handle.lstrip('@').lower()}" for network in networks for handle in handles if handle}
    profiles = CustomerProfile.objects.of(workspace).values_list("platform", "handle")
    return own | {f"{platform}:{handle}" for platform, handle in profiles}


def _with_accounts(workspace: Workspace, ranked: list[Affinity]) -> list[Liked]:
    names = [one.account.partition(":") for one in ranked]
    known: dict[tuple[str, str], Account] = {}
    for start in range(0, len(names), CHUNK):
        handles = [handle for _, _, handle in names[start : start + CHUNK]]
        accounts = Account.objects.visible_to(workspace).filter(handle__in=handles, listed=True).order_by("pk")
        known |= {(account.platform, account.handle): account for account in accounts}
    return [
        Liked(platform, handle, one, known.get((platform, handle)))
        for one, (platform, _, handle) in zip(ranked, names, strict=True)
    ]

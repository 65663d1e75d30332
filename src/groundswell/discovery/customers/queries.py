"""Reads of customers."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery.customers.consents import BY_HANDLE
from groundswell.discovery.customers.matching import SURE
from groundswell.discovery.models import Customer, CustomerFollow, CustomerProfile, FanPage, FollowConsent
from groundswell.kit.errors import NotFound

STEP = 5_000
CHUNK = 900
MOST_COMMON = 50
MOST_READ = 50
COUNTS = Q(consent=None) | Q(consent__accepted=True, consent__withdrawn_at=None)
"""Follows that count: out of the brand's own files, or with a consent that stands and that a stranger did not just type."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many customers there are, of how many what is known, and how many follow lists count."""

    customers: int
    known: dict[str, int]
    creators: int
    suggested: int
    followers: int
    follows: int


def standing(workspace: Workspace) -> Standing:
    """Two queries."""
    told = {
        "country": ~Q(country=""),
        "city": ~Q(city=""),
        "language": ~Q(language=""),
        "gender": ~Q(gender=""),
        "age": Q(born__isnull=False),
    }
    counted = Customer.objects.of(workspace).aggregate(
        customers=Count("pk"),
        creators=Count("pk", filter=Q(match__in=SURE)),
        suggested=Count("pk", filter=Q(match=Customer.Match.SUGGESTED)),
        **{f"known_{name}": Count("pk", filter=condition) for name, condition in told.items()},
    )
    follows = CustomerFollow.objects.of(workspace).filter(COUNTS)
    lists = follows.aggregate(follows=Count("pk"), followers=Count("follower", distinct=True))
    known = {name: counted[f"known_{name}"] for name in told}
    return Standing(
        counted["customers"], known, counted["creators"], counted["suggested"], lists["followers"], lists["follows"]
    )


def customers(workspace: Workspace, text: str = "", match: str = "") -> QuerySet[Customer]:
    """By name; `text` is looked for in name, e-mail and city, `match` is "creators" or "suggested"."""
    found: QuerySet[Customer] = Customer.objects.of(workspace).select_related("creator").order_by("name", "pk")
    if match == "creators":
        found = found.filter(match__in=SURE)
    elif match == "suggested":
        found = found.filter(match=Customer.Match.SUGGESTED)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(city__icontains=text))
    return found


def customer_of(workspace: Workspace, pk: int) -> Customer:
    """`NotFound` where the workspace has none of that id."""
    found: Customer | None = Customer.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no customer {pk} in this workspace.", where="customer")
    return found


def customer_by_email(workspace: Workspace, email: str) -> Customer:
    """`NotFound` where nobody has that address."""
    found: Customer | None = Customer.objects.of(workspace).filter(email=email.strip().lower()).first()
    if found is None:
        raise NotFound("There is no customer with that address in this workspace.", where="email")
    return found


def with_public_accounts(workspace: Workspace) -> list[tuple[CustomerProfile, Account]]:
    """Accounts that customers gave and that are in the catalogue, of customers who are no creator yet; the largest first."""
    profiles = {
        (profile.platform, profile.handle): profile
        for profile in CustomerProfile.objects.of(workspace)
        .filter(customer__creator=None)
        .select_related("customer")
        .order_by("-pk")[:STEP]
    }
    handles = [handle for _, handle in profiles]
    found: list[tuple[CustomerProfile, Account]] = []
    for start in range(0, len(handles), 900):
        accounts = Account.objects.visible_to(workspace).filter(handle__in=handles[start : start + 900], listed=True)
        found += [
            (profiles[key], account) for account in accounts if (key := (account.platform, account.handle)) in profiles
        ]
    return sorted(found, key=lambda pair: -(pair[1].followers or 0))


def consents(workspace: Workspace) -> QuerySet[FollowConsent]:
    """The newest first, with how many accounts are on each list."""
    rows = FollowConsent.objects.of(workspace).select_related("customer", "recorded_by").annotate(size=Count("follows"))
    found: QuerySet[FollowConsent] = rows.order_by("-given_at", "-pk")
    return found


def consent_of(workspace: Workspace, pk: int) -> FollowConsent:
    """`NotFound` where the workspace has none of that id."""
    found: FollowConsent | None = FollowConsent.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no consent {pk} in this workspace.", where="consent")
    return found


def fan_page(workspace: Workspace) -> FanPage | None:
    found: FanPage | None = FanPage.objects.of(workspace).first()
    return found


def fan_page_of(token: str) -> FanPage:
    """The open page of that address."""
    found = FanPage.objects.select_related("workspace").filter(token=token, is_open=True).first()
    if found is None:
        raise NotFound("There is no such page.")
    return found


@dataclass(frozen=True, slots=True)
class Followed:
    """An account that customers follow: by how many, of how many lists."""

    platform: str
    handle: str
    customers: int
    of: int


def most_followed(workspace: Workspace, most: int = MOST_COMMON) -> list[Followed]:
    """Whom most customers follow: plain counts, nothing about how usual that is."""
    follows = CustomerFollow.objects.of(workspace).filter(COUNTS)
    total = follows.aggregate(n=Count("follower", distinct=True))["n"]
    rows = follows.values_list("platform", "followed").annotate(n=Count("follower", distinct=True))
    return [
        Followed(platform, handle, n, total)
        for platform, handle, n in rows.order_by("-n", "platform", "followed")[:most]
    ]


def follower_counts(workspace: Workspace, names: Collection[str]) -> dict[str, tuple[int, int]]:
    """By NETWORK:HANDLE, how many customers follow it and how many lists of that network count; only those followed."""
    follows = CustomerFollow.objects.of(workspace).filter(COUNTS)
    lists = dict(follows.values_list("platform").annotate(n=Count("follower", distinct=True)))
    found: dict[str, tuple[int, int]] = {}
    handles = sorted({name.partition(":")[2] for name in names})
    for start in range(0, len(handles), CHUNK):
        rows = follows.filter(followed__in=handles[start : start + CHUNK]).values_list("platform", "followed")
        counts = rows.annotate(n=Count("follower", distinct=True))
        found |= {f"{network}:{handle}": (n, lists[network]) for network, handle, n in counts}
    return {name: counted for name, counted in found.items() if name in names}


def consents_to_read() -> list[FollowConsent]:
    """Lists that stand, were never read, and can be read by asking their network; of all workspaces, the oldest first."""
    waiting = FollowConsent.objects.filter(withdrawn_at=None, read_at=None, problem="", platform__in=BY_HANDLE)
    return list(waiting.select_related("workspace").order_by("pk")[:MOST_READ])

"""Customers who are creators themselves: the same e-mail or account is certain, the same name in one place a suggestion."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator, CreatorKey
from groundswell.creators.rules import fold_email, fold_name
from groundswell.discovery.models import Customer, CustomerProfile
from groundswell.kit import clock
from groundswell.kit.errors import Conflict

OPEN = (Customer.Match.NONE, Customer.Match.SUGGESTED)
SURE = (Customer.Match.EMAIL, Customer.Match.ACCOUNT, Customer.Match.CONFIRMED)
STEP = 5_000


@transaction.atomic
def match_customers(*, workspace: Workspace) -> int:
    """Looks at every customer without a certain match; answers how many have a new one, certain or suggested."""
    rows = list(Customer.objects.of(workspace).filter(match__in=OPEN))
    if not rows:
        return 0
    by_email, by_account, by_name = _emails(workspace), _accounts(workspace), _names(workspace)
    changed = []
    for customer in rows:
        match, creator = _match(customer, by_email, by_account, by_name)
        if match and (customer.match, customer.creator_id) != (match, creator):
            customer.match, customer.creator_id = match, creator
            changed.append(customer)
    Customer.objects.bulk_update(changed, ["match", "creator"], batch_size=200)
    return len(changed)


@transaction.atomic
def decide_match(*, workspace: Workspace, customer: Customer, same: bool, user: User | None = None) -> None:
    """A person says whether the suggested creator is this customer; a refused pair is not suggested again."""
    if customer.match != Customer.Match.SUGGESTED or customer.creator_id is None:
        raise Conflict("Nothing waits for a decision here.", where="customer")
    creator = customer.creator_id
    customer.match = Customer.Match.CONFIRMED if same else Customer.Match.DISMISSED
    customer.creator_id = creator if same else None
    customer.changed_at = clock.now()
    customer.save(update_fields=["match", "creator", "changed_at"])
    detail = {"creator": creator, "same": same}
    record_audit(
        workspace=workspace, user=user, action="customer.matched", subject=f"customer {customer.pk}", detail=detail
    )


Face = tuple[int, str, str]


def _match(
    customer: Customer, by_email: dict[str, int], by_account: dict[int, int], by_name: dict[str, list[Face]]
) -> tuple[str, int | None]:
    if creator := by_email.get(customer.email):
        return Customer.Match.EMAIL, creator
    if creator := by_account.get(customer.pk):
        return Customer.Match.ACCOUNT, creator
    alike = [
        pk for pk, country, city in by_name.get(fold_name(customer.name), ()) if _same_place(customer, country, city)
    ]
    return (Customer.Match.SUGGESTED, alike[0]) if len(alike) == 1 else ("", None)


def _same_place(customer: Customer, country: str, city: str) -> bool:
    if customer.city and city:
        return customer.city.casefold() == city.casefold()
    return bool(customer.country) and customer.country == country


def _emails(workspace: Workspace) -> dict[str, int]:
    """Folded address → creator, of the customers' own addresses only."""
    ours = Customer.objects.of(workspace).filter(match__in=OPEN).exclude(email="").values("email")
    keys = CreatorKey.objects.of(workspace).filter(kind="email", value__in=ours)
    found = dict(keys.values_list("value", "creator_id"))
    people = Creator.objects.of(workspace).filter(email__in=ours).values_list("email", "pk")
    return {**{fold_email(email): pk for email, pk in people}, **found}


def _accounts(workspace: Workspace) -> dict[int, int]:
    """Customer → creator who has an account that the customer gave."""
    profiles = CustomerProfile.objects.of(workspace).filter(customer__match__in=OPEN)
    given: dict[str, dict[str, int]] = defaultdict(dict)
    for platform, handle, customer in profiles.values_list("platform", "handle", "customer_id"):
        given[platform][handle] = customer
    found: dict[int, int] = {}
    for platform, handles in given.items():
        for chunk in _chunks(handles):
            owners = Creator.objects.of(workspace).filter(accounts__platform=platform, accounts__handle__in=chunk)
            for pk, handle in owners.order_by("-pk").values_list("pk", "accounts__handle"):
                if handle in handles:
                    found[handles[handle]] = pk
    return found


def _chunks(values: Iterable[str]) -> Iterable[list[str]]:
    ordered = sorted(values)
    return (ordered[start : start + 900] for start in range(0, len(ordered), 900))


def _names(workspace: Workspace) -> dict[str, list[Face]]:
    """Folded first and last name → creators called so."""
    found: dict[str, list[Face]] = defaultdict(list)
    rows = Creator.objects.of(workspace).order_by("pk").values_list("pk", "name", "country", "city")
    for pk, name, country, city in rows.iterator(chunk_size=STEP):
        if " " in (folded := fold_name(name)):
            found[folded].append((pk, country, city))
    return found

"""Writes customers: each once by the shop's id or by e-mail; what a file leaves empty overwrites nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.kinds import Outcome, Rejected
from groundswell.creators.rules import fold_email
from groundswell.discovery.customers.facts import CustomerFacts, Profile
from groundswell.discovery.models import Customer, CustomerProfile
from groundswell.kit import clock

CHUNK = 900  # below SQLite's traditional limit of 999 parameters
SAID = ("email", "external_id", "name", "country", "city", "language", "gender", "born", "orders", "spent")


@transaction.atomic
def save_customers(*, workspace: Workspace, customers: Sequence[CustomerFacts], source: str) -> list[Outcome]:
    """One outcome for each, in order: "created", "updated", "unchanged", or why not."""
    shelf = Shelf(workspace, customers, source)
    outcomes = [shelf.put(facts) for facts in customers]
    shelf.write()
    return outcomes


class Shelf:
    """The customers whom one batch may be about, and what becomes of them."""

    def __init__(self, workspace: Workspace, customers: Sequence[CustomerFacts], source: str) -> None:
        self.workspace, self.source, self.now = workspace, source, clock.now()
        self.rows: dict[int, Customer] = {}
        self.by_email = self._held("email", [fold_email(facts.email) for facts in customers])
        self.by_id = self._held("external_id", [facts.external_id for facts in customers])
        self.new: list[Customer] = []
        self.changed: dict[int, Customer] = {}
        self.profiles: list[tuple[Customer, Profile]] = []

    def put(self, facts: CustomerFacts) -> Outcome:
        email = fold_email(facts.email)
        if not email and not facts.external_id:
            return Rejected("The row names no customer: neither an e-mail address nor an id.")
        known, other = self.by_id.get(facts.external_id), self.by_email.get(email)
        if known and other and known is not other:
            return Rejected("The e-mail address belongs to a customer with another id.")
        customer = known or other
        if customer is None:
            return self._add(facts, email)
        if other is customer and facts.external_id and customer.external_id not in ("", facts.external_id):
            return Rejected("The e-mail address belongs to a customer with another id.")
        self.profiles += [(customer, profile) for profile in facts.profiles]
        if not self._change(customer, facts, email):
            return "unchanged"
        return "updated"

    def write(self) -> None:
        Customer.objects.bulk_create(self.new, batch_size=CHUNK // 10)
        Customer.objects.bulk_update(self.changed.values(), [*SAID, "changed_at"], batch_size=CHUNK // 20)
        rows = [
            CustomerProfile(workspace=self.workspace, customer=customer, platform=platform, handle=handle)
            for customer, (platform, handle) in self.profiles
        ]
        # An account that somebody else gave first stays theirs.
        CustomerProfile.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK // 10)

    def _held(self, name: str, values: Iterable[str]) -> dict[str, Customer]:
        found: dict[str, Customer] = {}
        wanted = sorted({value for value in values if value})
        for start in range(0, len(wanted), CHUNK):
            for row in Customer.objects.of(self.workspace).filter(**{f"{name}__in": wanted[start : start + CHUNK]}):
                # One object for one row, whichever way it is found.
                found[getattr(row, name)] = self.rows.setdefault(row.pk, row)
        return found

    def _add(self, facts: CustomerFacts, email: str) -> Outcome:
        said = _said(facts, email)
        customer = Customer(
            workspace=self.workspace, source=self.source, created_at=self.now, changed_at=self.now, **said
        )
        self.new.append(customer)
        self.profiles += [(customer, profile) for profile in facts.profiles]
        self._remember(customer)
        return "created"

    def _change(self, customer: Customer, facts: CustomerFacts, email: str) -> bool:
        news = {
            name: value
            for name, value in _said(facts, email).items()
            if value not in ("", None) and getattr(customer, name) != value
        }
        for name, value in news.items():
            setattr(customer, name, value)
        if news:
            customer.changed_at = self.now
            self._remember(customer)
            if customer.pk:
                self.changed[customer.pk] = customer
        return bool(news)

    def _remember(self, customer: Customer) -> None:
        if customer.email:
            self.by_email[customer.email] = customer
        if customer.external_id:
            self.by_id[customer.external_id] = customer


def _said(facts: CustomerFacts, email: str) -> dict[str, Any]:
    return {
        "email": email, "external_id": facts.external_id, "name": facts.name[:255], "country": facts.country,
        "city": facts.city[:120], "language": facts.language[:8], "gender": facts.gender[:20].lower(), "born": facts.born,
        "orders": facts.orders, "spent": facts.spent,
    }  # fmt: skip

"""Customers of a shop: Shopify's and WooCommerce's export, or any list. Addresses and telephones are not read."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.fields import Field, of_type, text
from groundswell.creators.imports.kinds import Kind, Outcome, Record
from groundswell.creators.models import ImportRun
from groundswell.discovery.customers.facts import CustomerFacts, profiles_of
from groundswell.discovery.customers.matching import match_customers
from groundswell.discovery.customers.saving import save_customers
from groundswell.platforms.names import PLATFORMS

NETWORKS = tuple(
    Field(
        slug, "profile", f"{label} profile",
        tuple(f"{slug} {end}".strip() for end in ("", "handle", "username", "profile", "url", "account")), 0.5,
    )
    for slug, label in PLATFORMS.items() if slug not in ("blog", "podcast")
)  # fmt: skip
FIELDS = (
    of_type("id", "customer_id", "Customer id", "customer id", "kundennummer", "id client", weight=4),
    of_type("flag", "accepts_marketing", "Accepts marketing", "accepts email marketing", "accepts sms marketing", weight=4),
    of_type("money", "total_spent", "Total spent", "total spend", "lifetime value", "ltv", weight=3),
    of_type("count", "total_orders", "Total orders", "orders count", "orders", weight=3),
    of_type("money", "average_order", "Average order", "aov", weight=3),
    Field("email", "email", "E-mail", ("email address", "e mail"), 2, by_shape=True),
    text("name", "Name", "full name", "customer name", "display name", "nom", "nombre", "nome", "naam"),
    text("first_name", "First name", "vorname", "prenom", "billing first name", weight=2),
    text("last_name", "Last name", "nachname", "billing last name", weight=2),
    of_type("country", "country", "Country", "default address country code", "country code", "country region", "country / region", "billing country", "land", "pays", "pais"),
    text("city", "City", "default address city", "billing city", "stadt", "ort", "ville", "ciudad", "citta", limit=120),
    of_type("language", "language", "Language", "locale", "sprache", "langue", "idioma"),
    text("gender", "Gender", "sex", "geschlecht", "sexe", "genero", limit=20),
    of_type("date", "birthday", "Date of birth", "birthday", "birth date", "dob", "geburtsdatum"),
    *NETWORKS,
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    """The shop's id, else the address."""
    return f"id={values['customer_id']}" if "customer_id" in values else f"email={values.get('email', '')}"


class CustomersWriter:
    """Keeps what a persona or a match is made of; then looks who of them is a creator already."""

    def __init__(self, workspace: Workspace, run: ImportRun) -> None:
        self.workspace, self.source = workspace, f"file: {run.file_name}"[:120]

    def write(self, records: Sequence[Record]) -> Sequence[Outcome]:
        facts = [facts_of(record.values) for record in records]
        return save_customers(workspace=self.workspace, customers=facts, source=self.source)

    def finish(self) -> None:
        match_customers(workspace=self.workspace)


def facts_of(values: Mapping[str, Any]) -> CustomerFacts:
    """A row's typed values as facts; what the file does not say is empty or None."""
    parts = (values.get("first_name", ""), values.get("last_name", ""))
    born = values["birthday"].year if "birthday" in values else None
    return CustomerFacts(
        email=values.get("email", ""),
        external_id=str(values.get("customer_id", ""))[:100],
        name=values.get("name") or " ".join(part for part in parts if part),
        country=values.get("country", ""),
        city=values.get("city", ""),
        language=values.get("language", ""),
        gender=values.get("gender", ""),
        born=born,
        orders=values.get("total_orders"),
        spent=values.get("total_spent"),
        profiles=profiles_of({field.name: values.get(field.name, "") for field in NETWORKS}),
    )


KIND = Kind(
    name="customers",
    label="Customers",
    fields=FIELDS,
    required=(("email", "customer_id"),),
    recognised_by=(("customer_id", "accepts_marketing", "total_spent", "total_orders"),),
    order=15,
    writer=CustomersWriter,
    key=record_key,
    keeps_raw=False,
)

"""How brand and creator stand on statements, and what is lacking there."""

from datetime import date
from typing import Any

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import BrandBilling, CreatorBilling
from groundswell.campaigns.statements.bank import without_bank_number
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput

LONGEST = {"legal_name": 200, "tax_id": 60, "number_prefix": 20, "name": 200, "address": 500, "tax_note": 1000}
SUPPLIED = ("name", "address", "tax_id")


def brand_billing(workspace: Workspace) -> BrandBilling:
    """The workspace's; an empty one, not stored, where it has none."""
    found: BrandBilling | None = BrandBilling.objects.of(workspace).first()
    return found or BrandBilling(workspace=workspace)


def creator_billing(creator: Creator) -> CreatorBilling:
    """The creator's; an empty one, not stored, where nothing was supplied."""
    found: CreatorBilling | None = CreatorBilling.objects.of(creator.workspace).filter(creator=creator).first()
    return found or CreatorBilling(workspace=creator.workspace, creator=creator)


@transaction.atomic
def save_brand_billing(*, workspace: Workspace, user: User | None = None, **facts: str) -> BrandBilling:
    """Any of `legal_name`, `tax_id` and `number_prefix`; for statements from now on."""
    tidy = {name: without_bank_number(name, value, LONGEST[name]) for name, value in facts.items()}
    found, _ = BrandBilling.objects.of(workspace).update_or_create(workspace=workspace, defaults=tidy)
    record_audit(workspace=workspace, user=user, action="billing.brand", subject=workspace.slug, detail=tidy)
    row: BrandBilling = found
    return row


@transaction.atomic
def supply_billing(*, creator: Creator, user: User | None = None, by_creator: bool = False, **facts: str) -> None:
    """Any of `SUPPLIED`, as the creator told them; on their own page (`by_creator`) or to the team."""
    tidy: dict[str, Any] = {name: without_bank_number(name, facts[name], LONGEST[name]) for name in facts}
    if by_creator:
        tidy["supplied_at"] = clock.now()
    _save(creator, user, "billing.supplied", tidy, {"facts": sorted(facts), "by_creator": by_creator})


@transaction.atomic
def agree_self_billing(
    *, creator: Creator, agreed_on: date | None, tax_note: str = "", user: User | None = None
) -> None:
    """The workspace says that self-billing was agreed on a day, with its own words on VAT or GST; None: it is not (any more)."""
    if agreed_on is not None and agreed_on > clock.today():
        raise BadInput("That day is still to come.", where="agreed_on")
    note = without_bank_number("tax_note", tax_note, LONGEST["tax_note"])
    told = agreed_on.isoformat() if agreed_on else None
    _save(creator, user, "billing.agreed", {"agreed_on": agreed_on, "tax_note": note}, {"agreed_on": told})


def lacking(workspace: Workspace, billing: CreatorBilling | None = None) -> list[str]:
    """What a statement would lack, in words; of the brand, and of a creator where self-billing was agreed."""
    found = [] if workspace.postal_address.strip() else ["the brand’s postal address (Settings)"]
    if billing is not None and billing.agreed_on:
        found += [] if brand_billing(workspace).tax_id else ["the brand’s tax number"]
        found += [f"the creator’s {name}" for name in ("address", "tax number") if not getattr(billing, _FIELD[name])]
    return found


_FIELD = {"address": "address", "tax number": "tax_id"}


def _save(creator: Creator, user: User | None, action: str, facts: dict[str, Any], told: dict[str, Any]) -> None:
    CreatorBilling.objects.of(creator.workspace).update_or_create(
        workspace=creator.workspace, creator=creator, defaults=facts | {"changed_at": clock.now()}
    )
    record_audit(workspace=creator.workspace, user=user, action=action, subject=f"creator {creator.pk}", detail=told)

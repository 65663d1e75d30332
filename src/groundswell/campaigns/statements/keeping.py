"""Papers are kept with their number, and with the entries of the ledger that they tell."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import BrandBilling, CommissionEntry, CreatorBilling, Statement, StatementEntry
from groundswell.campaigns.statements.billing import brand_billing
from groundswell.campaigns.statements.content import Frame, Party
from groundswell.creators.models import Creator
from groundswell.kit import clock


class Press:
    """Writes the papers of one workspace, whose row the caller has locked: the next number is nobody else's."""

    def __init__(self, workspace: Workspace, creators: Collection[int]) -> None:
        self.workspace = workspace
        self.brand: BrandBilling = brand_billing(workspace)
        rows = CreatorBilling.objects.of(workspace).filter(creator__in=creators)
        self.billing: dict[int, CreatorBilling] = {row.creator_id: row for row in rows}
        last: int | None = Statement.objects.of(workspace).aggregate(last=Max("number"))["last"]
        self.number = (last or 0) + 1

    def frame(self, creator: Creator, currency: str) -> Frame:
        """How the next paper begins."""
        told = self.billing.get(creator.pk) or CreatorBilling(workspace=self.workspace, creator=creator)
        return Frame(
            number=f"{self.brand.number_prefix}{self.number:05d}", issued_on=clock.today(), currency=currency,
            brand=Party(
                name=self.brand.legal_name or self.workspace.name, address=self.workspace.postal_address.strip(),
                tax_id=self.brand.tax_id,
            ),
            creator=Party(name=told.name or creator.name, address=told.address, tax_id=told.tax_id),
            agreed_on=told.agreed_on, tax_note=told.tax_note,
        )  # fmt: skip

    def keep(
        self, creator: Creator, content: dict[str, Any], entries: Collection[int],
        *, paid_by: CommissionEntry | None = None, corrects: Statement | None = None,
    ) -> Statement:  # fmt: skip
        """Keeps the paper that `frame` began; it tells these entries."""
        row: Statement = Statement.objects.create(
            workspace=self.workspace, number=self.number, creator=creator, paid_by=paid_by, corrects=corrects,
            kind=Statement.Kind.STATEMENT if paid_by else Statement.Kind.CREDIT_NOTE, currency=content["currency"],
            issued_on=date.fromisoformat(content["issued_on"]), total=Decimal(content["total"]), content=content,
        )  # fmt: skip
        StatementEntry.objects.bulk_create(
            StatementEntry(workspace=self.workspace, statement=row, entry_id=pk) for pk in entries
        )
        self.number += 1
        return row

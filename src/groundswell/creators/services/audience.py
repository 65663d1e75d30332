"""What somebody told of an account's audience."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import ORIGINS, AudienceFacts, Origin, checked
from groundswell.creators.models import Account, AudienceFigure
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound

COMPARED = ("dimension", "value", "share", "low", "high", "sample", "coverage")


@transaction.atomic
def record_audience(
    *,
    workspace: Workspace | None,
    account: Account,
    origin: Origin,
    source: str,
    observed_at: datetime,
    figures: Iterable[AudienceFacts],
    sample: int | None = None,
    evidence: File[bytes] | str | None = None,
) -> int:
    """Keeps the figures of `source` at `observed_at` in place of what it said of that time before; answers how many
    differ from before, 0 when it is told again.

    `sample` counts for figures without their own; `evidence` is an uploaded file, or the name of one stored already.
    `workspace` None is the public catalogue, for estimates only: what a brand was given stays with that brand.
    `BadInput` for a share outside 0 to 1 and the like, `NotFound` for another workspace's account.
    """
    _check(workspace, account, origin)
    ready = checked(figures, sample)
    rows = AudienceFigure.objects.filter(workspace=workspace, account=account, source=source, observed_at=observed_at)
    before = set(rows.values_list("origin", *COMPARED))
    after = {(origin, *(getattr(figure, name) for name in COMPARED)) for figure in ready}
    if before == after and evidence is None:
        return 0
    rows.delete()
    said = {"workspace": workspace, "account": account, "origin": origin, "source": source, "observed_at": observed_at}
    new = [AudienceFigure(**said, **{name: getattr(figure, name) for name in COMPARED}) for figure in ready]
    _attach(new, evidence)
    AudienceFigure.objects.bulk_create(new)
    Account.objects.filter(pk=account.pk).update(changed_at=clock.now())
    return len(after - before) + len({row[1:3] for row in before} - {row[1:3] for row in after})


def _check(workspace: Workspace | None, account: Account, origin: Origin) -> None:
    if origin not in ORIGINS:
        raise BadInput(f"Audience figures come from one of {', '.join(ORIGINS)}.", where="origin")
    if workspace is None and origin != "estimate":
        raise BadInput("What a creator or a vendor told belongs to one workspace.", where="workspace")
    if account.workspace_id not in (None, workspace and workspace.pk):
        raise NotFound(f"There is no account {account.pk} in this workspace.", where="account")


def _attach(rows: list[AudienceFigure], evidence: File[bytes] | str | None) -> None:
    """One file for the whole set."""
    if not rows or evidence is None:
        return
    if isinstance(evidence, File):
        rows[0].evidence.save(evidence.name or "evidence", evidence, save=False)
        evidence = rows[0].evidence.name
    for row in rows:
        row.evidence = evidence

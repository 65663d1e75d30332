"""Who follows an account: every source's say, the best first."""

from collections import defaultdict
from collections.abc import Collection

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import DIMENSIONS
from groundswell.creators.audience.reconcile import ranked, reconcile
from groundswell.creators.audience.sets import AudienceSet, Reconciled, Share
from groundswell.creators.models import Account, AudienceFigure

Key = tuple[str, str, object, bool]


def audience_of(workspace: Workspace | None, account: Account) -> list[Reconciled]:
    """Per dimension that anybody told of: the set that counts (first-party beats vendor beats estimate, then the
    newest), the others beside it, and where they contradict it. `workspace` None sees only the public catalogue."""
    return reconcile(_sets(workspace, [account.pk]).get(account.pk, {}))


def audiences_for(workspace: Workspace | None, account_ids: Collection[int]) -> dict[int, dict[str, dict[str, float]]]:
    """account id → dimension → value → share, of the set that counts; accounts nobody told of are left out. One query."""
    return {
        pk: {dimension: {share.value: share.share for share in one.shares} for dimension, one in sets.items()}
        for pk, sets in audience_sets(workspace, account_ids).items()
    }


def audience_sets(workspace: Workspace | None, account_ids: Collection[int]) -> dict[int, dict[str, AudienceSet]]:
    """account id → dimension → the set that counts, with intervals and source. One query."""
    return {
        pk: {dimension: ranked(sets)[0] for dimension, sets in dimensions.items()}
        for pk, dimensions in _sets(workspace, account_ids).items()
    }


def _sets(workspace: Workspace | None, accounts: Collection[int]) -> dict[int, dict[str, list[AudienceSet]]]:
    known = AudienceFigure.objects.visible_to(workspace).filter(account__in=accounts, dimension__in=DIMENSIONS)
    rows = known.order_by("-share", "value", "pk")
    grouped: dict[int, dict[str, dict[Key, list[AudienceFigure]]]] = defaultdict(
        lambda: {name: defaultdict(list) for name in DIMENSIONS}
    )
    for row in rows:
        key = (row.origin, row.source, row.observed_at, row.workspace_id is not None)
        grouped[row.account_id][row.dimension][key].append(row)
    return {
        account: {name: [_set(found) for found in sets.values()] for name, sets in dimensions.items() if sets}
        for account, dimensions in grouped.items()
    }


def _set(rows: list[AudienceFigure]) -> AudienceSet:
    first = rows[0]
    return AudienceSet(
        origin=first.origin, source=first.source, observed_at=first.observed_at, own=first.workspace_id is not None,
        sample=first.sample, coverage=first.coverage, evidence=first.evidence.name or "",
        shares=tuple(Share(row.value, row.share, row.low, row.high) for row in rows),
    )  # fmt: skip

"""What a workspace watches for, and whom it wants to see no more."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Account
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.tracking.models import Mention, Monitor, MutedAccount
from groundswell.tracking.monitors import look_through_kept
from groundswell.tracking.rules.monitors import read_monitor

MOST_MONITORS = 500


@transaction.atomic
def create_monitor(
    *,
    workspace: Workspace,
    text: str,
    kind: str = "",
    to_board: bool = True,
    rival: bool = False,
    user: User | None = None,
) -> tuple[Monitor, bool]:
    """Watches for a hashtag, handle, name or product link (`rules.read_monitor`), and whether that is new.

    What was read before is looked through at once; the networks are searched when the next turn comes. The same thing
    again changes only whether people go on the board and whose it is, and resumes it. `rival`: a competitor's, for share of voice;
    nobody it finds goes on the board or counts as an advocate. `BadInput` when it cannot be understood.
    """
    wanted = read_monitor(text, kind)
    known = Monitor.objects.of(workspace)
    monitor = known.filter(kind=wanted.kind, value=wanted.value, platform=wanted.platform).first()
    if monitor is None and known.count() >= MOST_MONITORS:
        raise BadInput(f"There are {MOST_MONITORS} monitors already.", where="value", cure="Delete some first.")
    created = monitor is None
    monitor = monitor or Monitor(
        workspace=workspace, kind=wanted.kind, value=wanted.value, platform=wanted.platform, shown=wanted.shown, created_by=user
    )  # fmt: skip
    monitor.to_board, monitor.rival, monitor.paused_at = to_board and not rival, rival, None
    monitor.save()
    if created:
        record_audit(
            workspace=workspace, user=user, action="monitor.created", subject=f"monitor {monitor.pk}",
            detail={"kind": monitor.kind, "value": monitor.shown},
        )  # fmt: skip
        look_through_kept(monitor)
    return monitor, created


@transaction.atomic
def change_monitor(
    *, monitor: Monitor, paused: bool | None = None, to_board: bool | None = None, user: User | None = None
) -> Monitor:
    """Pauses it or lets it go on; whether people it finds go on the board. None leaves as it is."""
    if paused is not None:
        monitor.paused_at = (monitor.paused_at or clock.now()) if paused else None
    if to_board is not None:
        monitor.to_board = to_board
    monitor.save()
    record_audit(
        workspace=monitor.workspace, user=user, action="monitor.changed", subject=f"monitor {monitor.pk}",
        detail={"paused": monitor.paused_at is not None, "to_board": monitor.to_board},
    )  # fmt: skip
    return monitor


@transaction.atomic
def delete_monitor(*, monitor: Monitor, user: User | None = None) -> None:
    """Watches for it no more; its mentions go with it, the posts and people stay."""
    record_audit(
        workspace=monitor.workspace, user=user, action="monitor.deleted", subject=f"monitor {monitor.pk}",
        detail={"kind": monitor.kind, "value": monitor.shown},
    )  # fmt: skip
    monitor.delete()


@transaction.atomic
def mute_account(*, workspace: Workspace, account_id: int, muted: bool, user: User | None = None) -> Account:
    """Leaves somebody out of natural advocates, or shows them again. `NotFound` for whom no monitor of the workspace met."""
    mention = Mention.objects.of(workspace).filter(account=account_id).select_related("account").first()
    if mention is None:
        raise NotFound("No monitor of this workspace met that account.", where=f"account {account_id}")
    if muted:
        MutedAccount.objects.get_or_create(workspace=workspace, account=mention.account, defaults={"by": user})
    else:
        MutedAccount.objects.of(workspace).filter(account=mention.account).delete()
    found: Account = mention.account
    return found

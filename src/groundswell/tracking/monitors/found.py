"""Posts that monitors meet become mentions; who nobody asked and is new goes on the board where that is wished."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.creators.network import SavedPost
from groundswell.kit import clock
from groundswell.tracking.models import Mention, Monitor, MonitorScan
from groundswell.tracking.monitors.asked import asked_before
from groundswell.tracking.monitors.boarding import put_on_board
from groundswell.tracking.monitors.lists import Lookup, Row

_how: ContextVar[str] = ContextVar("how", default=Mention.How.PROFILE)


@contextmanager
def finding(how: str) -> Iterator[None]:
    """Inside, posts are found that way (`Mention.How`)."""
    token = _how.set(how)
    try:
        yield
    finally:
        _how.reset(token)


def note_mentions(saved: Sequence[SavedPost]) -> list[Mention]:
    """Keeps which monitors these posts meet, each pair once; answers the mentions that are new.

    Left out: the brand's own posts, and people who asked not to be found and whom the workspace does not know.
    """
    lookup = Lookup()
    met = [(one, row) for one in saved for row in lookup.met(one.facts)]
    return _noted(met) if met else []


@transaction.atomic
def _noted(met: Sequence[tuple[SavedPost, Row]]) -> list[Mention]:
    posts = [one.post.pk for one, _ in met]
    known = set(Mention.objects.filter(post__in=posts).values_list("monitor_id", "post_id"))
    fresh = [(one, row) for one, row in met if (row.pk, one.post.pk) not in known]
    accounts = Account.objects.in_bulk([one.post.account_id for one, _ in fresh])
    found = (_mention(one, row, accounts[one.post.account_id]) for one, row in fresh)
    new = [mention for mention in found if mention is not None]
    Mention.objects.bulk_create(new, ignore_conflicts=True)
    for mention in new:
        put_on_board(mention)
    return new


def _mention(one: SavedPost, row: Row, account: Account) -> Mention | None:
    workspace = Workspace.objects.get(pk=row.workspace_id)
    if _is_own(workspace, account) or not (account.listed or account.creators.filter(workspace=workspace).exists()):
        return None
    asked = asked_before(workspace, account, one.post.published_at or clock.now())
    return Mention(
        workspace=workspace, monitor_id=row.pk, post=one.post, account=account, how=_how.get(), asked=asked, found_at=clock.now()
    )  # fmt: skip


def _is_own(workspace: Workspace, account: Account) -> bool:
    """Whether the account is the brand's: one of the handles it watches for."""
    handles = Monitor.objects.of(workspace).filter(kind=Monitor.Kind.HANDLE)
    by_handle = (
        handles.filter(value=account.handle, platform__in=("", account.platform)) if account.handle else handles.none()
    )
    by_id = MonitorScan.objects.filter(monitor__in=handles, identity=account.external_id).exclude(identity="")
    return bool(by_handle.exists() or by_id.exists())

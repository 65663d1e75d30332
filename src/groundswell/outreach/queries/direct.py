"""Direct messages: from which accounts, to which profiles, and what became of them."""

from django.db.models import F, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.outreach.models import DirectAccount, DirectMessage


def direct_accounts(workspace: Workspace) -> dict[str, DirectAccount]:
    """The brand's own accounts that direct messages may go out from, by network."""
    return {row.network: row for row in DirectAccount.objects.of(workspace).order_by("network")}


def direct_account_of(workspace: Workspace, pk: int) -> DirectAccount:
    """The brand's account of that id; `NotFound` when this workspace has none."""
    found: DirectAccount | None = DirectAccount.objects.of(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such account of yours.", where=f"direct account {pk}")
    return found


def reachable(workspace: Workspace, creator: Creator) -> list[Account]:
    """The creator's profiles that a direct message can be sent to from here, largest first."""
    ours = direct_accounts(workspace)
    return list(creator.accounts.filter(platform__in=ours).order_by(F("followers").desc(nulls_last=True), "pk"))


def reachable_one(workspace: Workspace, creator: Creator, account_id: int | None = None) -> Account:
    """One of them: that of the id, or the largest. `BadInput` where there is none."""
    for account in reachable(workspace, creator):
        if account_id in (None, account.pk):
            return account
    raise BadInput(
        "No profile of theirs can be written to from here.", where="account_id",
        cure="Set up your account under Direct messages, or send it by hand.",
    )  # fmt: skip


def direct_messages(workspace: Workspace, creator: Creator | None = None) -> QuerySet[DirectMessage]:
    """Newest first; of one creator, or of all."""
    rows: QuerySet[DirectMessage] = DirectMessage.objects.of(workspace).select_related("creator", "account", "sender")
    return (rows.filter(creator=creator) if creator else rows).order_by("-created_at", "-pk")


def direct_message_of(workspace: Workspace, pk: int) -> DirectMessage:
    """The message of that id; `NotFound` when this workspace has none."""
    found = direct_messages(workspace).select_related("workspace", "step_run").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such direct message.", where=f"direct message {pk}")
    return found

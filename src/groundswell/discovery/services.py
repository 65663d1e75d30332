"""From accounts that were found to people one works with."""

from collections.abc import Collection

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Account, Creator


@transaction.atomic
def take_accounts(*, workspace: Workspace, account_ids: Collection[int], user: User | None = None) -> list[Creator]:
    """The workspace's creators behind these accounts, in order of name; an account without one gets one.

    Ids that the workspace may not see are left out.
    """
    accounts = Account.objects.visible_to(workspace).filter(pk__in=account_ids)
    creators: list[Creator] = list(Creator.objects.of(workspace).filter(accounts__in=accounts).distinct())
    known = set(Creator.accounts.through.objects.filter(creator__in=creators).values_list("account_id", flat=True))
    for account in accounts.exclude(pk__in=known).order_by("pk"):
        creators.append(_creator_for(workspace, account, user))
    return sorted(creators, key=lambda creator: (creator.name.casefold(), creator.pk))


def _creator_for(workspace: Workspace, account: Account, user: User | None) -> Creator:
    creator: Creator = Creator.objects.create(
        workspace=workspace, name=account.display_name or account.handle or str(account)
    )
    creator.accounts.add(account)
    record_audit(
        workspace=workspace,
        user=user,
        action="creator.created",
        subject=f"creator {creator.pk}",
        detail={"from": str(account)},
    )
    return creator

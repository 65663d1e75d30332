"""Natural advocates are taken up."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.discovery.services import take_accounts
from groundswell.kit.errors import NotFound
from groundswell.relationships.services import add_to_list, track_creators
from groundswell.tracking.models import Mention


@transaction.atomic
def take_advocate(*, workspace: Workspace, account_id: int, list_name: str = "", user: User | None = None) -> Creator:
    """Puts who mentioned the brand on the board, and on a list when one is named (made when new).

    `NotFound` for whom no monitor of the workspace met.
    """
    if not Mention.objects.of(workspace).filter(account=account_id).exists():
        raise NotFound("No monitor of this workspace met that account.", where=f"account {account_id}")
    creators = take_accounts(workspace=workspace, account_ids=[account_id], user=user)
    if list_name:
        add_to_list(workspace=workspace, creators=creators, list_name=list_name, user=user)
    else:
        track_creators(workspace=workspace, creators=creators, user=user)
    return creators[0]

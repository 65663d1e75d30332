"""Creators and their accounts."""

from django.db.models import Q, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators import rules
from groundswell.creators.models import Account, Creator
from groundswell.kit.errors import NotFound


def creator_of(workspace: Workspace, pk: int) -> Creator:
    """The workspace's creator of that id, accounts at hand; `NotFound` otherwise."""
    creator: Creator | None = (
        Creator.objects.of(workspace).select_related("workspace").prefetch_related("accounts").filter(pk=pk).first()
    )
    if creator is None:
        raise NotFound(f"There is no creator {pk} in this workspace.", where="creator")
    return creator


def list_creators(workspace: Workspace, text: str = "") -> QuerySet[Creator]:
    """All creators by name; `text` narrows to those whose name, address or handle holds it."""
    found: QuerySet[Creator] = (
        Creator.objects.of(workspace).select_related("workspace").prefetch_related("accounts").order_by("name", "pk")
    )
    if text:
        wanted = text.strip().removeprefix("@")
        found = found.filter(
            Q(name__icontains=wanted) | Q(email__icontains=wanted) | Q(accounts__handle__icontains=wanted.lower())
        ).distinct()
    return found


def main_account(creator: Creator, platform: str = "") -> Account | None:
    """The creator's account with most followers, on one platform when given."""
    accounts = [account for account in creator.accounts.all() if platform in ("", account.platform)]
    return max(accounts, key=lambda account: (account.followers or -1, -account.pk), default=None)


def account_of(creator: Creator, pk: int | None = None) -> Account:
    """The creator's account of that id, the main one where none is named; `NotFound` otherwise."""
    found = next((one for one in creator.accounts.all() if one.pk == pk), None) if pk else main_account(creator)
    if found is None:
        raise NotFound("This creator has no such account." if pk else "This creator has no account.", where="account")
    return found


def tier_of(workspace: Workspace, followers: int | None) -> str | None:
    """The tier by the workspace's own bounds."""
    return rules.tier_of(followers, workspace.tier_bounds)

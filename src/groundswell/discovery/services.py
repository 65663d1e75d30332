"""From accounts that were found to people one works with."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, Q

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Account, Creator
from groundswell.creators.services import create_creator
from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_profile


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


@transaction.atomic
def take_named(
    *, workspace: Workspace, names: Collection[str], source: str, user: User | None = None
) -> dict[str, Creator]:
    """As `take_accounts`, of profiles named NETWORK:HANDLE or by address, by that name. One that the catalogue lacks becomes
    the workspace's own, known from `source`. `BadInput` for a name that is none, or whose owner asked not to be found."""
    taken = dict[str, Creator]()
    for name in dict.fromkeys(names):
        profile = parse_profile(name)
        same = Q(handle=profile.handle) | Q(external_id=profile.handle)
        seen = Account.objects.visible_to(workspace).filter(same, platform=profile.platform)
        known = seen.order_by(F("workspace").asc(nulls_last=True), "pk").first()
        if known is None:
            taken[name] = create_creator(
                workspace=workspace, name=profile.handle, platform=profile.platform, handle=profile.handle, source=source,
                user=user,
            )  # fmt: skip
        elif known.listed:
            (taken[name],) = take_accounts(workspace=workspace, account_ids=[known.pk], user=user)[:1]
        else:
            raise BadInput(f"{name} asked not to be found, or is gone.", where=name, cure="Leave this one out.")
    return taken


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

"""Which of a creator's accounts something was given about."""

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.creators.queries.keys import creator_by_account
from groundswell.kit.errors import Conflict
from groundswell.platforms.addresses import Profile


def account_for(workspace: Workspace, creator: Creator, profile: Profile) -> Account:
    """The creator's account of that name, made for this workspace when nobody has it; `Conflict` when it is known as
    somebody else's here."""
    account: Account | None = creator.accounts.filter(platform=profile.platform, handle=profile.handle).first()
    if account is not None:
        return account
    if creator_by_account(workspace, profile.platform, profile.handle) is not None:
        raise Conflict(
            f"@{profile.handle} is filed under another name here.", where="profile",
            cure="Ask whoever sent you the link to put it right.", code="account_of_another",
        )  # fmt: skip
    account, _ = Account.objects.get_or_create(
        workspace=workspace, platform=profile.platform, handle=profile.handle,
        defaults={"url": profile.url, "display_name": creator.name, "source": "the creator"},
    )  # fmt: skip
    creator.accounts.add(account)
    return account

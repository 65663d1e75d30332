"""Whose post it is, by its address."""

from dataclasses import dataclass

from django.db.models import F, Q

from groundswell.campaigns.models import Participant
from groundswell.creators.models import Account
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.posts import PostAddress
from groundswell.tracking.rules.matching import FOREIGN, NEW, OWN, UNNAMED, Reason


@dataclass(frozen=True)
class Owner:
    account: Account
    standing: str
    reason: Reason


def account_for(participant: Participant, address: PostAddress) -> Owner:
    """The account that the address belongs to, made when it is the creator's first on that platform.

    An account that is not the creator's stays apart: the post is kept under it and flagged.
    """
    creator, label = participant.creator, PLATFORMS[address.platform]
    # What their network told of them comes first: posts are filed where the network's own will come.
    by_network = F("workspace").asc(nulls_first=True)
    theirs = list(creator.accounts.filter(platform=address.platform).order_by(by_network, "pk"))
    handle = address.handle.lower().lstrip("@")
    if not handle:
        return _unnamed(participant, address, theirs)
    for account in theirs:
        if handle in (account.handle, account.external_id.lower()):
            return Owner(
                account, OWN, Reason(True, f"@{account.handle or handle} is {creator.name}’s {label} account.")
            )
    account = _account(participant, address.platform, handle)
    others = account.creators.filter(workspace=participant.workspace).exclude(pk=creator.pk)
    if others.exists():
        return Owner(account, FOREIGN, Reason(False, f"@{handle} on {label} belongs to another creator."))
    if theirs:
        known = ", ".join(f"@{a.handle}" for a in theirs if a.handle) or "an account without a known handle"
        return Owner(account, FOREIGN, Reason(False, f"@{handle} is not {creator.name}’s {label} account ({known})."))
    creator.accounts.add(account)
    return Owner(account, NEW, Reason(True, f"@{handle} is the first {label} account known of {creator.name}."))


def _unnamed(participant: Participant, address: PostAddress, theirs: list[Account]) -> Owner:
    name, label = participant.creator.name, PLATFORMS[address.platform]
    if len(theirs) > 1:
        reason = Reason(False, f"The address names no account, and {name} has {len(theirs)} on {label}.")
        return Owner(theirs[0], FOREIGN, reason)
    if theirs:
        return Owner(
            theirs[0], UNNAMED, Reason(True, f"The address names no account; taken as {name}’s only one on {label}.")
        )
    account = Account.objects.create(
        workspace=participant.workspace, platform=address.platform, display_name=name, source="submitted post"
    )
    participant.creator.accounts.add(account)
    return Owner(account, NEW, Reason(True, f"The address names no account; {name} had none on {label}."))


def _account(participant: Participant, platform: str, handle: str) -> Account:
    known: Account | None = (
        Account.objects.visible_to(participant.workspace)
        .filter(Q(handle=handle) | Q(external_id__iexact=handle), platform=platform)
        .order_by("pk")
        .first()
    )
    if known is not None:
        return known
    made: Account = Account.objects.create(
        workspace=participant.workspace, platform=platform, handle=handle, source="submitted post"
    )
    return made

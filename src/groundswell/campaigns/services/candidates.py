"""Accounts that customers follow become creators to work with: on a list, in a campaign."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.queries import campaign_of
from groundswell.campaigns.services.campaigns import add_participants
from groundswell.discovery.customers.queries import follower_counts
from groundswell.discovery.services import take_named
from groundswell.kit.errors import BadInput
from groundswell.relationships.services import add_to_list, note_reasons

MOST = 1_000
SOURCE = "Followed by customers"


@dataclass(frozen=True, slots=True)
class Candidates:
    """How many creators these are, and how many were new to the list and the campaign."""

    creators: int
    on_list: int
    in_campaign: int


@transaction.atomic
def add_candidates(
    *, workspace: Workspace, names: Collection[str], list_name: str = "", campaign: str = "", user: User | None = None
) -> Candidates:
    """Profiles as NETWORK:HANDLE, put on the list of that name (made when missing) or into the campaign of that slug, or
    both; how many customers follow each is kept as the reason. Twice makes nobody twice. `BadInput` without names or
    without where to put them, or for a name that is none."""
    if not names:
        raise BadInput("Nobody is selected.", where="accounts", cure="Tick some accounts first.")
    if len(names) > MOST:
        raise BadInput(f"Take at most {MOST:,} at a time.", where="accounts")
    if not list_name.strip() and not campaign:
        raise BadInput("Choose where to put them.", where="list", cure="Name a list or a campaign.")
    into = campaign_of(workspace, campaign) if campaign else None
    taken = take_named(workspace=workspace, names=names, source=SOURCE, user=user)
    creators = {creator.pk: creator for creator in taken.values()}.values()
    listed = joined = 0
    if list_name.strip():
        listed = add_to_list(workspace=workspace, creators=creators, list_name=list_name.strip(), user=user)
    if into:
        joined = add_participants(workspace=workspace, campaign=into, creators=creators, user=user)
    reasons = {
        taken[name].pk: f"Followed by {n:,} of {of:,} customers who told whom they follow."
        for name, (n, of) in follower_counts(workspace, taken).items()
    }
    note_reasons(workspace=workspace, reasons=reasons, user=user)
    return Candidates(len(creators), listed, joined)

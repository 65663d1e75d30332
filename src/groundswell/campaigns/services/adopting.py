"""Whom a saved search finds become creators, so that they can be planned."""

from groundswell.accounts.models import User, Workspace
from groundswell.discovery.saved.matching import accounts_matching
from groundswell.discovery.saved.queries import saved_search_of
from groundswell.discovery.services import take_accounts

MOST = 2_000  # found by a search: up to so many a plan has a proof


def adopt_found(*, workspace: Workspace, search: str, user: User | None = None) -> int:
    """How many the search finds, each now a creator; twice makes nobody twice. `NotFound` without such a search, `BadQuery`
    where it finds more than can be planned."""
    found = list(accounts_matching(workspace, saved_search_of(workspace, search), MOST, "planned"))
    return len(take_accounts(workspace=workspace, account_ids=found, user=user))

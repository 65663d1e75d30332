"""Who may be chosen: everybody on a list, or whom a saved search finds."""

from dataclasses import dataclass

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.services.adopting import MOST
from groundswell.creators.models import Account, Creator
from groundswell.discovery.saved.matching import accounts_matching
from groundswell.discovery.saved.queries import saved_search_of
from groundswell.kit.errors import BadInput
from groundswell.relationships.queries import list_of


@dataclass(frozen=True)
class Candidates:
    """`strangers` are accounts (ids) that the search finds and that are no creators of the workspace yet."""

    creators: list[Creator]
    strangers: list[int]


def candidates_of(workspace: Workspace, asked: Asked) -> Candidates:
    """By name. `NotFound` when there is no such list or search, `BadInput` where none or both are named."""
    if bool(asked.list) == bool(asked.search):
        raise BadInput(
            "A plan takes its candidates from one list or one saved search.", where="list", cure="Name one of the two."
        )
    if asked.list:
        return Candidates(list(_in_order(list_of(workspace, asked.list).creators.all())), [])
    found = list(accounts_matching(workspace, saved_search_of(workspace, asked.search), MOST, "planned"))
    creators = list(_in_order(Creator.objects.of(workspace).filter(accounts__in=found).distinct()))
    known = {account.pk for creator in creators for account in creator.accounts.all()}
    visible = set(Account.objects.visible_to(workspace).filter(pk__in=found).values_list("pk", flat=True))
    return Candidates(creators, [pk for pk in found if pk in visible and pk not in known])


def _in_order(creators: QuerySet[Creator]) -> QuerySet[Creator]:
    return creators.prefetch_related("accounts").order_by("name", "pk")

"""Who gets a purchase code when many are made in one go."""

from collections.abc import Sequence

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, NotFound
from groundswell.relationships.queries.lists import list_of

OUT = (Participant.State.DECLINED, Participant.State.GHOSTED)


def code_takers(
    workspace: Workspace, *, campaign: Campaign | None = None, list_slug: str = "", ids: Sequence[int] = ()
) -> list[Creator]:
    """The campaign's participants (who did not decline or vanish), those on a list, and those named by id, with accounts.

    Within a campaign a list or ids choose among its participants. NotFound for ids of other workspaces.
    """
    if not (campaign or list_slug or ids):
        raise BadInput(
            "Nobody is named to make codes for.", where="campaign", cure="Name a campaign, a list or creators."
        )
    found = Creator.objects.of(workspace).prefetch_related("accounts").order_by("name", "pk")
    if strangers := set(ids) - set(found.filter(pk__in=ids).values_list("pk", flat=True)):
        raise NotFound(f"There is no creator {min(strangers)} in this workspace.", where="creators")
    if ids:
        found = found.filter(pk__in=ids)
    if list_slug:
        found = found.filter(pk__in=list_of(workspace, list_slug).entries.values("creator"))
    if campaign:
        people = Participant.objects.of(workspace).filter(campaign=campaign).exclude(state__in=OUT)
        found = found.filter(pk__in=people.values("creator"))
    return list(found)

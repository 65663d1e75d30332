"""Codes made in a shop, told on the own pages of those they are for."""

from collections.abc import Sequence

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Creator
from groundswell.links.models import Code, ShopDiscount, Store
from groundswell.links.rules.discounts import Terms
from groundswell.links.rules.names import folded
from groundswell.links.services import PlannedCode, start_discount


@transaction.atomic
def give_codes(
    *,
    store: Store,
    creators: Sequence[Creator],
    campaign: Campaign | None,
    terms: Terms,
    pattern: str,
    user: User | None = None,
) -> tuple[ShopDiscount | None, list[PlannedCode]]:
    """One code for each creator, wanted in the shop (see `start_discount`); participants who had none carry it from now on."""
    discount, plan = start_discount(
        store=store, creators=creators, campaign=campaign, terms=terms, pattern=pattern, user=user
    )
    if campaign is not None:
        bare = Participant.objects.of(campaign.workspace).filter(campaign=campaign, creator__in=creators, code=None)
        mine = Code.objects.of(campaign.workspace).filter(folded__in=[folded(one.code) for one in plan])
        codes = {code.creator_id: code for code in mine.filter(participant=None)}
        given = [one for one in bare if one.creator_id in codes]
        for one in given:
            one.code = codes[one.creator_id]
        Participant.objects.bulk_update(given, ["code"])
    return discount, plan

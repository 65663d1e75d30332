"""Codes made in a shop, told on the own pages of those they are for."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

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
    """One code for each creator, wanted in the shop (see `start_discount`); participants carry it from now
    on when they had none, or one that has ended.
    """
    discount, plan = start_discount(
        store=store, creators=creators, campaign=campaign, terms=terms, pattern=pattern, user=user
    )
    if campaign is not None:
        fresh = [one.creator.pk for one in plan if one.state == "new"]
        people = Participant.objects.of(campaign.workspace).filter(campaign=campaign, creator__in=creators)
        mine = Code.objects.of(campaign.workspace).filter(folded__in=[folded(one.code) for one in plan])
        codes = {code.creator_id: code for code in mine.filter(participant=None)}
        without = people.filter(Q(code=None) | Q(creator__in=fresh))
        given = [one for one in without if one.creator_id in codes]
        for one in given:
            one.code = codes[one.creator_id]
        Participant.objects.bulk_update(given, ["code"])
    return discount, plan

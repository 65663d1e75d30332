"""One code for each of many creators, to be made in a shop: planned, shown, then wanted all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.creators.queries.creators import main_account
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.links.models import Code, ShopCode, ShopDiscount, Store
from groundswell.links.rules.code_patterns import Person, codes_by_pattern
from groundswell.links.rules.discounts import Terms, checked_terms
from groundswell.links.rules.names import folded, random_slug
from groundswell.links.services.codes import assign_code, create_code
from groundswell.links.services.links import CampaignLike
from groundswell.links.services.stores import api_key_of


@dataclass(frozen=True, slots=True)
class PlannedCode:
    """`state`: `new` here and in the shop, `known` here and to be made in the shop, or `there`: in the shop, or on its way."""

    creator: Creator
    code: str
    state: str
    row: Code | None = None


def plan_codes(
    *, store: Store, creators: Sequence[Creator], campaign: CampaignLike | None, terms: Terms, pattern: str
) -> list[PlannedCode]:
    """What would be made, by creator's name; nothing is written. Creators come with their accounts.

    A creator's newest code in the campaign (without one: outside of campaigns) is theirs; the pattern is for those who have
    none, or one that has ended in the shop.
    Doing it again plans nothing new. BadInput for terms, a pattern or a store that cannot be.
    """
    api_key_of(store)
    terms = checked_terms(terms, kind=store.kind, now=clock.now())
    mine = Code.objects.of(store.workspace).filter(creator__in=creators, campaign=campaign.pk if campaign else None)
    rows = ShopCode.objects.of(store.workspace).filter(store=store)
    at_shop = dict(rows.values_list("folded", "error"))
    over = set(rows.filter(discount__ends_at__lte=clock.now()).values_list("folded", flat=True))
    own = {code.creator_id: code for code in mine.order_by("pk") if code.folded not in over}
    taken = at_shop.keys() | set(Code.objects.of(store.workspace).values_list("folded", flat=True))
    people = [
        Person(one.pk, one.name, account.handle if (account := main_account(one)) else "")
        for one in creators
        if one.pk not in own
    ]
    fresh = codes_by_pattern(
        pattern, people, number=terms.number, campaign=campaign.slug if campaign else "", taken=taken
    )
    plan = []
    for creator in sorted(creators, key=lambda one: (one.name, one.pk)):
        code = own.get(creator.pk)
        if code is None:
            plan.append(PlannedCode(creator, fresh[creator.pk], "new"))
        else:
            refused_or_missing = at_shop.get(code.folded, "missing")
            plan.append(PlannedCode(creator, code.code, "known" if refused_or_missing else "there", code))
    return plan


@transaction.atomic
def start_discount(
    *,
    store: Store,
    creators: Sequence[Creator],
    campaign: CampaignLike | None,
    terms: Terms,
    pattern: str,
    user: User | None = None,
) -> tuple[ShopDiscount | None, list[PlannedCode]]:
    """The plan, written: codes here, and the same wanted in the shop. None where the shop has them all already.

    Nothing is sent: see `make_codes`.
    """
    Store.objects.select_for_update().get(pk=store.pk)
    if not creators:
        raise BadInput("There is nobody to make a code for.", where="creators", cure="Add creators to the campaign.")
    plan = plan_codes(store=store, creators=creators, campaign=campaign, terms=terms, pattern=pattern)
    wanted = [one for one in plan if one.state != "there"]
    if not wanted:
        return None, plan
    kept = checked_terms(terms, kind=store.kind, now=clock.now())
    discount = ShopDiscount.objects.create(
        workspace=store.workspace, store=store, campaign_id=campaign.pk if campaign else None,
        title=(campaign.name if campaign else kept.words)[:80], mark=random_slug(10),
        **{name: getattr(kept, name) for name in Terms.__slots__},
    )  # fmt: skip
    for one in wanted:
        _write_down(discount, one, campaign, user)
    detail = {"codes": len(wanted), "gives": kept.words, "campaign": campaign.slug if campaign else None}
    record_audit(workspace=store.workspace, user=user, action="store.codes", subject=store.name, detail=detail)
    return discount, plan


def _write_down(discount: ShopDiscount, planned: PlannedCode, campaign: CampaignLike | None, user: User | None) -> None:
    gives = discount.terms.words
    creator = planned.creator
    if planned.row is None:
        create_code(
            workspace=discount.workspace, code=planned.code, creator=creator, campaign=campaign, discount=gives, user=user
        )  # fmt: skip
    elif planned.row.discount != gives:
        assign_code(code=planned.row, creator=creator, campaign=campaign, discount=gives, user=user)
    ShopCode.objects.update_or_create(
        store=discount.store, folded=folded(planned.code),
        defaults={"workspace": discount.workspace, "discount": discount, "code": planned.code, "error": "", "at": clock.now()},
    )  # fmt: skip

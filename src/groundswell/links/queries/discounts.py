"""Codes that were made in shops from here, and how far each is."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.links.models import Code, ShopCode, ShopDiscount, Store

MADE = ~Q(codes__remote_id="")
REFUSED = Q(codes__remote_id="") & ~Q(codes__error="")


def discounts(workspace: Workspace) -> QuerySet[ShopDiscount]:
    """What was made in one go, newest first, each with the number of codes that are `made`, `refused`, and `wanted` in all."""
    found: QuerySet[ShopDiscount] = ShopDiscount.objects.of(workspace).select_related("store", "campaign", "workspace")
    return found.annotate(
        total=Count("codes"), made=Count("codes", filter=MADE), refused=Count("codes", filter=REFUSED)
    ).annotate(waiting=F("total") - F("made") - F("refused")).order_by("-pk")  # fmt: skip


def discount_of(workspace: Workspace, pk: int) -> ShopDiscount:
    """The discount of that id; NotFound in any other workspace."""
    found = discounts(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no discount {pk} in this workspace.", where="discount")
    return found


def shop_codes(discount: ShopDiscount) -> QuerySet[ShopCode]:
    """Its codes by name, each with the `creator`'s id and `creator_name`."""
    mine = Code.objects.filter(workspace=OuterRef("workspace"), folded=OuterRef("folded"))
    rows: QuerySet[ShopCode] = ShopCode.objects.of(discount.workspace).filter(discount=discount)
    return rows.annotate(
        creator=Subquery(mine.values("creator")[:1]), creator_name=Subquery(mine.values("creator__name")[:1])
    ).order_by("folded")  # fmt: skip


def writable_stores(workspace: Workspace) -> QuerySet[Store]:
    """Stores with a key to their API, in which codes can be made, if the key may."""
    found: QuerySet[Store] = Store.objects.of(workspace).exclude(api_key="").order_by("name", "pk")
    return found

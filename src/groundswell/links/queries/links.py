"""Links with their clicks, codes with their orders."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.kit.errors import NotFound
from groundswell.links.models import Attribution, ClickDay, Code, Link
from groundswell.links.queries.bases import base_of
from groundswell.links.queries.clicks import clicks_by_link
from groundswell.links.rules.names import folded


class Clicks(NamedTuple):
    """Clicks that count, and those of bots, previews, prefetches and repeats."""

    counted: int
    excluded: int


def links(workspace: Workspace, *, text: str = "", creator: int | None = None, campaign: str = "") -> QuerySet[Link]:
    """The workspace's links, newest first, each with `counted` and `excluded` clicks.

    `text` is looked for in the slug, the target and the creator's name; `campaign` is a slug.
    """
    found: QuerySet[Link] = (
        Link.objects.of(workspace).select_related("creator", "campaign", "domain").order_by("-created_at", "-pk")
    )
    if text:
        found = found.filter(Q(slug__icontains=text) | Q(target_url__icontains=text) | Q(creator__name__icontains=text))
    if creator is not None:
        found = found.filter(creator_id=creator)
    if campaign:
        found = found.filter(campaign__slug=campaign)
    return found.annotate(counted=_clicks("counted"), excluded=_clicks("excluded"))


def link_of(workspace: Workspace, pk: int) -> Link:
    """The link of that id; NotFound in any other workspace."""
    found = links(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no link {pk} in this workspace.", where="link")
    return found


def link_history(link: Link) -> QuerySet[AuditEntry]:
    """Who made and changed the link, newest first."""
    entries: QuerySet[AuditEntry] = AuditEntry.objects.of(link.workspace).select_related("user")
    return entries.filter(action__startswith="link.", subject=str(link)).order_by("-at", "-pk")


def address_of(link: Link) -> str:
    """The address to give away: under the workspace's own domain when the link has one."""
    return f"{base_of(link.domain.name)}/{link.slug}" if link.domain else f"{settings.PUBLIC_URL}/l/{link.slug}"


def clicks_by_creator(workspace: Workspace, campaign: int | None = None) -> dict[int, Clicks]:
    """Creator's id to the clicks on their links, in one campaign when its id is given."""
    found: dict[int, Clicks] = {}
    for row in clicks_by_link(workspace, campaign):
        if row.creator is not None:
            counted, excluded = found.get(row.creator, (0, 0))
            found[row.creator] = Clicks(counted + row.counted, excluded + row.excluded)
    return found


def codes(workspace: Workspace, *, creator: int | None = None) -> QuerySet[Code]:
    """The workspace's codes by name, each with the number of `orders` owed because of it."""
    owed = Attribution.objects.filter(code=OuterRef("pk"), held=False).order_by().values("code")
    orders = owed.annotate(total=Sum("order__order_count")).values("total")
    found: QuerySet[Code] = Code.objects.of(workspace).select_related("creator", "campaign").order_by("folded")
    if creator is not None:
        found = found.filter(creator_id=creator)
    return found.annotate(orders=Coalesce(Subquery(orders, output_field=IntegerField()), 0))


def code_of(workspace: Workspace, pk: int) -> Code:
    """The code of that id; NotFound in any other workspace."""
    found = codes(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no code {pk} in this workspace.", where="code")
    return found


def link_named(workspace: Workspace, slug: str) -> Link:
    """The link that ends so; NotFound in any other workspace."""
    found = links(workspace).filter(slug=slug.strip().lower()).first()
    if found is None:
        raise NotFound(f"There is no link /l/{slug} in this workspace.", where="slug")
    return found


def code_named(workspace: Workspace, code: str) -> Code:
    """The code as a buyer types it; NotFound when the workspace has none such."""
    found = Code.objects.of(workspace).filter(folded=folded(code)).first()
    if found is None:
        raise NotFound(f"There is no code “{code}” in this workspace.", where="code")
    return found


def _clicks(which: str) -> Coalesce:
    days = (
        ClickDay.objects.filter(workspace=OuterRef("workspace"), link=OuterRef("pk"))
        .order_by()
        .values("link")
        .annotate(total=Sum(which))
    )
    return Coalesce(Subquery(days.values("total"), output_field=IntegerField()), 0)

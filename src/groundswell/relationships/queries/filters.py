"""The filters that board, grid, API and export share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Account, Creator
from groundswell.creators.rules import tier_bounds
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.relationships.models import CreatorList, Relationship, Stage, Tag

if TYPE_CHECKING:
    from groundswell.accounts.models import OwnedQuerySet

NOBODY = "none"
NAMES = {"list_slug": "list"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board shows; empty means everything. `owner` is a user's id or "none", `list_slug` and `campaign` are slugs."""

    text: str = ""
    owner: str = ""
    tag: str = ""
    tier: str = ""
    platform: str = ""
    campaign: str = ""
    list_slug: str = ""
    stage: str = ""
    overdue: bool = False

    @classmethod
    def parse(cls, query: Mapping[str, Any]) -> Filters:
        """From an address's query or a JSON body; unknown names are ignored."""
        texts = {
            f.name: str(query.get(NAMES.get(f.name, f.name)) or "").strip() for f in fields(cls) if f.name != "overdue"
        }
        return cls(**texts, overdue=str(query.get("overdue") or "").lower() in ("1", "true", "on"))

    def as_query(self) -> dict[str, str]:
        """The names and values in force, for an address."""
        pairs = {NAMES.get(f.name, f.name): getattr(self, f.name) for f in fields(self)}
        return {name: "1" if value is True else value for name, value in pairs.items() if value}

    def apply(self, workspace: Workspace, today: date | None = None) -> QuerySet[Relationship]:
        """The workspace's relationships that pass, with `followers` of the largest profile beside them."""
        rows = with_followers(Relationship.objects.of(workspace))
        for condition in self._conditions(workspace, today or clock.today()):
            rows = rows.filter(condition)
        return rows

    def _conditions(self, workspace: Workspace, today: date) -> list[Q]:
        found: list[Q] = []
        if self.text:
            found.append(_text(workspace, self.text))
        if self.owner:
            found.append(Q(owner=None) if self.owner == NOBODY else Q(owner=_number(self.owner)))
        if self.tag:
            found.append(
                _any(
                    Relationship.tags.through.objects.filter(tag__workspace=workspace, tag__name__iexact=self.tag),
                    "relationship_id",
                    "pk",
                )
            )
        if self.platform:
            found.append(_any(Creator.accounts.through.objects.filter(account__platform=self.platform), "creator_id"))
        if self.campaign:
            found.append(_any(Creator.objects.of(workspace).filter(participations__campaign__slug=self.campaign), "pk"))
        if self.list_slug:
            found.append(_any(CreatorList.objects.of(workspace).filter(slug=self.list_slug), "creators"))
        if self.stage:
            found.append(Q(stage=self.stage))
        if self.overdue:
            found.append(Q(next_step_on__lt=today))
        if self.tier:
            found.append(_tier(workspace, self.tier))
        return found


def with_followers(rows: OwnedQuerySet[Relationship]) -> QuerySet[Relationship]:
    """Adds `followers`: those of the creator's largest profile, None when no profile tells."""
    largest = (
        Account.objects.filter(creators=OuterRef("creator_id"), followers__isnull=False)
        .order_by("-followers")
        .values("followers")[:1]
    )
    return rows.annotate(followers=Subquery(largest))


def filter_choices(workspace: Workspace) -> dict[str, list[tuple[str, str]]]:
    """The choices that each filter's select offers: (value, label)."""
    people = User.objects.filter(memberships__workspace=workspace).order_by("email")
    platforms = (
        Account.objects.filter(creators__workspace=workspace)
        .order_by("platform")
        .values_list("platform", flat=True)
        .distinct()
    )
    return {
        "owner": [(NOBODY, "Nobody"), *((str(person.pk), str(person)) for person in people)],
        "tag": [(tag.name, tag.name) for tag in Tag.objects.of(workspace).order_by("name")],
        "platform": [(name, name) for name in platforms],
        "list": [(row.slug, row.name) for row in CreatorList.objects.of(workspace).order_by("name")],
        "stage": [(stage.value, str(stage.label)) for stage in Stage],
    }


def member_id(workspace: Workspace, email: str) -> int | None:
    """The id of the member with that address, None for an empty one; `NotFound` for somebody else."""
    if not email:
        return None
    found = User.objects.filter(memberships__workspace=workspace, email=email.strip().lower()).first()
    if found is None:
        raise NotFound(f"{email} is no member of this workspace.", where="owner")
    return found.pk


def _any(rows: QuerySet[Any], column: str, mine: str = "creator_id") -> Q:
    return Q(**{f"{mine}__in": rows.values(column)})


def _text(workspace: Workspace, text: str) -> Q:
    by_handle = Creator.objects.of(workspace).filter(accounts__handle__icontains=text.lstrip("@"))
    return (
        Q(creator__name__icontains=text)
        | Q(creator__email__icontains=text)
        | Q(summary__icontains=text)
        | Q(values__icontains=text)
        | Q(next_step__icontains=text)
        | Q(creator_id__in=by_handle.values("pk"))
    )


def _tier(workspace: Workspace, tier: str) -> Q:
    bounds = {"nano": 0} | tier_bounds(workspace.tier_bounds)
    if tier not in bounds:
        return Q(pk=None)
    larger = [least for least in bounds.values() if least > bounds[tier]]
    at_least = Q(followers__gte=bounds[tier])
    return at_least & Q(followers__lt=min(larger)) if larger else at_least


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0

"""Workspaces and their settings."""

from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from groundswell.accounts import rules
from groundswell.accounts.models import Membership, Role, User, Workspace
from groundswell.accounts.services.audit import record_audit
from groundswell.kit.errors import BadInput, Conflict

RESERVED = frozenset({"new", "api", "static", "accounts"})


@transaction.atomic
def create_workspace(
    *, slug: str, name: str, currency: str = "USD", owner: User | None = None, is_demo: bool = False
) -> Workspace:
    """A new workspace, owned by `owner` when given. `BadInput` for an unusable slug or currency, `Conflict` when taken."""
    if not rules.SLUG.match(slug) or len(slug) > 50 or slug in RESERVED:
        raise BadInput(
            f"“{slug}” cannot be a workspace's address.",
            where="slug",
            cure="Use up to 50 small letters, digits and single hyphens, such as acme-shoes.",
        )
    if not name.strip():
        raise BadInput("A workspace needs a name.", where="name", cure="Give the brand's name.")
    if Workspace.objects.filter(slug=slug).exists():
        raise Conflict(f"There is a workspace “{slug}” already.", where="slug", cure="Choose another address.")
    workspace = Workspace(slug=slug, name=name.strip(), currency=_currency(currency), is_demo=is_demo)
    workspace.save()
    if owner is not None:
        Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER)
    record_audit(workspace=workspace, user=owner, action="workspace.created", subject=slug)
    return workspace


@transaction.atomic
def update_workspace(*, workspace: Workspace, user: User | None, **changes: Any) -> Workspace:
    """Changes settings by field name: name, currency, time_zone, website, postal_address, gross_margin (share, 0 to 1,
    or None for unknown), tier_bounds, attribution_days. Only what differs is written and audited; `BadInput` names
    the field that cannot be."""
    _check(changes)
    before = {field: getattr(workspace, field) for field in changes}
    changed = {field: value for field, value in changes.items() if before[field] != value}
    if not changed:
        return workspace
    for field, value in changed.items():
        setattr(workspace, field, value)
    workspace.save(update_fields=list(changed))
    detail = {field: {"from": _plain(before[field]), "to": _plain(value)} for field, value in changed.items()}
    record_audit(workspace=workspace, user=user, action="workspace.changed", subject=workspace.slug, detail=detail)
    return workspace


def _check(changes: dict[str, Any]) -> None:
    if "currency" in changes:
        changes["currency"] = _currency(changes["currency"])
    if changes.get("time_zone", "UTC") not in available_timezones():
        raise BadInput(
            f"“{changes['time_zone']}” is no time zone.", where="time_zone", cure="Use a name such as Europe/Paris."
        )
    margin = changes.get("gross_margin")
    if margin is not None and not Decimal(0) <= margin <= Decimal(1):
        raise BadInput(
            "Gross margin is a share from 0 to 100 %.", where="gross_margin", cure="Leave it empty when unknown."
        )
    if "tier_bounds" in changes and not rules.bounds_ascend(rules.tier_bounds(changes["tier_bounds"])):
        raise BadInput(
            "Each tier must start above the one below.",
            where="tier_bounds",
            cure="For example 1,000, 100,000 and 500,000.",
        )


def _currency(code: str) -> str:
    code = code.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise BadInput(
            f"“{code}” is no currency code.", where="currency", cure="Use three letters, such as USD or EUR."
        )
    return code


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value

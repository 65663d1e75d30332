"""Attributions as the leak guard judges them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.links.models import Attribution, Click, Code
from groundswell.links.rules.guard import Use
from groundswell.links.rules.unproven import is_unproven

MACHINES = ("bot", "head", "preview")
FIELDS = (
    "pk", "creator_id", "method", "held", "suspicions", "order__placed_at", "order__source", "order__customer",
    "order__referrer", "code_id", "order__click_id",
)  # fmt: skip


class Attributed(NamedTuple):
    """An attribution with what its order says; `click` is the one that the order carries."""

    pk: int
    creator_id: int
    method: str
    held: bool
    suspicions: Sequence[Mapping[str, Any]]
    placed_at: datetime
    source: str
    buyer: str
    referrer: str
    code: Code | None
    click: Click | None


def attributed(workspace: Workspace, which: Q) -> list[Attributed]:
    """Attributions with order, code and click; objects of a model for each would cost more than all the judging."""
    rows: list[tuple[Any, ...]] = list(Attribution.objects.of(workspace).filter(which).values_list(*FIELDS))
    codes = Code.objects.of(workspace).in_bulk({row[-2] for row in rows if row[-2]})
    ids = {row[-1] for row in rows if row[-1]}
    found = Click.objects.of(workspace).filter(click_id__in=ids).select_related("link") if ids else ()
    clicks = {click.click_id: click for click in found}
    return [Attributed._make((*row[:-2], codes.get(row[-2]), clicks.get(row[-1]))) for row in rows]


def use_of(row: Attributed) -> Use:
    """How the buyer came."""
    click = row.click
    own = click is not None and click.link.creator_id == row.creator_id and click.excluded not in MACHINES
    hosts = [host for host in (row.referrer, click.referrer if click else "") if host]
    return Use(
        placed_at=row.placed_at, code=row.code.code if row.code else "", clicked=own, buyer=row.buyer,
        hosts=tuple(host.lower().removeprefix("www.") for host in hosts), unproven=is_unproven(row.source),
    )  # fmt: skip

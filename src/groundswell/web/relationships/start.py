"""The ten steps from first spreadsheet to ROI, ticked off by what is there."""

from typing import Any, NamedTuple

from django.db.models import Exists, QuerySet
from django.urls import reverse

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Offer
from groundswell.creators.models import Creator
from groundswell.links.models import ClickDay, Link, Order
from groundswell.outreach.models import Message
from groundswell.relationships.models import CreatorList, Note, Relationship
from groundswell.tracking.models import PostMatch


class Step(NamedTuple):
    """One step: what to do, where, and whether it was done."""

    title: str
    text: str
    url: str
    icon: str
    done: bool


STEPS = (
    (
        "imported",
        "Import your files",
        "Creators, posts, orders: any spreadsheet you already have.",
        "imports",
        "file-import",
    ),
    ("listed", "Find creators", "Search, filter, and save the good ones to a list.", "find", "zoom-question"),
    ("noted", "Get to know them", "Open somebody and write down what you learn.", "board", "notes"),
    (
        "moved",
        "Move them along the board",
        "Owner, fit, next step: what was in the spreadsheet.",
        "board",
        "layout-kanban",
    ),
    ("written", "Write to somebody", "One personal mail from a template.", "outreach", "send"),
    ("offered", "Make an offer", "Start a campaign, then send an offer page.", "campaigns", "gift"),
    ("linked", "Give them a link and a code", "So that clicks and orders find their creator.", "links", "link"),
    ("posted", "Collect their posts", "Each is checked for disclosure before the fold.", "posts", "photo"),
    ("ordered", "Bring in the orders", "By file or straight from your shop.", "orders", "shopping-cart"),
    ("clicked", "Read the ROI", "Spend, orders and contribution by creator.", "roi", "chart-histogram"),
)


def start_list(workspace: Workspace) -> list[Step]:
    """The ten steps in order; one query."""
    done = _done(workspace)
    return [
        Step(title, text, reverse(page, args=[workspace.slug]), icon, done[key])
        for key, title, text, page, icon in STEPS
    ]


def _done(workspace: Workspace) -> dict[str, bool]:
    sent = Message.objects.of(workspace).filter(state=Message.State.SENT)
    facts: dict[str, QuerySet[Any]] = {
        "imported": Creator.objects.of(workspace),
        "listed": CreatorList.objects.of(workspace),
        "noted": Note.objects.of(workspace),
        "moved": Relationship.objects.of(workspace).exclude(stage="identified"),
        "written": sent,
        "offered": Offer.objects.of(workspace).exclude(state=Offer.State.DRAFT),
        "linked": Link.objects.of(workspace),
        "posted": PostMatch.objects.of(workspace),
        "ordered": Order.objects.of(workspace),
        "clicked": ClickDay.objects.of(workspace).filter(counted__gt=0),
    }
    exists: dict[str, Any] = {key: Exists(rows) for key, rows in facts.items()}
    row: Any = Workspace.objects.filter(pk=workspace.pk).values(**exists).get()
    done: dict[str, bool] = dict(row)
    return done | {"clicked": done["clicked"] and done["ordered"]}

"""Orders of the past, asked for over the shop's API; doing it again changes nothing."""

from datetime import date, timedelta

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.links.asking import ASK, Page, ShopWire
from groundswell.links.models import Backfill, Store
from groundswell.links.rules.event_reading import Document
from groundswell.links.services.stores import api_key_of
from groundswell.links.services.telling import take_in

FURTHEST = timedelta(days=3653)
REFUSALS_KEPT = 100


@transaction.atomic
def start_backfill(*, store: Store, since: date, user: User | None = None) -> Backfill:
    """A back-fill from that day on, or the one that is under way since then. BadInput without a key to the API."""
    api_key_of(store)
    if not clock.today() - FURTHEST <= since <= clock.today():
        raise BadInput("That day is ahead, or more than ten years ago.", where="since")
    waiting = Backfill.objects.of(store.workspace).filter(store=store, since=since, finished_at=None).first()
    if waiting is not None:
        return waiting
    record_audit(
        workspace=store.workspace, user=user, action="store.backfill", subject=store.name, detail={"since": str(since)}
    )
    return Backfill.objects.create(workspace=store.workspace, store=store, since=since)


def continue_backfill(*, backfill: Backfill, pages: int = 100_000) -> Backfill:
    """Asks for up to `pages` pages from where it stopped. What the shop refuses stands in `error`; it can go on later."""
    try:
        with ShopWire(backfill.store) as wire:
            for _ in range(pages):
                if backfill.finished_at is not None:
                    break
                page = ASK[backfill.store.kind](wire, backfill.since, backfill.cursor)
                _take_page(backfill, page)
    except GroundswellError as refusal:
        backfill.error = f"{refusal.message} {refusal.cure}".strip()[:500]
        backfill.save(update_fields=["error"])
    return backfill


@transaction.atomic
def _take_page(backfill: Backfill, page: Page) -> None:
    """A page and the cursor after it, together."""
    for document in page.documents:
        _take_one(backfill, page, document)
    backfill.cursor, backfill.error = page.cursor[:500], ""
    backfill.finished_at = None if page.cursor else clock.now()
    backfill.save()


def _take_one(backfill: Backfill, page: Page, document: Document) -> None:
    try:
        with transaction.atomic():
            words = {take_in(store=backfill.store, told=told) for told in page.read(document)}
    except GroundswellError as refusal:
        name = str(document.get("name") or document.get("number") or document.get("id") or "")[:60]
        backfill.refused = [*backfill.refused, {"order": name, "reason": refusal.message}][:REFUSALS_KEPT]
        return
    for word in ("created", "updated", "unchanged"):
        if word in words:
            setattr(backfill, word, getattr(backfill, word) + 1)
            return

"""Orders that sites tell: taken into the books by the one way, or kept aside with the reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog
from django.core.cache import cache
from django.db import transaction

from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, GroundswellError
from groundswell.kit.ids import digest
from groundswell.kit.rate_limit import check_rate
from groundswell.links.errors import BadSignature
from groundswell.links.models import Conversion, Order, Site
from groundswell.links.rules.event_reading import document_of
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.rules.signatures import signed_seconds, stripe_refusal
from groundswell.links.rules.sites import conversion_facts
from groundswell.links.rules.unproven import PIXEL_SOURCE, SERVER_SOURCE
from groundswell.links.services.orders import record_order
from groundswell.links.services.sites import site_secret_of
from groundswell.links.services.unproven import proven_twin

SIGNED_BY = "Groundswell-Signature"
BAD_SIGNATURES = "20/m"
log = structlog.get_logger(__name__)


def take_pixel_order(*, site: Site, seen_id: str, at: datetime, told: Mapping[str, str], flag: str = "") -> Conversion:
    """What a page told, unproven: it never changes an order that is known already. Machines are kept aside."""
    row = Conversion(workspace=site.workspace, site=site, seen_id=seen_id, via="pixel", at=at, told=dict(told))
    try:
        if flag:
            raise BadInput(f"Told by a machine ({flag}), not by a buyer’s browser.", where="user_agent")
        facts = conversion_facts(
            {**told, "placed_at": None, "refunded": None}, source=f"{PIXEL_SOURCE}{site.pk}", at=at
        )
        row.outcome = _take_unproven(site, facts)
    except GroundswellError as refusal:
        row.outcome, row.reason = "aside", _said(refusal)
    row.save()
    return row


def receive_conversion(*, site: Site, body: bytes, signature: str) -> Conversion:
    """An order that the site's server signed: `t=SECONDS,v1=HEX`, HMAC-SHA256 of `SECONDS.BODY`, at most five minutes old.

    BadSignature for a forged, damaged, truncated or stale one; Conflict for one that came before, or that was signed before
    what is known; BadInput for a content that cannot be right, which is kept with the reason.
    """
    reason = stripe_refusal(body, site_secret_of(site), signature, clock.now())
    if reason:
        check_rate(cache, f"px-refused:{site.pk}", BAD_SIGNATURES)
        log.warning("conversion.refused", site=site.pk, bytes=len(body), reason=reason)
        raise BadSignature(
            reason.replace("store", "site"), where=SIGNED_BY,
            cure="Sign SECONDS.BODY as it is sent, with the site's current secret and the clock of now.",
        )  # fmt: skip
    signed_at = datetime.fromtimestamp(signed_seconds(signature), UTC)
    refusal: GroundswellError | None = None
    with transaction.atomic():
        Site.objects.select_for_update().get(pk=site.pk)
        # The signature itself may be written in several ways; what was signed cannot.
        seen_id = digest(f"{site.pk}.{int(signed_at.timestamp())}.{body.hex()}")
        if Conversion.objects.filter(seen_id=seen_id).exists():
            raise Conflict(
                "This very message came before: nothing was changed.", where=SIGNED_BY,
                cure="A repeat is signed anew; the same order is still counted once.",
            )  # fmt: skip
        row = Conversion(workspace=site.workspace, site=site, seen_id=seen_id, via="server", at=clock.now(), told={})
        try:
            with transaction.atomic():
                row.outcome = _take_signed(site, row, body, signed_at)
        except GroundswellError as error:
            refusal, row.outcome, row.reason = error, "aside", _said(error)
        row.save()
        Site.objects.filter(pk=site.pk).update(server_seen_at=row.at)
    if refusal is not None:
        raise refusal
    return row


def _take_unproven(site: Site, facts: OrderFacts) -> str:
    if proven_twin(site.workspace, facts) is not None:
        return "known"
    known = Order.objects.of(site.workspace).filter(source=facts.source, external_id=facts.external_id).first()
    if known is None:
        return record_order(workspace=site.workspace, facts=facts)
    if (known.subtotal, known.currency) != (facts.subtotal, facts.currency):
        raise Conflict(
            f"The order {facts.external_id} was seen before with {known.subtotal} {known.currency}, now with "
            f"{facts.subtotal} {facts.currency}.",
            where="amount",
        )
    return "unchanged"


def _take_signed(site: Site, row: Conversion, body: bytes, signed_at: datetime) -> str:
    document = document_of(body.decode("utf-8", "replace"))
    row.told = _storable(document)
    facts = replace(
        conversion_facts(document, source=f"{SERVER_SOURCE}{site.pk}", at=signed_at), source_changed_at=signed_at
    )
    known = Order.objects.of(site.workspace).filter(source=facts.source, external_id=facts.external_id).first()
    if known is not None and known.source_changed_at is not None and known.source_changed_at > signed_at:
        raise Conflict(
            f"The order {facts.external_id} was told again at {known.source_changed_at:%H:%M:%S} UTC, after this was signed.",
            where=SIGNED_BY,
        )
    if known is not None and document.get("placed_at") is None:
        facts = replace(facts, placed_at=known.placed_at)
    return record_order(workspace=site.workspace, facts=facts)


def _storable(document: Mapping[str, Any]) -> dict[str, str]:
    return {str(name)[:40]: str(value)[:500].replace("\0", "") for name, value in list(document.items())[:30]}


def _said(refusal: GroundswellError) -> str:
    return f"{refusal.message} {refusal.cure or ''}".strip()[:300]

"""Promotion codes in Stripe, all of one coupon. Stripe knows a repeated request by its key."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.links.asking import ShopRefuses, ShopWire
from groundswell.links.making.outcome import TAKEN, Outcome
from groundswell.links.models import ShopDiscount
from groundswell.links.rules.event_reading import Document, id_in, object_in, objects_in
from groundswell.links.rules.names import folded
from groundswell.links.rules.shop_bodies import stripe_code, stripe_coupon

VERSION = {"Stripe-Version": "2025-09-30.clover"}
CODES = "/v1/promotion_codes"


def prepare(wire: ShopWire, discount: ShopDiscount) -> None:
    """The coupon; one of its id is there already when an earlier try came so far."""
    if discount.remote_id:
        return
    body = stripe_coupon(discount.terms, title=discount.title, mark=discount.mark)
    try:
        _write(wire, "/v1/coupons", body, discount.mark)
    except ShopRefuses as refusal:
        try:
            wire.get(f"/v1/coupons/{discount.mark}", auth=(wire.key, ""), headers=VERSION)
        except ShopRefuses:
            raise refusal from None
    discount.remote_id = discount.mark
    discount.save(update_fields=["remote_id"])


def find(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    """Ours, by their coupon; others' come out when making is refused."""
    found: dict[str, Outcome] = {}
    after: dict[str, str] = {}
    while True:
        document = _listed(wire, {"coupon": discount.mark, "limit": 100, **after})
        rows = objects_in(document, "data")
        found |= {folded(str(row.get("code"))): Outcome(id_in(row, "id")) for row in rows}
        if document.get("has_more") is not True or not rows:
            return found
        after = {"starting_after": id_in(rows[-1], "id")}


def make(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    return {folded(code): _made(wire, discount, code) for code in codes}


def end(wire: ShopWire, discount: ShopDiscount, ids: Sequence[str]) -> None:
    """Their coupon goes, and nobody can redeem a code of it any more."""
    try:
        wire.write(f"/v1/coupons/{discount.mark}", method="DELETE", again=True, headers=VERSION, auth=(wire.key, ""))
    except ShopRefuses as refusal:
        if refusal.answered != 404:
            raise


def _made(wire: ShopWire, discount: ShopDiscount, code: str) -> Outcome:
    body = stripe_code(code, discount.terms, mark=discount.mark)
    try:
        return Outcome(id_in(_write(wire, CODES, body, f"{discount.mark}-{code}"), "id"))
    except ShopRefuses as refusal:
        if refusal.answered != 400:
            raise
        there = objects_in(_listed(wire, {"code": code, "active": "true"}), "data")
        if not there:
            return Outcome(reason=refusal.message[:300])
        coupon = object_in(there[0], "promotion").get("coupon")
        return Outcome(id_in(there[0], "id")) if coupon == discount.mark else TAKEN


def _write(wire: ShopWire, path: str, body: Mapping[str, str], key: str) -> Document:
    headers = VERSION | {"Idempotency-Key": f"groundswell-{key}"}
    return wire.write(path, again=True, data=body, headers=headers, auth=(wire.key, ""))


def _listed(wire: ShopWire, asked: Mapping[str, Any]) -> Document:
    return wire.get(CODES, params=asked, headers=VERSION, auth=(wire.key, ""))[0]

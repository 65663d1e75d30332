"""Coupons in WooCommerce, found again by their mark.

It takes a hundred per request, and makes them one after the other, which a slow shop needs long for. While it is still
making those of a request whose answer was lost, it would make the same ones twice: so few are sent at a time.
"""

from collections.abc import Mapping, Sequence

from groundswell.kit import clock
from groundswell.links.asking import ShopWire
from groundswell.links.asking.woocommerce import API, PER_PAGE, login
from groundswell.links.making.outcome import TAKEN, Outcome, check_currency
from groundswell.links.models import ShopDiscount
from groundswell.links.rules.event_reading import Document, id_in, object_in, objects_in
from groundswell.links.rules.names import folded
from groundswell.links.rules.shop_bodies import MARK, woocommerce_coupon

EXISTS = "woocommerce_rest_coupon_code_already_exists"


def prepare(wire: ShopWire, discount: ShopDiscount) -> None:
    if discount.currency:
        document, _ = wire.get(f"{API}/data/currencies/current", auth=login(wire))
        check_currency(discount, id_in(document, "code"))


def find(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    """Ours only; others' come out when making is refused, for WooCommerce has no way to ask for many codes at once."""
    found: dict[str, Outcome] = {}
    page = 0
    while True:
        page += 1
        asked = {"search": discount.mark, "per_page": PER_PAGE, "page": page}
        coupons = objects_in(wire.get(f"{API}/coupons", params=asked, auth=login(wire))[0], "list")
        found |= {folded(str(one.get("code"))): _whose(discount, one) for one in coupons if _is_ours(discount, one)}
        if len(coupons) < PER_PAGE:
            return found


def make(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    """The answer has the rows in the order of the question; one that is refused has an `error` and no id."""
    bodies = [woocommerce_coupon(code, discount.terms, title=discount.shop_title, mark=discount.mark) for code in codes]
    answer = wire.write(f"{API}/coupons/batch", json={"create": bodies}, auth=login(wire))
    rows = objects_in(answer, "create")
    return {folded(code): _outcome(wire, discount, code, row) for code, row in zip(codes, rows, strict=False)}


def end(wire: ShopWire, discount: ShopDiscount, ids: Sequence[str]) -> None:
    """They expire now, and stay among the coupons with what they brought."""
    now = f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
    for start in range(0, len(ids), PER_PAGE):
        rows = [{"id": int(one), "date_expires": now} for one in ids[start : start + PER_PAGE]]
        wire.write(f"{API}/coupons/batch", again=True, json={"update": rows}, auth=login(wire))


def _outcome(wire: ShopWire, discount: ShopDiscount, code: str, row: Document) -> Outcome:
    error = object_in(row, "error")
    if not error:
        return Outcome(id_in(row, "id"))
    if error.get("code") == EXISTS:
        there = objects_in(wire.get(f"{API}/coupons", params={"code": code.lower()}, auth=login(wire))[0], "list")
        return _whose(discount, there[0]) if there else TAKEN
    return Outcome(reason=f"WooCommerce says: {error.get('message')}"[:300])


def _whose(discount: ShopDiscount, coupon: Document) -> Outcome:
    return Outcome(id_in(coupon, "id")) if _is_ours(discount, coupon) else TAKEN


def _is_ours(discount: ShopDiscount, coupon: Document) -> bool:
    return any(one.get("key") == MARK and one.get("value") == discount.mark for one in objects_in(coupon, "meta_data"))

"""Codes in Shopify: one discount made with its first code, the others added to it in bulk, which takes Shopify a while."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.links.asking import ShopRefuses, ShopWire
from groundswell.links.asking.shopify import asked
from groundswell.links.making.outcome import TAKEN, Outcome, check_currency
from groundswell.links.models import ShopDiscount
from groundswell.links.rules.event_reading import Document, id_in, object_in, objects_in
from groundswell.links.rules.names import folded
from groundswell.links.rules.shop_bodies import shopify_discount

TITLES = "".join(f"... on DiscountCode{kind}{{title}} " for kind in ("Basic", "Bxgy", "FreeShipping", "App"))
CURRENCY = "{shop{currencyCode}}"
CREATE = """mutation($discount:DiscountCodeBasicInput!){discountCodeBasicCreate(basicCodeDiscount:$discount){
codeDiscountNode{id} userErrors{code message}}}"""
ADD = """mutation($id:ID!,$codes:[DiscountRedeemCodeInput!]!){discountRedeemCodeBulkAdd(discountId:$id,codes:$codes){
bulkCreation{id} userErrors{code message}}}"""
PROGRESS = """query($id:ID!){discountRedeemCodeBulkCreation(id:$id){done
codes(first:250){nodes{code errors{message} discountRedeemCode{id}}}}}"""
END = "mutation($id:ID!){discountCodeDeactivate(id:$id){userErrors{code message}}}"
LOOKS = 12


def prepare(wire: ShopWire, discount: ShopDiscount) -> None:
    if discount.currency:
        check_currency(discount, id_in(object_in(asked(wire, CURRENCY, {}), "shop"), "currencyCode"))


def find(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    """All codes in one question. Finding one of ours tells the discount's id too."""
    declared = ",".join(f"$c{place}:String!" for place in range(len(codes)))
    fields = " ".join(
        f"c{place}:codeDiscountNodeByCode(code:$c{place}){{id codeDiscount{{{TITLES}}}}}" for place in range(len(codes))
    )
    data = asked(wire, f"query({declared}){{{fields}}}", {f"c{place}": code for place, code in enumerate(codes)})
    nodes = {code: object_in(data, f"c{place}") for place, code in enumerate(codes)}
    found: dict[str, Outcome] = {}
    for code, node in nodes.items():
        if node:
            ours = object_in(node, "codeDiscount").get("title") == discount.shop_title
            found[folded(code)] = Outcome(_known(discount, node)) if ours else TAKEN
    return found


def make(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    if discount.remote_id:
        return _add(wire, discount, codes)
    first = codes[0]
    body = shopify_discount(first, discount.terms, title=discount.shop_title, starts_at=discount.created_at)
    answer = object_in(asked(wire, CREATE, {"discount": body}, writes=True), "discountCodeBasicCreate")
    if refused := _refusal(answer):
        return {folded(first): _told(wire, discount, [first]).get(folded(first), refused)}
    _known(discount, object_in(answer, "codeDiscountNode"))
    return {folded(first): Outcome(discount.remote_id)}


def end(wire: ShopWire, discount: ShopDiscount, ids: Sequence[str]) -> None:
    """The discount with all its codes."""
    answer = object_in(asked(wire, END, {"id": discount.remote_id}, writes=True), "discountCodeDeactivate")
    if refused := _refusal(answer):
        raise ShopRefuses(refused.reason, where="graphql")


def _add(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    variables: dict[str, Any] = {"id": discount.remote_id, "codes": [{"code": code} for code in codes]}
    answer = object_in(asked(wire, ADD, variables, writes=True), "discountRedeemCodeBulkAdd")
    if refused := _refusal(answer):
        return {folded(code): refused for code in codes}
    rows = _when_done(wire, id_in(object_in(answer, "bulkCreation"), "id"))
    errors = {
        folded(str(row.get("code"))): str(errors[0].get("message")) for row in rows if (errors := objects_in(row, "errors"))
    }  # fmt: skip
    # One that is refused may be there: added by a request whose answer was lost, or somebody else's.
    there = _told(wire, discount, [code for code in codes if folded(code) in errors])
    return {
        key: there.get(key) or Outcome(reason=f"Shopify says: {errors[key]}"[:300]) if key in errors
        else Outcome(discount.remote_id)
        for key in map(folded, codes)
    }  # fmt: skip


def _when_done(wire: ShopWire, creation: str) -> Sequence[Document]:
    for attempt in range(LOOKS):
        state = object_in(asked(wire, PROGRESS, {"id": creation}), "discountRedeemCodeBulkCreation")
        if state.get("done") is True:
            return objects_in(object_in(state, "codes"), "nodes")
        wire.wait(min(attempt, 5), "")
    raise ShopRefuses("Shopify is still adding the codes.", where="graphql", cure="They are looked up again later.")


def _told(wire: ShopWire, discount: ShopDiscount, codes: Sequence[str]) -> Mapping[str, Outcome]:
    return find(wire, discount, codes) if codes else {}


def _refusal(answer: Document) -> Outcome | None:
    errors = objects_in(answer, "userErrors")
    return Outcome(reason=f"Shopify says: {errors[0].get('message')}"[:300]) if errors else None


def _known(discount: ShopDiscount, node: Document) -> str:
    if not discount.remote_id:
        discount.remote_id = id_in(node, "id")
        discount.save(update_fields=["remote_id"])
    return discount.remote_id

"""Shops that make codes: what they keep, refuse and lose."""

import os
import re
import signal
from typing import Any

from groundswell.links.rules.names import folded
from groundswell.links.tests.fake_shops import Answer, Asked, Shop

LOST = -1


class CouponShop(Shop):
    """`kept` are its codes by name, each with what it was sent; `made` every code in the order it was made in, twice if twice.

    `write_moods` are what befalls the next writes: a status, LOST (done, and the answer lost), or 0. `refuses` are codes that
    it does not take. `readonly`: the key may not write. `ended` are the ids that were ended. `victim` is a process that dies when a write is done, before the answer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, dict[str, Any]] = {}
        self.made: list[str] = []
        self.write_moods: list[int] = []
        self.writes: list[dict[str, Any]] = []
        self.refuses: dict[str, str] = {}
        self.currency = "USD"
        self.readonly = False
        self.discounts: dict[str, dict[str, Any]] = {}
        self.bulk: dict[str, list[dict[str, Any]]] = {}
        self.looks_until_done = 1
        self.known_requests: dict[str, Answer] = {}
        self.ended: list[str] = []
        self.victim = 0

    def theirs(self, code: str) -> None:
        """A code that somebody else made."""
        body = {"id": 7, "code": code.lower(), "meta_data": [], "discount": "theirs", "promotion": {"coupon": "theirs"}}
        self.kept[folded(code)] = body

    def coupons(self, ask: Asked) -> Answer | None:
        graph = str(ask.body.get("query", ""))
        if ask.path.endswith("/coupons") and ask.method == "GET" and "/wc/" in ask.path:
            return Answer(200, self._woo_list(ask))
        if ask.path.endswith("/data/currencies/current"):
            return Answer(200, {"code": self.currency})
        if graph and "discount" not in graph.lower():
            return Answer(200, {"data": {"shop": {"currencyCode": self.currency}}}) if "shop{" in graph else None
        if graph and not graph.startswith("mutation"):
            return Answer(200, {"data": self._shopify_found(ask)})
        if ask.method == "GET":
            return self._stripe_list(ask) if ask.path.startswith(("/v1/promotion_codes", "/v1/coupons")) else None
        return self._write(ask, graph)

    def _write(self, ask: Asked, graph: str) -> Answer:
        self.writes.append(ask.body)
        if self.readonly:
            denied = {"errors": [{"message": "Access denied", "extensions": {"code": "ACCESS_DENIED"}}]}
            return Answer(200, denied) if graph else Answer(403, {"message": "Sorry, you cannot"})
        mood = self.write_moods.pop(0) if self.write_moods else 0
        if mood > 0:
            return Answer(mood, {})
        key = ask.headers.get("Idempotency-Key", "")
        answer = self.known_requests.get(key) or self._done(ask, graph)
        if key:
            self.known_requests[key] = answer
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
        return answer._replace(lost=mood == LOST)

    def _done(self, ask: Asked, graph: str) -> Answer:
        if "Deactivate" in graph:
            self.ended.append(ask.body["variables"]["id"])
            return Answer(200, {"data": {"discountCodeDeactivate": {"userErrors": []}}})
        if ask.method == "DELETE" or "update" in ask.body:
            ids = [str(row["id"]) for row in ask.body.get("update", [])]
            self.ended += ids or [ask.path.rpartition("/")[2]]
            return Answer(200, {"update": []})
        if "BulkAdd" in graph:
            return Answer(200, {"data": self._shopify_add(ask.body["variables"])})
        if graph:
            return Answer(200, {"data": self._shopify_create(ask.body["variables"]["discount"])})
        if ask.path.endswith("/coupons/batch"):
            return Answer(200, {"create": [self._woo_row(row) for row in ask.body["create"]]})
        return self._stripe_make(ask)

    def keep(self, code: str, body: dict[str, Any]) -> dict[str, Any]:
        self.made.append(code)
        self.kept[folded(code)] = body
        return body

    def _woo_list(self, ask: Asked) -> list[dict[str, Any]]:
        if "code" in ask.query:
            found = self.kept.get(folded(ask.query["code"][0]))
            return [found] if found else []
        text, page = ask.query["search"][0], int(ask.query["page"][0])
        rows = [row for row in self.kept.values() if text in row.get("description", "")]
        return rows[(page - 1) * 100 : page * 100]

    def _woo_row(self, row: dict[str, Any]) -> dict[str, Any]:
        code = row["code"]
        if folded(code) in self.kept:
            error = {"code": "woocommerce_rest_coupon_code_already_exists", "message": "The coupon code already exists"}
            return {"id": 0, "error": error | {"data": {"status": 400}}}
        if code in self.refuses:
            return {"id": 0, "error": {"code": "woocommerce_rest_invalid", "message": self.refuses[code]}}
        return self.keep(code, row | {"id": 700 + len(self.made), "code": code.lower()})

    def _shopify_found(self, ask: Asked) -> dict[str, Any]:
        variables = ask.body["variables"]
        if "BulkCreation" in ask.body["query"]:
            self.looks_until_done -= 1
            rows = self.bulk[variables["id"]]
            done = self.looks_until_done <= 0
            return {"discountRedeemCodeBulkCreation": {"done": done, "codes": {"nodes": rows if done else []}}}
        found = {name: self.kept.get(folded(code)) for name, code in variables.items()}
        return {name: self._node(row["discount"]) if row else None for name, row in found.items()}

    def _node(self, discount: str) -> dict[str, Any]:
        return {"id": discount, "codeDiscount": {"title": self.discounts.get(discount, {}).get("title", "Summer")}}

    def _shopify_create(self, body: dict[str, Any]) -> dict[str, Any]:
        errors = self._shopify_errors(body["code"])
        node = None
        if not errors:
            node = {"id": f"gid://shopify/DiscountCodeNode/{len(self.discounts) + 1}"}
            self.discounts[node["id"]] = body
            self.keep(body["code"], {"discount": node["id"]})
        return {"discountCodeBasicCreate": {"codeDiscountNode": node, "userErrors": errors}}

    def _shopify_add(self, variables: dict[str, Any]) -> dict[str, Any]:
        rows, name = [], f"gid://shopify/DiscountRedeemCodeBulkCreation/{len(self.bulk) + 1}"
        for code in (one["code"] for one in variables["codes"]):
            errors = self._shopify_errors(code)
            if not errors:
                self.keep(code, {"discount": variables["id"]})
            rows.append({"code": code, "errors": errors, "discountRedeemCode": None if errors else {"id": code}})
        self.bulk[name] = rows
        return {"discountRedeemCodeBulkAdd": {"bulkCreation": {"id": name}, "userErrors": []}}

    def _shopify_errors(self, code: str) -> list[dict[str, str]]:
        if folded(code) in self.kept:
            return [{"code": "TAKEN", "message": "Code must be unique. Please try a different code."}]
        return [{"code": "INVALID", "message": self.refuses[code]}] if code in self.refuses else []

    def _stripe_list(self, ask: Asked) -> Answer:
        if one := re.fullmatch(r"/v1/coupons/(\w+)", ask.path):
            there = one.group(1) in self.discounts
            return Answer(200, {"id": one.group(1)}) if there else Answer(404, {"error": {"message": "No such coupon"}})
        coupon, code = ask.query.get("coupon", [""])[0], ask.query.get("code", [""])[0]
        rows = [
            row for row in self.kept.values()
            if coupon in ("", row["promotion"]["coupon"]) and folded(code) in ("", folded(row["code"]))
        ]  # fmt: skip
        return Answer(200, {"object": "list", "data": rows, "has_more": False})

    def _stripe_make(self, ask: Asked) -> Answer:
        body = ask.body
        if ask.path == "/v1/coupons":
            self.discounts[body["id"]] = body
            return Answer(200, {"id": body["id"]})
        code = body["code"]
        if folded(code) in self.kept or code in self.refuses:
            said = self.refuses.get(code, f"An active promotion code with `code: {code}` already exists.")
            return Answer(400, {"error": {"message": said}})
        made = {"id": f"promo_{len(self.made) + 1}", "promotion": {"coupon": body["promotion[coupon]"]}}
        return Answer(200, self.keep(code, body | made))

"""The way to one shop's API: its address, its key, and what its answers may be."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings

from groundswell.kit import safe_http
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.links.models import Store
from groundswell.links.rules.event_reading import Document, document_of
from groundswell.links.rules.told import Told
from groundswell.links.services.stores import api_key_of

ATTEMPTS = 6
WRITING_TIME = httpx.Timeout(120, connect=5)


class ShopRefuses(GroundswellError):
    """The shop's API did not do what it was asked."""

    code = "shop_refuses"
    status = 502
    answered = 0
    """The status of the shop's answer, when it gave one."""


class AnswerLost(ShopRefuses):
    """Whether the shop did what it was asked is not known: look before asking again."""

    code = "answer_lost"


class KeyCannotWrite(BadInput):
    """The key may read and nothing else."""

    code = "key_cannot_write"


WRITING = {
    "shopify": "Give the app the scope write_discounts, and enter its new key on the store’s page.",
    "woocommerce": "Make a key with Read/Write and enter it on the store’s page.",
    "stripe": "Make a restricted key that may write Coupons and Promotion Codes, and enter it on the store’s page.",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Documents of the shop, how to read each, and the cursor of the page after it (empty at the end)."""

    documents: Sequence[Document]
    read: Callable[[Document], Sequence[Told]]
    cursor: str


class ShopWire:
    """Use as a context manager. Redirects are not followed: the key belongs to one address."""

    def __init__(self, store: Store) -> None:
        if settings.OFFLINE:
            raise ShopRefuses("This installation is set to ask no network.", where=store.name, cure="Unset OFFLINE.")
        self.url, self.key, self.kind = store.api_url, api_key_of(store), store.kind
        self.http = safe_http.client(allow_private=settings.ALLOW_PRIVATE_ADDRESSES)

    def __enter__(self) -> "ShopWire":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, path: str, **options: Any) -> tuple[Document, Mapping[str, str]]:
        """The JSON object at that path and the answer's headers; a bare list comes as `{"list": […]}`."""
        return self._sent("GET", path, **options)

    def post(self, path: str, **options: Any) -> Document:
        """For questions that are sent as a POST: asked again like any other."""
        return self._sent("POST", path, **options)[0]

    def write(self, path: str, *, method: str = "POST", again: bool = False, **options: Any) -> Document:
        """Something is made: sent once, and AnswerLost when the answer was. `again`: the shop knows a repeated request.

        KeyCannotWrite when the key may not, ShopRefuses with the shop's own words for any other refusal.
        """
        return self._sent(method, path, once=not again, writes=True, timeout=WRITING_TIME, **options)[0]

    def cannot_write(self) -> KeyCannotWrite:
        return KeyCannotWrite("The key may not make codes in the shop.", where="key", cure=WRITING[self.kind])

    def _sent(
        self, method: str, path: str, *, once: bool = False, writes: bool = False, **options: Any
    ) -> tuple[Document, Mapping[str, str]]:
        response = self._answer(method, path, once=once, **options)
        if response.status_code in (401, 403):
            if writes:
                raise self.cannot_write()
            raise ShopRefuses(
                "The shop does not accept the key, or it may not read this.", where="key", cure="Enter another key."
            )
        if not response.is_success:
            said = said_in(response.text)
            refusal = ShopRefuses(
                f"The shop says: {said}" if said else f"The shop answered {response.status_code} to {path}.", where=path
            )
            refusal.answered = response.status_code
            raise refusal
        text = response.text
        document = document_of(f'{{"list": {text}}}' if text.lstrip().startswith("[") else text)
        return document, response.headers

    def _answer(self, method: str, path: str, *, once: bool, **options: Any) -> httpx.Response:
        """Asked again after 429 and 5xx, as late as the shop wishes; `once`: only after 429, which did nothing."""
        for attempt in range(ATTEMPTS):
            try:
                response = self.http.request(method, self.url + path, follow_redirects=False, **options)
            except httpx.HTTPError as error:
                if once:
                    raise AnswerLost(f"The shop’s answer was lost: {error}", where=self.url) from error
                if attempt == ATTEMPTS - 1:
                    raise ShopRefuses(f"The shop cannot be reached: {error}", where=self.url) from error
            else:
                if once and response.status_code >= 500:
                    raise AnswerLost(f"The shop answered {response.status_code} to {path}.", where=path)
                if response.status_code not in safe_http.AGAIN or attempt == ATTEMPTS - 1:
                    return response
                self.wait(attempt, response.headers.get("Retry-After", ""))
                continue
            self.wait(attempt, "")
        raise AssertionError("the last attempt returns or raises")

    def wait(self, attempt: int, wished: str) -> None:
        seconds = float(wished) if wished.isascii() and wished.isdigit() else 0.2 * 2**attempt
        time.sleep(min(seconds, 30))


def said_in(body: str) -> str:
    """The shop's own words in a refusal: WooCommerce's `message`, Stripe's `error.message`; empty when there are none."""
    try:
        document = document_of(body)
    except GroundswellError:
        return ""
    error = document.get("error")
    said = error.get("message") if isinstance(error, dict) else document.get("message")
    return said[:200] if isinstance(said, str) else ""

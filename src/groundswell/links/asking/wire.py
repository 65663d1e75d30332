"""The way to one shop's API: its address, its key, and what its answers may be."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings

from groundswell.kit import safe_http
from groundswell.kit.errors import GroundswellError
from groundswell.links.models import Store
from groundswell.links.rules.event_reading import Document, document_of
from groundswell.links.rules.told import Told
from groundswell.links.services.stores import api_key_of

ATTEMPTS = 6


class ShopRefuses(GroundswellError):
    """The shop's API did not do what it was asked."""

    code = "shop_refuses"
    status = 502


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
        self.url, self.key = store.api_url, api_key_of(store)
        self.http = safe_http.client(allow_private=settings.ALLOW_PRIVATE_ADDRESSES)

    def __enter__(self) -> "ShopWire":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def get(self, path: str, **options: Any) -> tuple[Document, Mapping[str, str]]:
        """The JSON object at that path and the answer's headers; a bare list comes as `{"list": […]}`."""
        return self._sent("GET", path, **options)

    def post(self, path: str, **options: Any) -> Document:
        return self._sent("POST", path, **options)[0]

    def _sent(self, method: str, path: str, **options: Any) -> tuple[Document, Mapping[str, str]]:
        response = self._answer(method, path, **options)
        if response.status_code in (401, 403):
            raise ShopRefuses(
                "The shop does not accept the key, or it may not read this.", where="key", cure="Enter another key."
            )
        if not response.is_success:
            raise ShopRefuses(f"The shop answered {response.status_code} to {path}.", where=path)
        text = response.text
        document = document_of(f'{{"list": {text}}}' if text.lstrip().startswith("[") else text)
        return document, response.headers

    def _answer(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Asked again after 429 and 5xx, as late as the shop wishes; writes carry keys of their own, so that is safe."""
        for attempt in range(ATTEMPTS):
            try:
                response = self.http.request(method, self.url + path, follow_redirects=False, **options)
            except httpx.HTTPError as error:
                if attempt == ATTEMPTS - 1:
                    raise ShopRefuses(f"The shop cannot be reached: {error}", where=self.url) from error
            else:
                if response.status_code not in safe_http.AGAIN or attempt == ATTEMPTS - 1:
                    return response
                self.wait(attempt, response.headers.get("Retry-After", ""))
                continue
            self.wait(attempt, "")
        raise AssertionError("the last attempt returns or raises")

    def wait(self, attempt: int, wished: str) -> None:
        seconds = float(wished) if wished.isascii() and wished.isdigit() else 0.2 * 2**attempt
        time.sleep(min(seconds, 30))

"""One request under way while what came before it is still being worked on."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import httpx

from groundswell.platforms.wire import Answer


class Ahead:
    """Sends at most one request before it is wanted, in a thread that knows nothing but the network: budgets and
    circuits stay with the one who asks. `exchange` gives the answer as it came, or raises what became of it."""

    def __init__(self, exchange: Callable[[httpx.Request], Answer]) -> None:
        self._exchange = exchange
        self._thread: ThreadPoolExecutor | None = None
        self._words: object = None
        self._request: httpx.Request | None = None
        self._under_way: Future[Answer] | None = None

    def begin(self, words: object, request: httpx.Request) -> None:
        """Sends it; an answer that nobody collected is dropped."""
        self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="ahead")
        self._words, self._request = words, request
        self._under_way = self._thread.submit(self._exchange, request)

    def expected(self, words: object) -> httpx.Request | None:
        """The request under way, if it was begun with the same words."""
        return self._request if self._words == words else None

    def take(self, request: httpx.Request) -> Future[Answer] | None:
        """The answer to come of that request, if it is under way. Another one is waited for: a network is asked one
        thing at a time."""
        if self._under_way is None:
            return None
        if request is not self._request:
            wait([self._under_way])
            return None
        found, self._words, self._request, self._under_way = self._under_way, None, None, None
        return found

    def close(self) -> None:
        if self._thread:
            self._thread.shutdown(cancel_futures=True)

"""The true wire, with the names of test servers led to where they run on this machine."""

from collections.abc import Mapping

import httpx

from groundswell.platforms.gate import OpenGate
from groundswell.platforms.http_wire import HttpWire


class LedWire(HttpWire):
    """`servers` maps a host name to the address that answers for it; `asked` lists "host/path?query" in order."""

    def __init__(self, servers: Mapping[str, str]) -> None:
        self.asked: list[str] = []
        self.statuses: list[int] = []
        self.transport = _Led(servers, self)
        super().__init__(OpenGate(), httpx.Client(transport=self.transport, follow_redirects=True, timeout=30))


class _Led(httpx.BaseTransport):
    def __init__(self, servers: Mapping[str, str], wire: LedWire) -> None:
        self._servers = servers
        self._wire = wire
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = httpx.URL(self._servers[request.url.host])
        url = request.url.copy_with(scheme=target.scheme, host=target.host, port=target.port)
        # The headers keep the name, as behind a proxy.
        led = httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        response = self._inner.handle_request(led)
        self._wire.asked.append(f"{request.url.host}{request.url.raw_path.decode()}")
        self._wire.statuses.append(response.status_code)
        return response

    def close(self) -> None:
        self._inner.close()

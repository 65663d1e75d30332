"""What people do on the server, by its own interface."""

from typing import Any

import httpx

from tests.testbeds.mastodon.server import Server, set_flags, token


class Person:
    """One of the server's `PEOPLE`."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self.name = name
        self._http = httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token(name)}"}, timeout=30)

    def post(self, text: str, **more: str) -> str:
        """The number of the new post; `more`: visibility, spoiler_text, language, in_reply_to_id."""
        return str(self._do("POST", "statuses", data={"status": text, **more})["id"])

    def edit(self, post: str, text: str) -> None:
        self._do("PUT", f"statuses/{post}", data={"status": text})

    def delete(self, post: str) -> None:
        self._do("DELETE", f"statuses/{post}")

    def like(self, post: str) -> None:
        self._do("POST", f"statuses/{post}/favourite")

    def boost(self, post: str) -> None:
        self._do("POST", f"statuses/{post}/reblog")

    def follow(self, name: str) -> None:
        found = self._do("GET", "accounts/lookup", params={"acct": name})
        self._do("POST", f"accounts/{found['id']}/follow")

    def set_flags(self, **flags: bool) -> None:
        set_flags(self._server.database, self.name, **flags)

    def close(self) -> None:
        self._http.close()

    def _do(self, method: str, path: str, **told: Any) -> Any:
        return self._http.request(method, f"/api/v1/{path}", **told).raise_for_status().json()

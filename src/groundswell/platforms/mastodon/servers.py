"""The servers of the Fediverse, each asked as what it is: a host of its own with limits of its own."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from groundswell.platforms.errors import Gone, PlatformError, Unreadable
from groundswell.platforms.mastodon.names import HOST, Address
from groundswell.platforms.wire import Answer, Wire

NEXT = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?next"?')
WEBFINGER = "/.well-known/webfinger"


class Servers:
    """Asks servers; the operator's token goes to the operator's own server and to no other."""

    def __init__(self, wire: Wire, home: str, token: str) -> None:
        self._wire = wire
        self.home = home
        self._token = token if home else ""

    @property
    def signed_in(self) -> bool:
        return bool(self._token)

    def ask(self, host: str, path: str, **asked: Any) -> Answer:
        """GET of `https://host/api/path`; what is None is not asked."""
        headers = {"Authorization": f"Bearer {self._token}"} if self._token and host == self.home else None
        params = {name: value for name, value in asked.items() if value is not None}
        return self._wire.get_json(f"https://{host}/api/{path}", params=params, headers=headers)

    def host_of(self, who: Address) -> str:
        """The server that answers for an address (WebFinger, RFC 7033); `Gone` when its domain knows no such person."""
        try:
            told = self._wire.get_json(f"https://{who.domain}{WEBFINGER}", params={"resource": f"acct:{who}"}).data
        except Gone:
            raise Gone(f"There is no profile @{who} (any more).", where=str(who)) from None
        links = told.get("links") if isinstance(told, Mapping) else None
        for link in links if isinstance(links, list) else ():
            if isinstance(link, Mapping) and link.get("rel") == "self" and isinstance(link.get("href"), str):
                return _host(link["href"])
        raise Unreadable(f"{who.domain} does not say where @{who} lives.", where="links")


def next_page(answer: Answer, name: str, asked: str | None) -> str | None:
    """The parameter `name` of the next page in the Link header. One that repeats is `Unreadable`: it would never end."""
    found = NEXT.search(answer.headers.get("link", ""))
    cursor = parse_qs(urlsplit(found[1]).query).get(name, [""])[0] if found else ""
    if cursor and cursor == asked:
        raise Unreadable("The server gave the page that was already read as the next one.", where="Link")
    return cursor or None


def _host(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        host = ""
    if not re.fullmatch(HOST, host):
        raise Unreadable("A server names no host.", where="href")
    return host


def server_named(text: str) -> str:
    """The host of a server as people write it ("https://Toots.Example/"); empty stays empty."""
    cleaned = text.strip()
    if not cleaned:
        return ""
    try:
        return _host(cleaned if "://" in cleaned else f"https://{cleaned}")
    except Unreadable:
        raise PlatformError(f"“{cleaned}” is no server's name.", where="server", cure="Write it like toots.example.") from None  # fmt: skip

"""A post that only one person sees: https://docs.joinmastodon.org/methods/statuses/#create."""

import re
from contextlib import suppress
from typing import Any

import httpx

from groundswell.platforms.direct import DirectTrouble, Sender, asked, text_of
from groundswell.platforms.mastodon.parse import domain_of

# Everybody who is named with an @ gets the post as well.
NAMED = re.compile(r"(?<![\w/@.])@[\w.-]*\w(@[\w.-]+)?")


class MastodonDirect:
    """`secret` is an access token with the rights read:accounts and write:statuses."""

    longest = 500

    def whoami(self, http: httpx.Client, sender: Sender) -> str:
        url = f"{sender.host}/api/v1/accounts/verify_credentials"
        return text_of(asked(http, "GET", url, _signed(sender)), "acct", sender.host)

    def send(self, http: httpx.Client, sender: Sender, to: str, text: str, key: str) -> str:
        """Servers know a repeated `key` again for an hour, and then answer with the post that is there."""
        if other := NAMED.search(text):
            raise DirectTrouble(f"Whoever is named with an @ gets the message too: take out “{other[0]}”.")
        home = domain_of(asked(http, "GET", f"{sender.host}/api/v2/instance", {}))
        body = {"status": f"@{to.removesuffix(f'@{home}')} {text}", "visibility": "direct"}
        headers = {**_signed(sender), "Idempotency-Key": key}
        told = asked(http, "POST", f"{sender.host}/api/v1/statuses", headers, decisive=True, json=body)
        number = text_of(told, "id", sender.host, unsure=True)
        if not _reaches_one(told):
            with suppress(DirectTrouble):
                asked(http, "DELETE", f"{sender.host}/api/v1/statuses/{number}", _signed(sender))
            raise DirectTrouble(f"{sender.host} knows no @{to}, so it reached nobody.")
        return number


def _reaches_one(told: Any) -> bool:
    """A server that cannot find the person keeps the post all the same, for nobody to see."""
    return isinstance(told, dict) and len(told.get("mentions") or ()) == 1


def _signed(sender: Sender) -> dict[str, str]:
    return {"Authorization": f"Bearer {sender.secret}"}

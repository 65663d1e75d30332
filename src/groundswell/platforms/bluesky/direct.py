"""Bluesky's chat, by way of the account's own server: https://docs.bsky.app/docs/api/chat-bsky-convo-send-message."""

import httpx

from groundswell.platforms.direct import Sender, asked, text_of

PROXY = {"atproto-proxy": "did:web:api.bsky.chat#bsky_chat"}


class BlueskyDirect:
    """`secret` is an app password with access to direct messages."""

    longest = 1_000

    def whoami(self, http: httpx.Client, sender: Sender) -> str:
        told = _session(http, sender)
        asked(http, "GET", f"{sender.host}/xrpc/chat.bsky.convo.listConvos", _signed(told, sender), params={"limit": 1})
        return text_of(told, "handle", sender.host)

    def send(self, http: httpx.Client, sender: Sender, to: str, text: str, key: str) -> str:
        """The chat knows no keys: a message whose fate is unknown is never sent again by itself."""
        headers = _signed(_session(http, sender), sender)
        url = f"{sender.host}/xrpc/chat.bsky.convo.getConvoForMembers"
        told = asked(http, "GET", url, headers, params={"members": to})
        convo = text_of(told.get("convo") if isinstance(told, dict) else None, "id", sender.host)
        body = {"convoId": convo, "message": {"text": text}}
        url = f"{sender.host}/xrpc/chat.bsky.convo.sendMessage"
        return text_of(asked(http, "POST", url, headers, decisive=True, json=body), "id", sender.host, unsure=True)


def _session(http: httpx.Client, sender: Sender) -> object:
    body = {"identifier": sender.name, "password": sender.secret}
    return asked(http, "POST", f"{sender.host}/xrpc/com.atproto.server.createSession", {}, json=body)


def _signed(session: object, sender: Sender) -> dict[str, str]:
    return {"Authorization": f"Bearer {text_of(session, 'accessJwt', sender.host)}", **PROXY}

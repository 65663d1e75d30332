"""The brand's own accounts, from which direct messages go out. Only owners give their keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock, safe_http
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.kit.secret_box import SecretBox
from groundswell.outreach.models import DirectAccount
from groundswell.outreach.rules import one_line
from groundswell.outreach.services.owners import only_owner
from groundswell.platforms.bluesky.direct import BlueskyDirect
from groundswell.platforms.bluesky.session import PDS
from groundswell.platforms.direct import DirectLine, Sender
from groundswell.platforms.mastodon.direct import MastodonDirect

LINES: dict[str, DirectLine] = {"mastodon": MastodonDirect(), "bluesky": BlueskyDirect()}


def save_direct_account(
    *, workspace: Workspace, network: str, secret: str, host: str = "", name: str = "", user: User | None = None
) -> DirectAccount:
    """Tries the keys and keeps them sealed, in place of those before. `DirectTrouble` with the network's words when they do
    not fit, `BadInput` for a network without such an interface. `host` may be left out for Bluesky, `name` for Mastodon.

    Must not be called inside a transaction: it waits for the network.
    """
    only_owner(workspace, user)
    line = line_of(network)
    given = one_line(secret, "secret", 400)
    if network == "bluesky":
        name = one_line(name, "name").removeprefix("@")
    sender = Sender(_address(host or (PDS if network == "bluesky" else "")), name.strip(), given)
    with http_client() as http:
        handle = line.whoami(http, sender)
    facts = {
        "host": sender.host, "name": sender.name, "handle": handle[:255], "tried_at": clock.now(),
        "sealed": SecretBox(settings.SECRET_KEY).seal(given),
    }  # fmt: skip
    row, _ = DirectAccount.objects.update_or_create(workspace=workspace, network=network, defaults=facts)
    record_audit(workspace=workspace, user=user, action="direct_account.saved", subject=f"{network} {handle}")
    return row


def remove_direct_account(*, workspace: Workspace, network: str, user: User | None = None) -> None:
    """Forgets the keys; what was sent stays. `NotFound` where there were none."""
    only_owner(workspace, user)
    deleted, _ = DirectAccount.objects.of(workspace).filter(network=network).delete()
    if not deleted:
        raise NotFound("No account of yours is set up there.", where=network)
    record_audit(workspace=workspace, user=user, action="direct_account.removed", subject=network)


def line_of(network: str) -> DirectLine:
    if network not in LINES:
        raise BadInput("Direct messages go out from here on Mastodon and Bluesky only.", where="network")
    return LINES[network]


def account_on(workspace: Workspace, network: str) -> DirectAccount:
    """The brand's account there; `Conflict` where no keys were given."""
    row: DirectAccount | None = DirectAccount.objects.of(workspace).filter(network=network).first()
    if row is None:
        raise Conflict("No account of yours is set up there.", where=network, cure="An owner does it under Direct messages.")  # fmt: skip
    return row


def sender_of(row: DirectAccount) -> Sender:
    return Sender(row.host, row.name, SecretBox(settings.SECRET_KEY).open(row.sealed))


@contextmanager
def http_client() -> Iterator[httpx.Client]:
    with safe_http.client(allow_private=settings.ALLOW_PRIVATE_ADDRESSES) as http:
        yield http


def _address(host: str) -> str:
    text = one_line(host, "host").rstrip("/")
    parts = urlsplit(text if "://" in text else f"https://{text}")
    secure = parts.scheme == "https" or (parts.scheme == "http" and settings.ALLOW_PRIVATE_ADDRESSES)
    if not secure or not parts.hostname or parts.path or parts.query or parts.username:
        raise BadInput("This is a server such as toots.example.", where="host")
    return f"{parts.scheme}://{parts.netloc}"

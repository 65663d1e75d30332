"""The link to a creator's own page: nobody guesses it, the database alone does not give it away, it can be revoked."""

import base64
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import ConsentLink, Creator
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.kit.ids import digest, new_token

PREFIX = "me_"
SALT = "groundswell.creators.consent"


@transaction.atomic
def make_link(*, workspace: Workspace, creator: Creator, user: User | None = None, anew: bool = False) -> ConsentLink:
    """The creator's live link, made when there is none; `anew` revokes the old one first."""
    links = ConsentLink.objects.of(workspace).select_for_update().filter(creator=creator, revoked_at=None)
    if anew:
        links.update(revoked_at=clock.now())
    if (known := links.first()) is not None:
        return known
    nonce = new_token()
    link: ConsentLink = ConsentLink.objects.create(
        workspace=workspace, creator=creator, nonce=nonce, token_digest=digest(_token(nonce)), user=user
    )
    _audit(workspace, creator, user, "made")
    return link


@transaction.atomic
def revoke_link(*, workspace: Workspace, creator: Creator, user: User | None = None) -> bool:
    """Closes the page; what was given stays. Answers whether there was a link."""
    links = ConsentLink.objects.of(workspace).filter(creator=creator, revoked_at=None)
    if not links.update(revoked_at=clock.now()):
        return False
    _audit(workspace, creator, user, "revoked")
    return True


def open_link(token: str) -> ConsentLink:
    """The live link of that token; `NotFound` for every other."""
    live = ConsentLink.objects.filter(token_digest=digest(token), revoked_at=None)
    link = live.select_related("workspace", "creator").first()
    if link is None:
        raise NotFound(
            "This page is closed, or its address is not whole.", cure="Ask whoever sent you the link for a new one."
        )
    return link


def token_of(link: ConsentLink) -> str:
    return _token(link.nonce)


def address_of(link: ConsentLink) -> str:
    """What the creator is sent."""
    return f"{settings.PUBLIC_URL}/c/{token_of(link)}/"


def addresses_of(workspace: Workspace, creators: Collection[int]) -> dict[int, str]:
    """Addresses of live links by creator id."""
    live = ConsentLink.objects.of(workspace).filter(creator__in=creators, revoked_at=None)
    return {link.creator_id: address_of(link) for link in live}


def _token(nonce: str) -> str:
    return PREFIX + base64.urlsafe_b64encode(salted_hmac(SALT, nonce, algorithm="sha256").digest()).decode().rstrip("=")


def _audit(workspace: Workspace, creator: Creator, user: User | None, what: str) -> None:
    record_audit(workspace=workspace, user=user, action=f"own_page.{what}", subject=f"creator {creator.pk}", detail={})

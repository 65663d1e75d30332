"""One post, saved once however often it is handed in."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Post
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import parse_post


def external_id_of(url: str, title: str, published_at: datetime | None) -> str:
    """An id for a post that came without one: the same address, or title and time, give the same id."""
    text = url or f"{title}|{published_at.isoformat() if published_at else ''}"
    return "file:" + hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


@transaction.atomic
def save_post(
    *,
    workspace: Workspace | None,
    account: Account,
    url: str,
    caption: str,
    title: str = "",
    surface: str = "feed",
    published_at: datetime | None = None,
    external_id: str = "",
    source: str,
) -> Post:
    """The post of that address (or id), new or brought up to date; what is empty here overwrites nothing.

    A post that the network itself told of stays as the network told it, whatever a workspace hands in.
    An address of the account's own network gives the id; `BadInput` when the address is another network's.
    """
    if url:
        address = parse_post(url)
        if address.platform == account.platform:
            external_id, url = external_id or address.external_id, address.url
            surface = address.surface if surface == "feed" else surface
        elif address.platform != "blog":
            raise BadInput(
                f"The address is a post on {address.platform}, but the account is on {account.platform}.", where="url"
            )
    external_id = external_id or external_id_of(url, title or caption[:200], published_at)
    # An address holds only the last part of the id that a network such as Bluesky gives its posts.
    wanted = (
        Q(external_id=external_id) | Q(external_id__endswith=f"/{external_id}") | (Q(url=url) if url else Q(pk=None))
    )
    post: Post = Post.objects.filter(wanted, account=account).order_by("pk").first() or Post(
        workspace=workspace, account=account, external_id=external_id, source=source
    )
    if post.pk and post.workspace_id is None and workspace is not None:
        return post
    given = {"url": url, "caption": caption, "title": title, "published_at": published_at}
    for name, value in given.items():
        if value:
            setattr(post, name, value)
    post.surface = surface
    post.save()
    if post.published_at and (account.last_posted_at is None or account.last_posted_at < post.published_at):
        account.last_posted_at, account.changed_at = post.published_at, clock.now()
        account.save(update_fields=["last_posted_at", "changed_at"])
    return post

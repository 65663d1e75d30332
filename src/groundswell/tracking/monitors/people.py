"""Authors of found posts, in the catalogue."""

from collections.abc import Mapping, Sequence

from groundswell.creators.models import Account
from groundswell.creators.network import save_profile
from groundswell.platforms.errors import Gone, NotAvailable
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.port import ReadsManyProfiles
from groundswell.platforms.services import Opened


def authors_of(opened: Opened, posts: Sequence[PostFacts]) -> dict[str, Account]:
    """Author id → account, known or read now (many a call where the network can); who is gone is left out."""
    handles = {one.author_id: one.author_handle for one in posts if one.author_id}
    platforms = {one.platform for one in posts}
    known = Account.objects.filter(workspace=None, platform__in=platforms, external_id__in=handles)
    found: dict[str, Account] = {account.external_id: account for account in known}
    missing = {pk: handle for pk, handle in handles.items() if pk not in found}
    for facts in _profiles(opened, missing).values():
        if facts is not None and facts.indexable:
            found[facts.external_id] = save_profile(facts, source=opened.plugin.label)
    return found


def _profiles(opened: Opened, handles: Mapping[str, str]) -> Mapping[str, ProfileFacts | None]:
    if isinstance(opened.connector, ReadsManyProfiles):
        return opened.connector.profiles(list(handles)) if handles else {}
    return {pk: _profile(opened, pk, handle) for pk, handle in handles.items()}


def _profile(opened: Opened, pk: str, handle: str) -> ProfileFacts | None:
    try:
        return opened.connector.profile(pk)
    except NotAvailable:
        return opened.connector.profile(handle) if handle else None
    except Gone:
        return None

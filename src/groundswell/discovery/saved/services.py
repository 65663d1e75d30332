"""Saving searches, watching them, and telling who is new."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Account
from groundswell.discovery.language import read_query
from groundswell.discovery.models import SavedMatch, SavedSearch
from groundswell.discovery.saved.matching import accounts_matching
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, GroundswellError

MOST_WATCHED = 5_000
"""Of a search that finds more, nobody could read the news, and each has to be remembered."""


@transaction.atomic
def save_search(
    *,
    workspace: Workspace,
    name: str,
    query: dict[str, Any],
    address: str = "",
    slug: str = "",
    user: User | None = None,
) -> SavedSearch:
    """Keeps a search under a name. `BadQuery` for one that cannot be asked, `Conflict` where the name is taken."""
    name = " ".join(name.split())
    slug = slugify(slug or name)[:60]
    if not slug or len(name) > 120:
        raise BadInput("Give the search a name of letters or digits, at most 120.", where="name")
    if SavedSearch.objects.of(workspace).filter(slug=slug).exists():
        raise Conflict(f"There is already a saved search “{slug}”.", where="name")
    asked = read_query(query).model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"cursor"})
    saved: SavedSearch = SavedSearch.objects.create(
        workspace=workspace, name=name, slug=slug, query=asked, address=address[:4000], owner=user
    )
    record_audit(workspace=workspace, user=user, action="search.saved", subject=f"search {slug}", detail={})
    return saved


@transaction.atomic
def delete_search(*, workspace: Workspace, search: SavedSearch, user: User | None = None) -> None:
    """Deletes it with what it remembers."""
    SavedSearch.objects.of(workspace).filter(pk=search.pk).delete()
    record_audit(workspace=workspace, user=user, action="search.deleted", subject=f"search {search.slug}", detail={})


def watch_search(*, workspace: Workspace, search: SavedSearch, watching: bool, by_mail: bool) -> int:
    """Begins or ends the watch. Whoever matches as it begins is no news; answers how many those are.

    `BadQuery` for a search that finds more than MOST_WATCHED.
    """
    there = (
        list(accounts_matching(workspace, search, MOST_WATCHED, "watched")) if watching and not search.watching else []
    )
    with transaction.atomic():
        rows = [SavedMatch(workspace=workspace, search=search, account_id=pk) for pk in there]
        SavedMatch.objects.bulk_create(rows, ignore_conflicts=True, batch_size=150)
        if by_mail and not search.by_mail:
            # What is on the page already is no news for a letter.
            search.matches.filter(news=True, mailed_at=None).update(mailed_at=clock.now())
        search.watching, search.by_mail, search.problem = watching, watching and by_mail, ""
        search.checked_at = clock.now() if there or watching else search.checked_at
        search.save(update_fields=["watching", "by_mail", "problem", "checked_at"])
    return len(there)


def check_search(*, search: SavedSearch) -> int:
    """Looks who matches now and never did before; answers how many. Twice, or two workers at once, tell nobody twice."""
    try:
        found = list(accounts_matching(search.workspace, search, MOST_WATCHED, "watched"))
    except GroundswellError as error:
        # A persona or a list that is gone: the page says so, and the watch goes on once it is mended.
        SavedSearch.objects.of(search.workspace).filter(pk=search.pk).update(
            problem=f"{error.message} {error.cure}".strip()[:300], checked_at=clock.now()
        )
        return 0
    with transaction.atomic():
        current = SavedSearch.objects.select_for_update().of(search.workspace).get(pk=search.pk)
        if not current.watching:
            return 0
        known = set(current.matches.values_list("account_id", flat=True))
        there = set(Account.objects.filter(pk__in=set(found) - known).values_list("pk", flat=True))
        fresh = [
            SavedMatch(workspace=current.workspace, search=current, account_id=pk, news=True) for pk in sorted(there)
        ]
        SavedMatch.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=150)
        current.checked_at, current.problem = clock.now(), ""
        current.save(update_fields=["checked_at", "problem"])
    return len(fresh)


@transaction.atomic
def mark_seen(*, workspace: Workspace, search: SavedSearch) -> int:
    """Somebody looked at the news; answers how many there were."""
    return SavedMatch.objects.of(workspace).filter(search=search, news=True, seen_at=None).update(seen_at=clock.now())

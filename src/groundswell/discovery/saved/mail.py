"""The mail that tells a member who is new among a saved search."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from groundswell.accounts.mail import can_send
from groundswell.accounts.models import Membership, User
from groundswell.discovery.models import SavedMatch, SavedSearch
from groundswell.discovery.reasons import short
from groundswell.kit import clock
from groundswell.platforms.names import PLATFORMS

SHOWN = 20
TEXT = """{count} new for “{search}” at {brand}:

{people}

All of them, with what is known and why they match:
{link}

You get this because the saved search is watched with mail. Turn it off on that page.
"""


def mail_news(*, search: SavedSearch) -> int:
    """Mails the owner whom they were not told of yet; answers how many people are in it.

    Claimed before it is sent: a mail that breaks off half-way is not sent twice. `OSError` when the server refuses: then
    they are told next time.
    """
    reader = _reader(search)
    if not (search.by_mail and can_send() and reader):
        return 0
    with transaction.atomic():
        SavedSearch.objects.select_for_update().of(search.workspace).get(pk=search.pk)
        fresh = SavedMatch.objects.of(search.workspace).filter(search=search, news=True, mailed_at=None)
        rows = list(fresh.select_related("account").order_by("pk"))
        fresh.filter(pk__in=[row.pk for row in rows]).update(mailed_at=clock.now())
    if not rows:
        return 0
    try:
        send_mail(_subject(search, len(rows)), _text(search, rows), None, [reader.email])
    except OSError:
        SavedMatch.objects.of(search.workspace).filter(pk__in=[row.pk for row in rows]).update(mailed_at=None)
        raise
    return len(rows)


def _reader(search: SavedSearch) -> User | None:
    """The owner, unless they left the workspace: nobody who did hears of it any more."""
    owner = search.owner
    if owner is None or not owner.is_active:
        return None
    return owner if Membership.objects.of(search.workspace).filter(user=owner).exists() else None


def _subject(search: SavedSearch, count: int) -> str:
    return f"{count} new {'person matches' if count == 1 else 'people match'} “{search.name}”"


def _text(search: SavedSearch, rows: list[SavedMatch]) -> str:
    people = [_line(row) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        people.append(f"… and {len(rows) - SHOWN} more")
    return TEXT.format(
        count="1 person is" if len(rows) == 1 else f"{len(rows)} people are",
        search=search.name,
        brand=search.workspace.name,
        people="\n".join(people),
        link=f"{settings.PUBLIC_URL}/w/{search.workspace.slug}/searches/{search.slug}/",
    )


def _line(row: SavedMatch) -> str:
    account = row.account
    who = f"@{account.handle}" if account.handle else account.display_name
    followers = "followers unknown" if account.followers is None else f"{short(account.followers)} followers"
    return f"- {who} on {PLATFORMS.get(account.platform, account.platform)}, {followers}"

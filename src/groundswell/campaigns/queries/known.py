"""Whom an application may come from."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from groundswell.accounts.models import Workspace
from groundswell.campaigns.rules.matching import Known, Match, match
from groundswell.creators.models import Creator
from groundswell.creators.queries import creator_by_account, creator_by_email
from groundswell.creators.rules import fold_email
from groundswell.platforms.names import PLATFORMS

MOST_ALIKE = 3


def matched(workspace: Workspace, *, name: str, email: str, accounts: Any) -> Match:
    """The match of what was typed with the workspace's creators."""
    by_email = creator_by_email(workspace, email)
    by_account = [
        (f"@{row['handle']} on {PLATFORMS[row['platform']]}", _known(creator))
        for row in accounts
        if (creator := creator_by_account(workspace, row["platform"], row["handle"]))
    ]
    nobody = by_email is None and not by_account
    alike = list(_alike(workspace, name, accounts)) if nobody else []
    return match(email, _known(by_email) if by_email else None, by_account, alike)


def _known(creator: Creator) -> Known:
    return Known(creator.pk, fold_email(creator.email))


def _alike(workspace: Workspace, name: str, accounts: Iterable[Mapping[str, str]]) -> Iterable[tuple[str, int]]:
    """The same handle on another network, or the very same name of two words."""
    handles = [row["handle"].partition("@")[0] for row in accounts if len(row["handle"]) >= 4]
    same_name = Q(name__iexact=name) if " " in name else Q(pk=None)
    rows = Creator.objects.of(workspace).filter(Q(accounts__handle__in=handles) | same_name).distinct()
    for creator in rows.order_by("pk")[:MOST_ALIKE]:
        named = creator.name.casefold() == name.casefold()
        yield ("The same name" if named else "The same handle on another network"), creator.pk

"""Adding and changing one creator by hand or by API."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.errors import AlreadyThere
from groundswell.creators.models import Account, Creator, CreatorKey
from groundswell.creators.queries.keys import creator_by_account, creator_by_email
from groundswell.creators.rules import fold_email
from groundswell.creators.services.readings import record_readings
from groundswell.creators.services.suggesting import suggest_merges
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import Profile, parse_profile

CHANGEABLE = frozenset({"name", "email", "phone", "gender", "country", "city", "language", "address", "topics"})


@transaction.atomic
def create_creator(
    *,
    workspace: Workspace,
    name: str,
    email: str = "",
    platform: str = "",
    handle: str = "",
    followers: int | None = None,
    country: str = "",
    city: str = "",
    language: str = "",
    topics: Sequence[str] = (),
    bio: str = "",
    source: str = "entered by hand",
    user: User | None = None,
) -> Creator:
    """A new creator with at most one profile; `handle` may be an address or @handle.

    `AlreadyThere` when the address or the profile identifies somebody already; `BadInput` for an unreadable one.
    A possible but unsure match becomes a merge suggestion.
    """
    email = _checked_email(email)
    if not name.strip():
        raise BadInput("A creator needs a name.", where="name")
    if email and (known := creator_by_email(workspace, email)):
        raise AlreadyThere(f"{email} is {known.name} already.", where="email", cure=f"Open creator {known.pk} instead.")
    creator: Creator = Creator.objects.create(
        workspace=workspace, name=name.strip(), email=email, country=country.upper(), city=city.strip(),
        language=language, topics=list(topics),
    )  # fmt: skip
    if email:
        CreatorKey.objects.create(workspace=workspace, creator=creator, kind="email", value=email)
    if handle or platform:
        account = _new_account(creator, parse_profile(handle, platform or None), bio, source)
        if followers is not None:
            record_readings(workspace=workspace, subject=account, values={"followers": followers}, source=source)
    suggest_merges(workspace=workspace, creators=[creator.pk])
    record_audit(
        workspace=workspace, user=user, action="creator.created", subject=f"creator {creator.pk}", detail={"name": name}
    )
    return creator


@transaction.atomic
def add_profile(
    *, workspace: Workspace, creator: Creator, profile: str, source: str = "entered by hand", user: User | None = None
) -> Account:
    """Links one more profile, an address or "platform:@handle"; `AlreadyThere` when it is somebody else's."""
    account = _new_account(creator, parse_profile(profile, None), "", source)
    detail = {"added": str(account)}
    record_audit(
        workspace=workspace, user=user, action="creator.changed", subject=f"creator {creator.pk}", detail=detail
    )
    return account


def _new_account(creator: Creator, profile: Profile, bio: str, source: str) -> Account:
    workspace = creator.workspace
    if known := creator_by_account(workspace, profile.platform, profile.handle):
        raise AlreadyThere(
            f"@{profile.handle} on {profile.platform} is {known.name} already.", where="handle",
            cure=f"Open creator {known.pk} instead.",
        )  # fmt: skip
    account: Account = Account.objects.get_or_create(
        workspace=workspace, platform=profile.platform, handle=profile.handle,
        defaults={
            "url": profile.url, "display_name": creator.name, "bio": bio, "country": creator.country, "city": creator.city,
            "language": creator.language, "topics": creator.topics, "source": source,
        },
    )[0]  # fmt: skip
    creator.accounts.add(account)
    return account


@transaction.atomic
def update_creator(
    *, workspace: Workspace, creator: Creator, changes: Mapping[str, Any], user: User | None = None
) -> Creator:
    """Sets the given facts of `CHANGEABLE`; only what differs is written and audited."""
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise BadInput(f"A creator has no {', '.join(sorted(unknown))}.", where=sorted(unknown)[0])
    differing = {name: value for name, value in changes.items() if getattr(creator, name) != value}
    if "name" in differing and not str(differing["name"]).strip():
        raise BadInput("A creator needs a name.", where="name")
    if "email" in differing:
        differing["email"] = _take_email(workspace, creator, str(differing["email"]))
    if not differing:
        return creator
    for name, value in differing.items():
        setattr(creator, name, value)
    creator.changed_at = clock.now()
    creator.save(update_fields=[*differing, "changed_at"])
    creator.accounts.filter(workspace=workspace).update(changed_at=creator.changed_at)
    detail = {"changed": sorted(differing)}
    record_audit(
        workspace=workspace, user=user, action="creator.changed", subject=f"creator {creator.pk}", detail=detail
    )
    return creator


def _take_email(workspace: Workspace, creator: Creator, text: str) -> str:
    email = _checked_email(text)
    if email:
        known = creator_by_email(workspace, email)
        if known and known.pk != creator.pk:
            raise AlreadyThere(
                f"{email} is {known.name} already.", where="email", cure="Merge the two creators instead."
            )
        if not known:
            CreatorKey.objects.create(workspace=workspace, creator=creator, kind="email", value=email)
    return email


def _checked_email(text: str) -> str:
    email = fold_email(text)
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise BadInput(f"“{text}” is not an e-mail address.", where="email") from error
    return email

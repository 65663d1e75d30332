"""Short links: made once, edited with their history kept, never reused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.creators.queries.creators import main_account
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.links.errors import SlugTaken
from groundswell.links.models import Domain, Link
from groundswell.links.queries.domains import domain_in_use, primary_domain
from groundswell.links.queries.links import code_named
from groundswell.links.rules.names import checked_slug, plain, random_slug, slug_for
from groundswell.links.rules.targets import UTM_NAMES
from groundswell.links.services.targets import safe_platform_targets, safe_target


class CampaignLike(Protocol):
    """What this room needs of a campaign, whose model lives above it."""

    pk: Any
    slug: Any
    name: Any


@transaction.atomic
def create_link(
    *,
    workspace: Workspace,
    target_url: str,
    creator: Creator | None = None,
    campaign: CampaignLike | None = None,
    slug: str = "",
    utm: Mapping[str, str] | None = None,
    platform_targets: Mapping[str, str] | None = None,
    domain: str | None = None,
    expires_at: datetime | None = None,
    user: User | None = None,
) -> Link:
    """A new short link. Without a slug one is made of the creator's handle and the campaign; without a domain it is given
    away under the primary one; `domain` and `platform_targets` are as in `update_link`.

    UTM values not given are filled in: source the creator's network, medium `influencer`, campaign and content the
    campaign's and the creator's readable names. Raises UnsafeTarget, SlugTaken, BadInput, NotFound.
    """
    account = main_account(creator) if creator else None
    name = (account.handle if account else "") or (creator.name if creator else "")
    filled = {
        "utm_source": account.platform if account else "influencer" if creator else "",
        "utm_medium": "influencer" if creator else "",
        "utm_campaign": campaign.slug if campaign else "",
        "utm_content": plain(name),
    }
    link = Link(
        workspace=workspace,
        slug=checked_slug(slug) if slug else _free_slug(slug_for(name, campaign.slug if campaign else "")),
        target_url=safe_target(target_url),
        creator=creator,
        campaign_id=campaign.pk if campaign else None,
        platform_targets=safe_platform_targets(platform_targets or {}),
        domain=primary_domain(workspace) if domain is None else domain_in_use(workspace, domain),
        utm={key: value for key, value in {**filled, **checked_utm(utm or {})}.items() if value},
        expires_at=expires_at,
    )
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError as error:
        raise SlugTaken(
            f"The link /l/{link.slug} exists already.", where="slug", cure="Choose another ending."
        ) from error
    record_audit(
        workspace=workspace, user=user, action="link.created", subject=str(link), detail={"target_url": link.target_url}
    )
    return link


@transaction.atomic
def update_link(
    *,
    link: Link,
    target_url: str | None = None,
    utm: Mapping[str, str] | None = None,
    platform_targets: Mapping[str, str] | None = None,
    carries: str | None = None,
    domain: str | None = None,
    active: bool | None = None,
    expires_at: datetime | None = None,
    never_expires: bool = False,
    user: User | None = None,
) -> Link:
    """Changes what is given; the slug stays because it was given away. The audit trail keeps before and after.

    `platform_targets` is where phones go instead, by `ios` and `android`: all of them, {} for none.
    `carries` is a purchase code of the workspace that the link brings along; empty: none. NotFound for no such code.
    `domain` is the own domain it is given away under; empty: the installation's. NotFound for one not in use.
    """
    wanted: dict[str, Any] = {}
    if target_url is not None:
        wanted["target_url"] = safe_target(target_url)
    if platform_targets is not None:
        wanted["platform_targets"] = safe_platform_targets(platform_targets)
    if utm is not None:
        wanted["utm"] = {key: value for key, value in checked_utm(utm).items() if value}
    if carries is not None:
        wanted["carries"] = code_named(link.workspace, carries).code if carries.strip() else ""
    if domain is not None:
        wanted["domain"] = domain_in_use(link.workspace, domain)
    if active is not None:
        wanted["active"] = active
    if expires_at is not None or never_expires:
        wanted["expires_at"] = expires_at
    changed = {name: value for name, value in wanted.items() if getattr(link, name) != value}
    if not changed:
        return link
    before = {name: _for_audit(getattr(link, name)) for name in changed}
    for name, value in changed.items():
        setattr(link, name, value)
    link.changed_at = clock.now()
    link.save(update_fields=[*changed, "changed_at"])
    detail = {"before": before, "after": {name: _for_audit(value) for name, value in changed.items()}}
    record_audit(workspace=link.workspace, user=user, action="link.edited", subject=str(link), detail=detail)
    return link


def checked_utm(utm: Mapping[str, str]) -> dict[str, str]:
    """The values trimmed; BadInput for a name that is no UTM parameter."""
    for name in utm:
        if name not in UTM_NAMES:
            raise BadInput(f"“{name}” is no UTM parameter.", where="utm", cure=f"Known: {', '.join(UTM_NAMES)}.")
    return {name: value.strip()[:200] for name, value in utm.items()}


def _for_audit(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, Domain) else value


def _free_slug(wanted: str) -> str:
    taken = set(Link.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    numbered = (f"{wanted}-{number}" for number in range(2, 100))
    return next((slug for slug in numbered if slug not in taken), f"{wanted[:50]}-{random_slug()}")

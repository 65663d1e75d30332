"""A workspace's own domains: added, checked, made primary, given a home, removed."""

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http.request import validate_host

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.links.errors import DomainTaken
from groundswell.links.models import Domain, Link
from groundswell.links.proof import Proof, proof_of
from groundswell.links.queries.domains import is_own_domain
from groundswell.links.rules.domains import checked_domain
from groundswell.links.services.targets import safe_target

log = structlog.get_logger(__name__)
WAITING = timedelta(days=7)


@transaction.atomic
def add_domain(*, workspace: Workspace, name: str, user: User | None = None) -> Domain:
    """A domain that waits to be checked; the same one again is the one that is there.

    BadInput for no host name and for the application's own host, DomainTaken for one that another workspace uses.
    """
    name = checked_domain(name)
    if validate_host(name, settings.ALLOWED_HOSTS):
        raise BadInput(
            f"{name} is an address of the application itself.", where="name",
            cure="Take another name, such as go.your-brand.example; one that ALLOWED_HOSTS names must be taken out there first.",
        )  # fmt: skip
    found = Domain.objects.of(workspace).filter(name=name).first()
    if found is not None:
        return found
    if is_own_domain(name):
        raise _taken(name)
    made = Domain.objects.create(workspace=workspace, name=name, token=secrets.token_urlsafe(24))
    record_audit(workspace=workspace, user=user, action="domain.added", subject=name)
    return made


def check_domain(*, domain: Domain, user: User | None = None, vouched: bool = False) -> Domain:
    """Looks whether the domain leads here; the first time it does, its links work from then on.

    A domain that once led here stays in use when a later check fails: printed links may only be unreachable for a while.
    `vouched`: the operator answers for it, and nobody is asked. DomainTaken when another workspace was faster.
    """
    return _noted(domain, Proof(leads_here=True, problem="") if vouched else proof_of(domain.name, domain.token), user)


@transaction.atomic
def make_primary(*, domain: Domain, links_too: bool = False, user: User | None = None) -> Domain:
    """New links are given away under it from now on; `links_too`: those that exist are shown under it as well.

    Conflict for a domain that was not found to lead here.
    """
    if domain.verified_at is None:
        raise Conflict(f"{domain.name} is not in use yet.", where="domain", cure="Check it first.")
    Domain.objects.of(domain.workspace).filter(primary=True).exclude(pk=domain.pk).update(primary=False)
    domain.primary = True
    domain.save(update_fields=["primary"])
    moved = Link.objects.of(domain.workspace).exclude(domain=domain).update(domain=domain) if links_too else 0
    record_audit(
        workspace=domain.workspace, user=user, action="domain.primary", subject=domain.name, detail={"links_moved": moved}
    )  # fmt: skip
    return domain


@transaction.atomic
def set_home(*, domain: Domain, home_url: str, user: User | None = None) -> Domain:
    """Where the domain's root and its unknown addresses lead; empty: to a page that says so. UnsafeTarget as for links."""
    home = safe_target(home_url) if home_url.strip() else ""
    if home and urlsplit(home).hostname == domain.name:
        raise BadInput("That is the domain itself.", where="home_url", cure="Give a page of your shop.")
    before, domain.home_url = domain.home_url, home
    domain.save(update_fields=["home_url"])
    detail = {"before": before, "after": home}
    record_audit(workspace=domain.workspace, user=user, action="domain.home", subject=domain.name, detail=detail)
    return domain


@transaction.atomic
def remove_domain(*, domain: Domain, user: User | None = None) -> None:
    """The domain answers no more within a second; links given away under it go on at the installation's address."""
    record_audit(workspace=domain.workspace, user=user, action="domain.removed", subject=domain.name)
    domain.delete()


def check_domains() -> int:
    """Looks again at every domain that is in use or was added within a week; how many lead here."""
    waiting = Q(verified_at=None, created_at__gt=clock.now() - WAITING)
    names_in_use = Domain.objects.filter(verified_at__isnull=False).values("name")
    wanted = Domain.objects.filter(Q(verified_at__isnull=False) | waiting & ~Q(name__in=names_in_use))
    well = 0
    for domain in wanted.select_related("workspace").order_by("pk"):
        try:
            well += not check_domain(domain=domain).problem
        except (DomainTaken, NotFound) as overtaken:
            log.info("domain.overtaken", domain=domain.name, why=overtaken.code)
    return well


@transaction.atomic
def _noted(domain: Domain, proof: Proof, user: User | None) -> Domain:
    row = Domain.objects.select_for_update().filter(pk=domain.pk).first()
    if row is None:
        raise NotFound(f"{domain.name} was removed.", where="domain")
    row.workspace = domain.workspace
    row.checked_at, row.problem = clock.now(), proof.problem
    if proof.leads_here and row.verified_at is None:
        row.verified_at = row.checked_at
        row.primary = not Domain.objects.of(row.workspace).filter(primary=True).exists()
        record_audit(workspace=row.workspace, user=user, action="domain.verified", subject=row.name)
    try:
        with transaction.atomic():
            row.save(update_fields=["checked_at", "problem", "verified_at", "primary"])
    except IntegrityError as error:
        raise _taken(row.name) from error
    return row


def _taken(name: str) -> DomainTaken:
    return DomainTaken(
        f"{name} is in use by another workspace of this installation.", where="name", cure="Remove it there first."
    )

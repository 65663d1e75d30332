"""A workspace's own domains: added, made primary, given a home, removed."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http.request import validate_host

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.errors import BadInput, Conflict
from groundswell.links.errors import domain_taken
from groundswell.links.models import Domain, Link
from groundswell.links.queries.domains import is_own_domain
from groundswell.links.rules.domains import checked_domain
from groundswell.links.services.targets import safe_target


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
        raise domain_taken(name)
    made = Domain.objects.create(workspace=workspace, name=name, token=secrets.token_urlsafe(24))
    record_audit(workspace=workspace, user=user, action="domain.added", subject=name)
    return made


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

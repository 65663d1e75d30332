"""A workspace's own domains, and the addresses under them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, QuerySet

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import NotFound
from groundswell.links.models import Domain, Link
from groundswell.links.rules.domain_troubles import TROUBLES, Trouble
from groundswell.links.rules.domains import checked_domain


def domains(workspace: Workspace) -> QuerySet[Domain]:
    """The workspace's domains, the primary one first, each with `given_away`: the links that are shown under it."""
    found: QuerySet[Domain] = Domain.objects.of(workspace).order_by("-primary", "name")
    return found.annotate(given_away=Count("links"))


def domain_named(workspace: Workspace, name: str) -> Domain:
    """The domain as anybody writes it; NotFound in any other workspace."""
    found = domains(workspace).filter(name=checked_domain(name)).first()
    if found is None:
        raise NotFound(f"There is no domain {name} in this workspace.", where="name")
    return found


def domain_in_use(workspace: Workspace, name: str) -> Domain | None:
    """The workspace's domain that leads here, None for an empty name. NotFound for any other."""
    if not name.strip():
        return None
    found = domains_in_use(workspace).filter(name=checked_domain(name)).first()
    if found is None:
        raise NotFound(
            f"{name} is no domain in use in this workspace.", where="domain", cure="Add it under Links → Domains, or check it there."
        )  # fmt: skip
    return found


def domains_in_use(workspace: Workspace) -> QuerySet[Domain]:
    """Those that lead here, the primary one first."""
    return Domain.objects.of(workspace).filter(verified_at__isnull=False).order_by("-primary", "name")


def domain_of(workspace: Workspace, pk: int) -> Domain:
    """The domain of that id; NotFound in any other workspace."""
    found = domains(workspace).filter(pk=pk).first()
    if found is None:
        raise NotFound(f"There is no domain {pk} in this workspace.", where="domain")
    return found


def primary_domain(workspace: Workspace) -> Domain | None:
    """The domain that new links are given away under; None: the installation's."""
    rows: QuerySet[Domain] = Domain.objects.of(workspace)
    return rows.filter(primary=True).first()


def hosts_of(link: Link | None) -> tuple[str, ...]:
    """The own domains on which posts may name the link without `/l/`."""
    return (link.domain.name,) if link and link.domain else ()


def is_own_domain(host: str) -> bool:
    """Whether any workspace's links are answered at that host."""
    return Domain.objects.filter(name=host, verified_at__isnull=False).exists()


def trouble_of(domain: Domain) -> Trouble | None:
    """What the last check found wrong, with the cure; None when nothing is, or nobody has looked yet."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return TROUBLES[domain.problem].of(domain.name, host) if domain.problem in TROUBLES else None

"""Whether own domains lead here: at the press of a button, and every hour."""

from datetime import timedelta

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Q

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import NotFound
from groundswell.links.errors import DomainTaken, domain_taken
from groundswell.links.models import Domain
from groundswell.links.proof import Proof, proof_of

log = structlog.get_logger(__name__)
WAITING = timedelta(days=7)


def check_domain(*, domain: Domain, user: User | None = None, vouched: bool = False) -> Domain:
    """Looks whether the domain leads here; the first time it does, its links work from then on.

    A domain that once led here stays in use when a later check fails: printed links may only be unreachable for a while.
    `vouched`: the operator answers for it, and nobody is asked. DomainTaken when another workspace was faster.
    """
    return _noted(domain, Proof(leads_here=True, problem="") if vouched else proof_of(domain.name, domain.token), user)


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
        raise domain_taken(row.name) from error
    return row

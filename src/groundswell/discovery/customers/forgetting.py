"""Somebody wants to be forgotten: everything held of a customer goes, also what imports remember of their rows."""

from django.db import transaction
from django.db.models import Q

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.imports.sources import fingerprint
from groundswell.creators.models import SourceRecord
from groundswell.discovery.customers.facts import fold_follower
from groundswell.discovery.models import Customer, CustomerFollow, FollowConsent


@transaction.atomic
def forget_customer(*, workspace: Workspace, customer: Customer, user: User | None = None) -> dict[str, int]:
    """Deletes the customer with accounts, consents and follows; answers how many of each went."""
    followers = [fold_follower(text) for text in (customer.email, customer.external_id) if text]
    handles = [f"{profile.platform}:{profile.handle}" for profile in customer.profiles.all()]
    own = Q(customer=customer) | Q(follower__in=[*followers, *handles])
    follows, _ = CustomerFollow.objects.of(workspace).filter(own).delete()
    consents, _ = FollowConsent.objects.of(workspace).filter(customer=customer).delete()
    keys = [f"id={customer.external_id}", f"email={customer.email}"]
    SourceRecord.objects.of(workspace).filter(kind="customers", key__in=map(fingerprint, keys)).delete()
    pk, profiles = customer.pk, customer.profiles.count()
    customer.delete()
    gone = {"customers": 1, "profiles": profiles, "consents": consents, "follows": follows}
    # Nothing of the person may stand in the log.
    record_audit(workspace=workspace, user=user, action="customer.forgotten", subject=f"customer {pk}", detail=gone)
    return gone


@transaction.atomic
def forget_all_customers(*, workspace: Workspace, user: User | None = None) -> dict[str, int]:
    """Deletes every customer of the workspace, every follow and every consent."""
    follows, _ = CustomerFollow.objects.of(workspace).delete()
    consents, _ = FollowConsent.objects.of(workspace).delete()
    SourceRecord.objects.of(workspace).filter(kind__in=("customers", "follows")).delete()
    customers = Customer.objects.of(workspace).count()
    Customer.objects.of(workspace).delete()
    gone = {"customers": customers, "consents": consents, "follows": follows}
    record_audit(workspace=workspace, user=user, action="customers.forgotten", subject="customers", detail=gone)
    return gone

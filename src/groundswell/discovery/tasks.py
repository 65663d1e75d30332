"""This room's jobs."""

from django_tasks import task

from groundswell.accounts.models import Workspace
from groundswell.discovery import index
from groundswell.discovery.customers.following import read_follows
from groundswell.discovery.customers.matching import match_customers
from groundswell.discovery.customers.queries import consents_to_read
from groundswell.discovery.graph.syncing import sync
from groundswell.discovery.models import Customer
from groundswell.discovery.saved.mail import mail_news
from groundswell.discovery.saved.queries import to_check
from groundswell.discovery.saved.services import check_search

READING_SECONDS = 10.0


@task()
def sync_index() -> int | None:
    """Every few seconds: what changed gets into the index even when nobody searches."""
    return index.sync()


@task()
def understand_accounts() -> int:
    """Every half minute, for a few seconds: reads what new and changed accounts are about."""
    return index.understand(READING_SECONDS)


@task()
def reconcile_index() -> int | None:
    """Now and then: finds what slipped by, such as removals while another writer was at work."""
    return index.reconcile()


@task()
def check_saved_searches() -> dict[str, int]:
    """Who is new among the watched searches, and mails to those who want them."""
    told = {"searches": 0, "new": 0, "mailed": 0, "mail_failed": 0}
    for search in to_check():
        told["searches"] += 1
        told["new"] += check_search(search=search)
        try:
            told["mailed"] += mail_news(search=search)
        except OSError:
            told["mail_failed"] += 1
    return told


@task()
def read_customer_follows() -> dict[str, int]:
    """The follow lists that customers agreed to and that were not read yet."""
    told = {"read": 0, "not_yet": 0}
    for consent in consents_to_read():
        told["not_yet" if read_follows(consent) is None else "read"] += 1
    return told


@task()
def sync_follow_graph() -> int | None:
    """Every few minutes: follow lists that were read anew get into the graph even when nobody asks."""
    return sync(wait=False)


@task()
def match_customers_with_creators() -> int:
    """Customers who are creators by now."""
    workspaces = Workspace.objects.filter(pk__in=Customer.objects.values("workspace"))
    return sum(match_customers(workspace=workspace) for workspace in workspaces)

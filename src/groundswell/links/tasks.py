"""Jobs of this room."""

from django_tasks import task

from groundswell.accounts.models import Workspace
from groundswell.links import deliveries, loader, services, sightings
from groundswell.links.models import Backfill, ShopDiscount


@task()
def load_clicks() -> int:
    """Brings journalled clicks into the database; how many were new. Scheduled every few seconds."""
    return loader.load_clicks().clicks


@task()
def load_sightings() -> int:
    """Brings what pixels told into the database; how many pages and orders were new. Scheduled every few seconds."""
    return sightings.load_sightings().clicks


@task()
def process_deliveries() -> int:
    """Brings journalled events into the database and processes what waits there; how many were processed. The worker does
    so every second by itself; this one is for workers that run once."""
    deliveries.load_deliveries()
    return services.process_waiting()


@task()
def forget_old_views() -> int:
    """Adds up page views by day and forgets old ones; how many were forgotten. Scheduled daily."""
    return services.forget_old_views()


@task()
def check_domains() -> int:
    """Looks whether own domains lead here; how many do. Scheduled hourly."""
    return services.check_domains()


@task()
def forget_old_events() -> int:
    """Empties events that were processed long ago; how many. Scheduled daily."""
    return services.forget_old_events()


@task()
def continue_backfill(backfill_id: int) -> int:
    """Asks a shop for its orders from where it stopped; how many were new. The id comes from the queue, never from a user."""
    backfill = Backfill.objects.select_related("store__workspace").get(pk=backfill_id)
    return services.continue_backfill(backfill=backfill).created


@task()
def make_codes(discount_id: int) -> str:
    """Makes wanted codes in a shop; what stopped it, empty when nothing did. The id comes from the queue, never from a user."""
    discount = ShopDiscount.objects.select_related("store", "workspace").get(pk=discount_id)
    return services.make_codes(discount=discount).error


@task()
def make_waiting_codes() -> int:
    """Goes on making codes where a process died or a shop refused; with how many discounts. Scheduled every minute."""
    return services.make_waiting_codes()


@task()
def review_orders() -> int:
    """Looks again which orders of late are to be held apart, in every workspace; how many were held or let go. Scheduled."""
    return sum(services.review_recent(workspace=workspace) for workspace in Workspace.objects.order_by("pk"))


@task()
def review_workspace(workspace_id: int) -> int:
    """The same for every order of the workspace whose settings changed. The id comes from the queue, never from a user."""
    return services.review_recent(workspace=Workspace.objects.get(pk=workspace_id), everything=True)


@task()
def attribute_workspace(workspace_id: int) -> int:
    """Looks at every order again after the rules changed; how many changed hands. The id comes from the queue."""
    return services.attribute_anew(workspace=Workspace.objects.get(pk=workspace_id))

"""Figures for Prometheus: how requests went in this process, and what the database says about the rest."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Count, Max
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from groundswell.kit import clock

REGISTRY = CollectorRegistry()
REQUESTS = Counter("groundswell_requests", "Requests answered.", ["method", "route", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "groundswell_request_seconds",
    "Time from request to answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 5.0),
    registry=REGISTRY,
)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """One answered request; routes and not addresses, so that the number of series stays small."""
    REQUESTS.labels(method, route, status).inc()
    SECONDS.labels(route).observe(seconds)


class FromDatabase:
    """Gauges read when they are asked for."""

    def collect(self) -> Iterator[Metric]:
        yield _by_label(
            "groundswell_jobs", "Jobs in the queue and after it.", "django_tasks_database", "DBTaskResult", "status"
        )
        yield _by_label("groundswell_messages", "Mails to creators.", "outreach", "Message", "state")
        yield _by_label("groundswell_imports", "Files brought in.", "creators", "ImportRun", "state")
        newest = apps.get_model("jobs", "WorkerBeat")._default_manager.aggregate(at=Max("beat_at"))["at"]
        age = GaugeMetricFamily(
            "groundswell_worker_beat_age_seconds", "Since the last sign of life of a worker; absent when there is none."
        )
        if newest is not None:
            age.add_metric([], (clock.now() - newest).total_seconds())
        yield age


def _by_label(name: str, text: str, app: str, model: str, field: str) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[field])
    rows = apps.get_model(app, model)._default_manager.order_by().values_list(field).annotate(n=Count("pk"))
    for value, count in rows:
        family.add_metric([str(value).lower()], count)
    return family


DATABASE = CollectorRegistry()
DATABASE.register(FromDatabase())


def as_text() -> bytes:
    """Everything in Prometheus' text format."""
    return generate_latest(REGISTRY) + generate_latest(DATABASE)

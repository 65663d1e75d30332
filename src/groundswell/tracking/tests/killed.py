"""A process of its own: refreshes from a toy network in children that are killed in the middle.

`python -m groundswell.tracking.tests.killed URL TIMES` in an empty GROUNDSWELL_HOME; prints what is in the database.
"""

import json
import os
import random
import signal
import sys
import time

import django


def main(url: str, times: int) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _install(url)
    from django.db import connections

    from groundswell.accounts.services import create_workspace
    from groundswell.creators.network import add_account
    from groundswell.tracking.refresh import refresh_due

    workspace = create_workspace(slug="acme", name="Acme")
    add_account(workspace=workspace, profile="maya.example", platform="bluesky")
    chance, killed = random.Random(7), 0
    while killed < times:
        connections.close_all()
        child = os.fork()
        if not child:
            refresh_due(seconds=600)
            os._exit(0)
        time.sleep(chance.uniform(0.05, 0.4))
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        _due_again()
    sys.stdout.write(
        json.dumps({"killed": killed, "before": _held(), **refresh_due(seconds=600).as_dict(), "after": _held()})
    )


def _install(url: str) -> None:
    from groundswell.platforms import registry
    from groundswell.platforms.services import save_keys
    from groundswell.platforms.tests.toy import AheadToy, Entry, plugin

    registry.entry_points = lambda group: [Entry("bluesky", plugin(make=AheadToy))]  # type: ignore[attr-defined,assignment]  # no entry point names the toy
    registry.plugins.cache_clear()
    save_keys(connector="bluesky", given={"host": url})


def _due_again() -> None:
    """A child that was quick enough to finish leaves nothing to kill."""
    from groundswell.creators.models import AccountSync

    AccountSync.objects.update(refreshed_at=None, wait_until=None)


def _held() -> dict[str, int]:
    from groundswell.creators.models import FollowEdge, Post, PostVersion, Reading

    return {model.__name__: model.objects.count() for model in (Post, PostVersion, FollowEdge)} | {
        "likes": Reading.objects.filter(metric="likes").count()
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

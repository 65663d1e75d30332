"""Real servers, loaders and workers under load, killed without warning: what was answered is in the database, once."""

import json
import random
import time
from collections.abc import Iterator
from functools import partial
from itertools import count, cycle

import pytest

from groundswell.links.rules.signatures import signature
from groundswell.links.tests import shopify_events
from groundswell.links.tests.callers import sell, visit
from groundswell.links.tests.killing import kept, kill_serving, kill_working, under_load
from groundswell.links.tests.nursery import Nursery
from groundswell.links.tests.served import free_port, python

CALLERS, KILLS, PAUSE, SECRET = 8, 4, 0.02, "shpss_made_up"
SERVING, LOADING, WORKING = (0.0, 0.3), (0.0, 0.3), (1.0, 1.5)
PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from groundswell.accounts.services import create_workspace
from groundswell.links.services import create_link, create_store
workspace = create_workspace(slug="acme", name="Acme")
for number in range(8):
    create_link(workspace=workspace, target_url="https://shop.example/p?a=1", slug=f"kill-{number}")
print(create_store(workspace=workspace, name="Acme shop", secret="shpss_made_up").token)
"""


def visits(number: int) -> Iterator[bytes]:
    """The same people again and again, and a machine."""
    agents = [f"phone {number}.{n}" for n in range(20)] + ["curl/8.5.0"]
    for agent in cycle(agents):
        yield f"GET /l/kill-{number} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {agent}\r\n\r\n".encode()


def events(token: str, number: int) -> Iterator[tuple[bytes, str]]:
    for order_id in count(1000 + number, CALLERS):
        time.sleep(PAUSE)
        body = json.dumps(shopify_events.order(id=order_id)).encode()
        head = (
            f"POST /hooks/shopify/{token} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Shopify-Topic: orders/create\r\n"
            f"X-Shopify-Event-Id: e{order_id}\r\nX-Shopify-Hmac-Sha256: {signature(body, SECRET)}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body, str(order_id)


@pytest.mark.slow
def test_every_answered_click_survives_kill_9_exactly_once(environment: dict[str, str]) -> None:
    python(PREPARE, environment)
    answered: list[str] = []
    port, chance = free_port(), random.Random()
    with Nursery(environment, "serve", str(port)) as servers, Nursery(environment, "load_clicks") as loaders:
        under_load(
            [partial(visit, port, visits(number), answered) for number in range(CALLERS)],
            [
                partial(kill_serving, servers, KILLS, answered, SERVING, chance),
                partial(kill_working, loaders, KILLS, LOADING, chance),
            ],
        )
    found = kept("clicks_kept", environment, answered)
    # At most one click per connection was written and not answered any more.
    assert found.pop("unanswered") <= KILLS * CALLERS
    assert found == {"answered": len(answered), "lost": 0, "twice": 0, "wrong": 0, "journals": 0}


@pytest.mark.slow
def test_every_answered_event_of_a_shop_survives_kill_9_as_one_order(environment: dict[str, str]) -> None:
    token = python(PREPARE, environment).split()[-1]
    answered: list[str] = []
    port, chance = free_port(), random.Random()
    with Nursery(environment, "serve", str(port)) as servers, Nursery(environment, "work") as workers:
        under_load(
            [partial(sell, port, events(token, number), answered) for number in range(CALLERS)],
            [
                partial(kill_serving, servers, KILLS, answered, SERVING, chance),
                partial(kill_working, workers, KILLS, WORKING, chance),
            ],
        )
    found = kept("orders_kept", environment, answered)
    # At most what each shop was about to hear when all ended.
    assert found.pop("unanswered") <= CALLERS
    assert found == {"answered": len(answered), "lost": 0, "twice": 0, "failed": 0, "waiting": 0, "journals": 0}

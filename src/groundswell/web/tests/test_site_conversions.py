"""Orders signed by a site's server, over HTTP: forged, truncated, stale, replayed, reordered; and the page to set it up."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.links.models import Attribution, Conversion, Order, Site
from groundswell.links.rules.signatures import stripe_signature
from groundswell.links.services import create_code, create_site, renew_site_secret

ORDER = {"order_id": "1001", "amount": "120.00", "currency": "USD", "code": "MAYA10", "click_id": "abcdefghijkl"}


@pytest.fixture
def made(workspace: Workspace) -> tuple[Site, str]:
    cache.clear()
    return create_site(workspace=workspace, name="shop.example")


def send(
    made: tuple[Site, str], told: Any = ORDER, *, age: int = 0, at: int = 0, secret: str = "", cut: int = 0
) -> Any:
    body = json.dumps(told).encode()
    seconds = at or int(clock.now().timestamp()) - age
    signed = f"t={seconds},v1={stripe_signature(body, secret or made[1], seconds)}"
    return Client().post(
        f"/px/{made[0].key}/conversions", data=body[: len(body) - cut], content_type="application/json",
        headers={"Groundswell-Signature": signed},
    )  # fmt: skip


def test_a_signed_order_counts_at_once(made: tuple[Site, str], workspace: Workspace) -> None:
    maya = Creator.objects.create(workspace=workspace, name="Maya Brook")
    create_code(workspace=workspace, code="MAYA10", creator=maya)
    answer = send(made)
    assert (answer.status_code, answer.json()) == (200, {"outcome": "created", "order_id": "1001"})
    order = Order.objects.get()
    assert (order.source, order.total, order.click_id) == (f"server-{made[0].pk}", Decimal("120.00"), "abcdefghijkl")
    assert Attribution.objects.get().held is False
    made[0].refresh_from_db()
    assert made[0].server_seen_at is not None


def test_a_repeat_signed_anew_changes_nothing_and_a_replay_is_refused(made: tuple[Site, str]) -> None:
    then = int(clock.now().timestamp()) - 20
    assert send(made, at=then).status_code == 200
    replayed = send(made, at=then)
    assert replayed.status_code == 409
    assert replayed.json()["message"].startswith("This very message came before: nothing was changed.")
    placed = Order.objects.get().placed_at
    assert send(made, age=5).status_code == 200
    order = Order.objects.get()
    assert (order.placed_at, order.total) == (placed, Decimal("120.00"))


def test_what_was_signed_before_the_newest_known_is_refused(made: tuple[Site, str]) -> None:
    assert send(made, {**ORDER, "amount": "90.00"}, age=10).status_code == 200
    late = send(made, age=60)
    assert late.status_code == 409
    assert "after this was signed" in late.json()["message"]
    assert Order.objects.get().total == Decimal("90.00")


def test_forged_truncated_stale_and_unsigned_ones_are_refused(made: tuple[Site, str]) -> None:
    for answer in (send(made, secret="gws_another"), send(made, cut=3), send(made, age=301), send(made, age=-301)):
        assert answer.status_code == 401
        assert answer.json()["where"] == "Groundswell-Signature"
    assert send(made, age=301).json()["message"].startswith("The event was signed more than five minutes ago")
    unsigned = Client().post(f"/px/{made[0].key}/conversions", data=b"{}", content_type="application/json")
    assert unsigned.json()["message"].startswith("The event is not signed with this site's secret.")
    assert not Conversion.objects.exists()


def test_guessing_is_slowed_down(made: tuple[Site, str]) -> None:
    statuses = [send(made, secret=f"gws_{n}").status_code for n in range(45)]
    assert statuses[:20] == [401] * 20
    assert 429 in statuses


@pytest.mark.parametrize(
    ("told", "where", "reason"),
    [
        ({**ORDER, "amount": "-1"}, "amount", "-1.00 is below zero."),
        ({**ORDER, "amount": 1.5}, "amount", ""),
        ({**ORDER, "currency": None}, "currency", "The order has no currency."),
        ({**ORDER, "order_id": 9007199254740993117}, "order_id", "beyond 2^53"),
        ([1], "body", "The event is no JSON object."),
    ],
)
def test_what_cannot_be_right_is_kept_aside_with_the_reason(
    made: tuple[Site, str], told: Any, where: str, reason: str
) -> None:
    answer = send(made, told)
    if not reason:  # read without floats, a number is as exact as a text
        assert answer.status_code == 200
        assert Order.objects.get().total == Decimal("1.50")
        return
    assert (answer.status_code, answer.json()["where"]) == (422, where)
    kept = Conversion.objects.get()
    assert kept.outcome == "aside"
    assert reason in kept.reason
    assert not Order.objects.exists()


def test_addresses_that_lead_nowhere(made: tuple[Site, str]) -> None:
    assert Client().post(f"/px/{'x' * 24}/conversions", data=b"{}", content_type="application/json").status_code == 404
    assert Client().get(f"/px/{made[0].key}/conversions").status_code == 405
    big = Client().post(f"/px/{made[0].key}/conversions", data=b"x" * 70_000, content_type="application/json")
    assert big.status_code == 413


def test_the_secret_is_sealed_and_an_old_one_is_refused(made: tuple[Site, str]) -> None:
    assert made[1] not in made[0].secret
    fresh = renew_site_secret(site=made[0])
    assert send(made).status_code == 401
    assert send((made[0], fresh)).status_code == 200


def test_the_page_shows_the_secret_once_and_what_to_copy(
    workspace: Workspace, owner: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(owner)
    made = client.post("/w/acme/sites/", {"name": "shop.example"}, follow=True)
    site = Site.objects.get()
    page = made.content.decode()
    assert "gws_" in page
    for line in (f"/px/{site.key}/p.js", f"/px/{site.key}/order.gif?order_id=", f"/px/{site.key}/conversions"):
        assert f"http://127.0.0.1:8000{line}" in page
    assert "gws_" not in client.get(f"/w/acme/sites/{site.pk}/").content.decode()
    assert "not seen yet" in client.get(f"/w/acme/sites/{site.pk}/seen/").content.decode()
    Site.objects.update(pixel_seen_at=clock.now())
    assert "last seen" in client.get(f"/w/acme/sites/{site.pk}/seen/").content.decode()
    assert "gws_" in client.post(f"/w/acme/sites/{site.pk}/secret/", follow=True).content.decode()
    for months, kept in ((6, 6), (0, 6), (61, 6)):
        client.post(f"/w/acme/sites/{site.pk}/views/", {"months": months})
        site.refresh_from_db()
        assert site.views_kept_months == kept
    client.post(f"/w/acme/sites/{site.pk}/delete/")
    assert not Site.objects.exists()


def test_analysts_look_and_do_not_touch(workspace: Workspace, member_client: Callable[[str], Client]) -> None:
    client = member_client("analyst")
    assert client.get("/w/acme/sites/").status_code == 200
    assert client.post("/w/acme/sites/", {"name": "x"}).status_code == 403

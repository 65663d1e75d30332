"""Lift over the workspace's own orders and over a file, by page and API."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from groundswell.accounts.models import User, Workspace
from groundswell.links.models import Order
from groundswell.reports.models import KeptLift
from groundswell.reports.queries import Measure, daily_orders
from groundswell.reports.tests.lift_series import as_csv, made

ROOT = "/w/acme/roi/lift/"
FIRST = datetime(2026, 1, 5, 12, tzinfo=UTC)


def place(workspace: Workspace, day: int, number: int, **changes: object) -> Order:
    facts = {
        "source": "shopify", "external_id": f"{day}-{number}", "placed_at": FIRST + timedelta(days=day),
        "currency": "USD", "subtotal": Decimal("10.00"), "total": Decimal("10.00"), **changes,
    }  # fmt: skip
    return Order(workspace=workspace, **facts)


@pytest.fixture
def sold(workspace: Workspace) -> None:
    """80 days of about 20 orders at 10 each, 12 more a day from day 70 on; and much that does not count."""
    random = np.random.default_rng(7)
    numbers = random.poisson(20, 80) + np.where(np.arange(80) >= 70, 12, 0)
    orders = [place(workspace, day, index) for day, count in enumerate(numbers) for index in range(count)]
    orders += [place(workspace, 30, 900 + index, is_test=True) for index in range(200)]
    orders += [place(workspace, 31, 900 + index, cancelled_at=FIRST) for index in range(200)]
    orders += [place(workspace, 32, 900 + index, currency="EUR") for index in range(200)]
    Order.objects.bulk_create(orders)


def test_days_are_added_up_and_days_without_orders_are_nought(workspace: Workspace, other_workspace: Workspace) -> None:
    Order.objects.bulk_create([
        place(workspace, 0, 1, refunded=Decimal("4.00")), place(workspace, 0, 2, order_count=3),
        place(workspace, 3, 1), place(other_workspace, 1, 1), place(workspace, 10_000, 1),
    ])  # fmt: skip

    money = daily_orders(workspace=workspace, measure=Measure.NET_REVENUE)
    count = daily_orders(workspace=workspace, measure=Measure.ORDERS)

    assert money is not None
    assert count is not None
    assert money.first == date(2026, 1, 5)
    assert money.y.tolist() == [16.0, 0.0, 0.0, 10.0]  # the day that is not over is left out
    assert count.y.tolist() == [4.0, 0.0, 0.0, 1.0]
    assert money.controls.shape == (4, 0)


@pytest.mark.usefixtures("sold")
def test_the_lift_of_the_own_orders(member_client: Callable[[str], Client], api: Callable[..., Client]) -> None:
    page = member_client("analyst").get(ROOT, {"start": "2026-03-16", "measure": "orders"}).content.decode()
    assert "Lift: more came than would have without the campaign" in page
    assert "10 after the start" in page
    assert "What came and what was expected" in page
    assert "Without a control, whatever else changed" in page

    document = api("read").get("/api/v1/reports/lift?start=2026-03-16&measure=orders").json()
    assert (document["verdict"], document["pre_days"], document["post_days"]) == ("lift", 70, 10)
    assert document["effect"]["low"] < 120 < document["effect"]["high"]
    in_money = api("read").get("/api/v1/reports/lift?start=2026-03-16").json()
    assert in_money["effect"]["total"] == pytest.approx(10 * document["effect"]["total"])


@pytest.mark.usefixtures("sold")
def test_before_the_launch_the_page_says_what_can_be_seen(member_client: Callable[[str], Client]) -> None:
    page = member_client("analyst").get(ROOT).content.decode()
    assert "Before the next launch" in page
    assert '<th scope="row">14 days</th>' in page
    assert '<th scope="row">28 days</th>' not in page  # 80 days are too few for it
    assert "Effect so far" not in page


@pytest.mark.usefixtures("sold")
def test_a_start_that_cannot_be_is_refused_at_its_field(
    member_client: Callable[[str], Client], api: Callable[..., Client]
) -> None:
    client = member_client("analyst")
    answer = client.get(ROOT, {"start": "2030-01-01", "measure": "orders"})
    assert answer.status_code == 422
    assert "the start 2030-01-01 is not inside" in answer.content.decode()
    assert client.get(ROOT, {"start": "soon", "measure": "orders"}).status_code == 422
    assert client.get(ROOT, {"start": "2026-03-16", "measure": "fame"}).status_code == 422
    refused = api("read").get("/api/v1/reports/lift?start=2026-01-06")
    assert (refused.status_code, refused.json()["error"]) == (422, "bad_input")


def test_without_orders(member_client: Callable[[str], Client], api: Callable[..., Client]) -> None:
    page = member_client("analyst").get(ROOT, {"start": "2026-03-16", "measure": "orders"}).content.decode()
    assert "No orders yet" in page
    refused = api("read").get("/api/v1/reports/lift?start=2026-01-06")
    assert (refused.status_code, refused.json()["where"]) == (404, "orders")


def send(client: Client, content: bytes, start: str = "2025-03-16") -> tuple[int, str]:
    answer = client.post(f"{ROOT}file/", {"file": SimpleUploadedFile("daily.csv", content), "start": start})
    return answer.status_code, answer.content.decode()


def test_a_file_is_answered_and_not_kept(member_client: Callable[[str], Client]) -> None:
    """An analyst may ask: nothing is written."""
    status, page = send(member_client("analyst"), as_csv(made(90, effect=20.0)).encode())
    assert status == 200
    assert "Lift: more came than would have without the campaign" in page
    assert "21 after the start" in page
    assert "Before the next launch" in page
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("content", "start", "message"),
    [
        (b"date,y\n2025-01-01,nan\n", "2025-03-16", "“nan” in the column “y” is no number."),
        (as_csv(made(90)).encode(), "2025-01-07", "Only 1 days lie before the start"),
        (b"\x00\xff\xfe", "2025-03-16", "There is no column “date”"),
        (b"x" * (2 * 2**20 + 1), "2025-03-16", "The file is larger than 2 MB."),
    ],
    ids=["no number", "too early", "no text", "too large"],
)
def test_a_bad_file_is_refused_on_the_page(
    member_client: Callable[[str], Client], content: bytes, start: str, message: str
) -> None:
    status, page = send(member_client("manager"), content, start)
    assert status == 422
    assert escape(message) in page


def test_another_brand_is_not_found(outsider: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(outsider)
    assert client.get(ROOT).status_code == 404
    assert send(client, as_csv(made(90)).encode())[0] == 404


@pytest.mark.usefixtures("sold")
def test_a_lift_is_kept_once_over_the_same_days(workspace: Workspace, member_client: Callable[[str], Client]) -> None:
    browser = member_client("manager")

    for _ in range(2):
        answer = browser.post(f"{ROOT}keep/", {"start": "2026-03-16"}, follow=True)

    kept = KeptLift.objects.of(workspace).get()
    assert (kept.verdict, kept.start, kept.last) == ("lift", date(2026, 3, 16), date(2026, 3, 25))
    assert kept.low < 1200 < kept.high
    assert answer.context["report"].span.added.effect == (kept.total, kept.low, kept.high)

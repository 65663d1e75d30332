from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.accounts.models import Workspace
from groundswell.links.models import ExchangeRate
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.services import record_order

RATES = b"date,base,currency,rate\n2026-03-09,EUR,USD,1.25\n"


def test_an_order_in_euros_is_apart_until_its_rate_is_known(
    member_client: Callable[[str], Client], workspace: Workspace
) -> None:
    noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    facts = OrderFacts("shopify", "1", noon, "EUR", Decimal("80.00"), Decimal("80.00"), number="#1")
    record_order(workspace=workspace, facts=facts)
    client = member_client("manager")
    assert "Cannot convert" in client.get("/w/acme/orders/").content.decode()
    refused = client.post("/w/acme/rates/load/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2")}, follow=True)
    assert "names no columns" in refused.content.decode()
    client.post("/w/acme/rates/load/", {"file": SimpleUploadedFile("rates.csv", RATES)})
    assert ExchangeRate.objects.of(workspace).get().source == "rates.csv"
    page = client.get("/w/acme/orders/").content.decode()
    assert "Cannot convert" not in page
    assert "$100.00" in page
    assert "9 Mar 2026" in page
    assert "EUR" in client.get("/w/acme/rates/").content.decode()
    assert client.post("/w/acme/rates/fetch/", follow=True).status_code == 200


def test_an_analyst_changes_no_rates(member_client: Callable[[str], Client]) -> None:
    client = member_client("analyst")
    assert client.post("/w/acme/rates/load/", {"file": SimpleUploadedFile("rates.csv", RATES)}).status_code == 403
    assert not ExchangeRate.objects.exists()

"""Exchange rates: found for a day, over a base, or not at all; read from files; used in sums that say what they leave out."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.kit.tests.fixtures import Result
from groundswell.links.models import ExchangeRate, Order
from groundswell.links.queries import converted_totals, currencies_of, net_converted
from groundswell.links.rules.orders import OrderFacts
from groundswell.links.rules.rate_files import read_rates
from groundswell.links.rules.rates import Conversion, Converted, DatedRate, RateTable, Sum, converted
from groundswell.links.services import load_rates, record_orders

MONDAY = date(2026, 3, 9)
ECB = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><Cube><Cube time='2026-03-09'><Cube currency='USD' rate='1.25'/>
<Cube currency='CAD' rate='1.50'/><Cube currency='JPY' rate='160.5'/></Cube><Cube time="2026-03-06">
<Cube currency="USD" rate="1.20"/></Cube></Cube></gesmes:Envelope>"""
TABLE = RateTable(read_rates(ECB))


def test_as_it_stands_turned_round_and_over_the_base() -> None:
    assert TABLE.between("EUR", "USD", MONDAY) == Conversion(Decimal("1.25"), MONDAY)
    assert TABLE.between("USD", "EUR", MONDAY) == Conversion(Decimal("0.8"), MONDAY)
    assert TABLE.between("CAD", "USD", MONDAY) == Conversion(Decimal("1.25") / Decimal("1.50"), MONDAY)
    assert TABLE.between("USD", "USD", date(1999, 1, 1)) == Conversion(Decimal(1), date(1999, 1, 1))


def test_the_last_rate_before_holds_for_a_week_and_no_later_one_ever() -> None:
    assert TABLE.between("EUR", "USD", date(2026, 3, 8)) == Conversion(Decimal("1.20"), date(2026, 3, 6))
    assert TABLE.between("EUR", "USD", MONDAY + timedelta(days=7)) == Conversion(Decimal("1.25"), MONDAY)
    assert TABLE.between("EUR", "USD", MONDAY + timedelta(days=8)) is None
    assert TABLE.between("EUR", "USD", date(2026, 3, 5)) is None
    assert TABLE.between("EUR", "CAD", date(2026, 3, 8)) is None
    assert TABLE.between("GBP", "USD", MONDAY) is None


def test_a_rate_names_its_sources() -> None:
    table = RateTable([
        DatedRate(MONDAY, "EUR", "USD", Decimal("1.25"), "ECB"), DatedRate(MONDAY, "EUR", "CAD", Decimal("1.50"), "bank.csv")
    ])  # fmt: skip
    assert table.between("EUR", "USD", MONDAY) == Conversion(Decimal("1.25"), MONDAY, "ECB")
    assert table.between("CAD", "USD", MONDAY) == Conversion(
        Decimal("1.25") / Decimal("1.50"), MONDAY, "ECB and bank.csv"
    )


@given(st.decimals("0.001", "1000", places=4), st.decimals("0.001", "1000", places=4), st.integers(0, 10))
def test_there_and_back_is_where_it_began(one: Decimal, other: Decimal, days: int) -> None:
    table = RateTable([DatedRate(MONDAY, "EUR", "USD", one), DatedRate(MONDAY, "EUR", "CAD", other)])
    day = MONDAY + timedelta(days=days)
    there, back = table.between("USD", "CAD", day), table.between("CAD", "USD", day)
    assert (there is None) is (back is None) is (days > 7)
    if there and back:
        assert abs(there.rate * back.rate - 1) < Decimal("1e-20")


def test_a_sum_says_what_it_leaves_out() -> None:
    sums = [
        Sum("USD", MONDAY, Decimal("10.00"), 1),
        Sum("CAD", MONDAY, Decimal("10.00"), 2),
        Sum("GBP", MONDAY, Decimal("7.00"), 3),
    ]
    # 10.00 + 10.00 x 1.25 / 1.50 = 10.00 + 8.33
    assert converted(sums, "USD", TABLE) == (Decimal("18.33"), 3, {"GBP": (3, Decimal("7.00"))}, MONDAY, MONDAY)


def test_files_of_rates() -> None:
    assert [(one.currency, one.rate) for one in read_rates(ECB)][:2] == [
        ("USD", Decimal("1.25")),
        ("CAD", Decimal("1.50")),
    ]
    plain = b"\xef\xbb\xbfDate;Base;Currency;Rate\n2026-03-09;usd;cad;1.36\n\n"
    assert read_rates(plain) == [DatedRate(MONDAY, "USD", "CAD", Decimal("1.36"))]
    wide = b"Date, USD, CAD,\n9 March 2026, 1.25, N/A,\n"
    assert read_rates(wide) == [DatedRate(MONDAY, "EUR", "USD", Decimal("1.25"))]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "names no columns|no exchange rate"), (b"a,b\n1,2\n", "names no columns"), (b"<a><b></a>", "no readable XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "entities"), (b"<x/>", "no exchange rate"), (b"\xff\xfe", "UTF-8"),
        (b"date,base,currency,rate\n09.03.2026,EUR,USD,1.2\n", "no date"), (b"date,base,currency,rate\n2026-03-09,EUR,USD,-1\n", "cannot be"),
        (b"date,base,currency,rate\n2026-03-09,EUR,USD,NaN\n", "cannot be"), (b"date,base,currency,rate\n2026-03-09,EUR,EUR,1\n", "no two"),
        (b'date,base,currency,rate\n2026-03-09,EUR,USD,"1,2"\n', "no rate"), (b"date,base,currency,rate\n2026-03-09,EUR\n", "no two"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_rates_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_rates(content)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    try:
        assert all(one.rate > 0 for one in read_rates(content))
    except GroundswellError:
        return


def test_the_same_file_again_changes_nothing_and_a_later_one_stands_above(workspace: Workspace) -> None:
    assert load_rates(workspace=workspace, content=ECB, source="ECB") == {"created": 4, "updated": 0, "unchanged": 0}
    assert load_rates(workspace=workspace, content=ECB, source="ECB") == {"created": 0, "updated": 0, "unchanged": 4}
    other = b"date,base,currency,rate\n2026-03-09,EUR,USD,1.26\n"
    assert load_rates(workspace=workspace, content=other, source="bank.csv")["updated"] == 1
    assert ExchangeRate.objects.get(day=MONDAY, currency="USD").source == "bank.csv"


def test_orders_in_several_currencies_make_one_sum_that_says_what_is_missing(
    workspace: Workspace, creator: Creator, facts: Callable[..., OrderFacts], cli: Callable[..., Result], tmp_path: Path
) -> None:
    noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
    told = [("1", "USD", "100.00"), ("2", "CAD", "100.00"), ("3", "GBP", "50.00"), ("4", "EUR", "10.00")]
    record_orders(workspace=workspace, facts=[
        facts(external_id=number, currency=currency, subtotal=Decimal(net), placed_at=noon, named_creator=creator.pk)
        for number, currency, net in told
    ])  # fmt: skip
    assert converted_totals(workspace).net.missing.keys() == {"CAD", "GBP", "EUR"}
    file = tmp_path / "ecb.xml"
    file.write_bytes(ECB)
    assert json.loads(cli("rates", "load", file, "--json").stdout)["created"] == 4
    # 100.00 + 100.00 CAD x 1.25 / 1.50 = 83.33, + 10.00 EUR x 1.25 = 12.50
    sums = converted_totals(workspace)
    assert (sums.net.amount, sums.owed.amount, sums.net.orders) == (Decimal("195.83"), Decimal("195.83"), 3)
    assert sums.net.missing == {"GBP": (1, Decimal("50.00"))}
    assert [(row.currency, row.unconverted) for row in currencies_of(workspace)] == [("CAD", 0), ("EUR", 0), ("GBP", 1)]
    assert net_converted(Order.objects.get(currency="GBP"), workspace) == Converted(
        Decimal(0), 0, {"GBP": (1, Decimal("50.00"))}
    )

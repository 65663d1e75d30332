"""Amounts of several currencies told in one: exactly, in sums that agree however they are grouped, or apart with the reason."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.money import ZERO, cents
from groundswell.links.rules.rates import Conversion, DatedRate, RateTable
from groundswell.reports.exchange import Exchange, ForeignAmounts, exchange_notes, rates_in_words

MONDAY, TUESDAY, LATE = date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 20)
TABLE = RateTable([
    DatedRate(MONDAY, "EUR", "USD", Decimal("1.10"), "ECB"), DatedRate(TUESDAY, "EUR", "USD", Decimal("1.20"), "ECB"),
])  # fmt: skip


def test_each_row_at_the_rate_of_its_day() -> None:
    exchange = Exchange("USD", TABLE)

    assert exchange.net_revenue("EUR", MONDAY, Decimal("10.00")) == Decimal("11.00")
    assert exchange.net_revenue("EUR", TUESDAY, Decimal("10.00"), rows=3, orders=4) == Decimal("36.00")
    assert exchange.spend("EUR", date(2026, 10, 4), Decimal("10.00")) is None  # no rate yet on that Sunday
    assert exchange.spend("EUR", MONDAY, Decimal("0.05")) == Decimal("0.06")  # 0.055, half to even

    (used,) = exchange.converted
    assert (used.orders, used.net_revenue, used.net_converted) == (5, Decimal("40.00"), Decimal("47.00"))
    assert (used.spend, used.spend_converted) == (Decimal("0.05"), Decimal("0.06"))
    assert used.rates == [Conversion(Decimal("1.10"), MONDAY, "ECB"), Conversion(Decimal("1.20"), TUESDAY, "ECB")]
    assert rates_in_words(used) == "1.1000 to 1.2000, 5 Oct 2026 to 6 Oct 2026, ECB"


def test_the_own_currency_is_left_as_it_is_and_named_nowhere() -> None:
    exchange = Exchange("USD", TABLE)

    assert exchange.net_revenue("USD", LATE, Decimal("0.01"), rows=2) == Decimal("0.02")
    assert exchange.spend("USD", None, Decimal("5.00")) == Decimal("5.00")
    assert (exchange.converted, exchange.apart) == ([], [])


def test_what_cannot_be_converted_says_why() -> None:
    exchange = Exchange("USD", TABLE)

    assert exchange.net_revenue("EUR", LATE, Decimal("7.00"), orders=2) is None
    assert exchange.spend("EUR", None, Decimal("3.00"), rows=2) is None
    assert exchange.spend("GBP", MONDAY, Decimal("1.00")) is None

    late = "no rate of EUR to USD is known for 20 Oct 2026 or the week before; 2 costs have no date, and so no rate"
    assert exchange.apart == [
        ForeignAmounts(currency="EUR", orders=2, net_revenue=Decimal("7.00"), spend=Decimal("6.00"), reason=late),
        ForeignAmounts(
            currency="GBP", orders=0, net_revenue=ZERO, spend=Decimal("1.00"),
            reason="no rate of GBP to USD is known for 5 Oct 2026 or the week before",
        ),
    ]  # fmt: skip
    assert exchange_notes(exchange.converted, exchange.apart, "USD")[0] == (
        f"Amounts in EUR are held apart, in no figure: {late}. Load rates on the page Exchange rates to count them."
    )


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["EUR", "USD", "GBP"]), st.sampled_from([MONDAY, TUESDAY, LATE]), st.decimals(-99, 99, places=2)
    )
)


@given(ROWS, st.decimals("0.0001", "200", places=4))
def test_nothing_is_lost_and_groups_agree(rows: list[tuple[str, date, Decimal]], rate: Decimal) -> None:
    table = RateTable([DatedRate(MONDAY, "EUR", "USD", rate)])
    one_by_one = Exchange("USD", table)
    told = [one_by_one.net_revenue(currency, day, net) for currency, day, net in rows]

    by_group = Exchange("USD", table)
    grouped = {row: rows.count(row) for row in rows}
    sums = [by_group.net_revenue(*row, rows=count, orders=count) for row, count in grouped.items()]

    assert sum((one for one in told if one is not None), ZERO) == sum((one for one in sums if one is not None), ZERO)
    assert by_group.apart == one_by_one.apart
    abroad = [row for row in rows if row[0] != "USD"]
    assert sum(row.orders for row in one_by_one.converted + one_by_one.apart) == len(abroad)
    assert sum((row.net_revenue for row in one_by_one.converted + one_by_one.apart), ZERO) == sum(
        (net for *_, net in abroad), ZERO
    )
    euros = [cents(net * rate) for currency, day, net in rows if currency == "EUR" and day != LATE]
    assert sum((row.net_converted for row in one_by_one.converted), ZERO) == sum(euros, ZERO)

"""What a payout covers, and what its lines say: pure rules, over whatever comes in whatever order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.rules.basis import NOT_OWED, Basis, basis_in, basis_text
from groundswell.campaigns.statements.bank import holds_bank_number
from groundswell.campaigns.statements.coverage import Move, covered
from groundswell.campaigns.statements.lines import Approved, Line, changes, lines_of

D = Decimal
cent = st.decimals(min_value=-500, max_value=500, places=2).filter(bool)
acts = st.lists(st.one_of(cent, st.sampled_from(["pay", "cancel", "issue"])), max_size=30)


@given(acts)
def test_every_standing_payout_covers_exactly_what_it_paid(news: list[Decimal | str]) -> None:
    moves: list[Move] = []
    settled: dict[int, int] = {}
    open_payouts: list[Move] = []
    for pk, act in enumerate(news, start=1):
        due = sum((m.amount for m in moves if m.payout is None), D(0)) - sum(m.amount for m in moves if m.payout)
        if isinstance(act, Decimal):
            moves.append(Move(pk, act))
        elif act == "pay" and due > 0:
            moves.append(Move(pk, due, payout=pk))
            open_payouts.append(moves[-1])
        elif act == "cancel" and open_payouts:
            gone = open_payouts.pop(0)
            moves.append(Move(pk, -gone.amount, payout=gone.payout))
        elif act == "issue" and open_payouts:
            paid = open_payouts.pop()
            settled |= dict.fromkeys(covered(moves, settled)[paid.pk], paid.pk)
    found = covered(moves, settled)
    amounts = {move.pk: move.amount for move in moves}
    assert all(sum(amounts[one] for one in taken) == amounts[paid] for paid, taken in found.items())
    every = [pk for taken in found.values() for pk in taken]
    assert len(every) == len(set(every)), "no entry is paid twice"
    assert found.keys() >= set(settled.values())


@given(
    st.decimals(min_value=-10_000, max_value=10_000, places=2),
    st.decimals(min_value=D("0.0001"), max_value=1, places=4),
)
def test_the_ledgers_words_are_read_back(net: Decimal, rate: Decimal) -> None:
    assert basis_in(basis_text(net, "EUR", rate)) == Basis(net, rate)
    assert basis_in("no longer owed to them") is None


def test_lines_tell_earned_corrected_and_taken_back_apart() -> None:
    entries = [
        Approved(1, "a", "Autumn", D("8.40"), "84.00 EUR net × 10 %"),
        Approved(2, "b", "Autumn", D("5.00"), "50.00 EUR net × 10 %"),
        Approved(3, "c", "Spring", D("3.00"), "20.00 EUR net × 15 %"),
        Approved(4, "a", "Autumn", D("1.68"), "84.00 EUR net × 12 %"),
        Approved(5, "b", "Autumn", D("-5.00"), NOT_OWED),
        Approved(6, "d", "Autumn", D("1.00"), "an older wording"),
    ]
    assert lines_of(entries, changes(entries)) == [
        Line("Commission", "Autumn", 1, None, None, D("1.00")),
        Line("Commission", "Autumn", 2, D("134.00"), D("0.1"), D("13.40")),
        Line("Commission", "Spring", 1, D("20.00"), D("0.15"), D("3.00")),
        Line("Commission corrected", "Autumn", 1, D("0.00"), D("0.12"), D("1.68")),
        Line("Commission taken back", "Autumn", 1, D("-50.00"), D("0.1"), D("-5.00")),
    ]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("GB82 WEST 1234 5698 7654 32", True), ("gb82west12345698765432", True), ("GB83WEST12345698765432", False),
        ("DE123456789", False), ("BIC COBADEFFXXX", True), ("12 Swift Street", False), ("1 Rue du Lac", False),
    ],
)  # fmt: skip
def test_bank_numbers_are_known(text: str, held: bool) -> None:
    assert holds_bank_number(text) is held

"""What a creator proposes instead: the same offer with some of its terms changed. Pure: no Django, no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from groundswell.campaigns.rules.terms import OfferTerms
from groundswell.kit.errors import BadInput

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the creator would rather have; None leaves a term as it is. `posts` are (quantity, due date) in the offer's
    order; a quantity of 0 drops the line. `other` replaces what the brand gives in kind."""

    fee: Decimal | None = None
    commission_rate: Decimal | None = None
    posts: Sequence[tuple[int | None, date | None]] = ()
    usage_rights: str | None = None
    other: str | None = None


def apply_proposal(terms: OfferTerms, proposal: Proposal) -> OfferTerms:
    """The whole offer as it would stand. BadInput when nothing of it is different."""
    posts = []
    for number, planned in enumerate(terms.deliverables):
        quantity, due_on = proposal.posts[number] if number < len(proposal.posts) else (None, None)
        changed = replace(
            planned,
            quantity=planned.quantity if quantity is None else quantity,
            due_on=due_on or planned.due_on,
        )
        if changed.quantity:
            posts.append(changed)
    changed_terms = replace(
        terms,
        deliverables=tuple(posts),
        fee=_or(proposal.fee, terms.fee),
        commission_rate=_or(proposal.commission_rate, terms.commission_rate),
        usage_rights=_or(proposal.usage_rights, terms.usage_rights),
        other=_or(proposal.other, terms.other),
    )
    if changed_terms == terms:
        raise BadInput("These are the terms of the offer itself.", where="fee", cure="Change something, or accept it.")
    return changed_terms


def _or(wanted: T | None, there: T) -> T:
    return there if wanted is None else wanted


def differences(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(label, before, after) of the lines of two offers that differ, in order; a line that is gone or new has one side
    empty. Lines of one label are told apart by their order."""
    old, new = _numbered(before), _numbered(after)
    keys = [*old, *(key for key in new if key not in old)]
    return [(key[0], old.get(key, ""), new.get(key, "")) for key in keys if old.get(key) != new.get(key)]


def _numbered(lines: Sequence[tuple[str, str]]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for label, text in lines:
        number = sum(1 for known, _ in found if known == label)
        found[label, number] = text
    return found

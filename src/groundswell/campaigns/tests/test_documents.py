"""An offer's terms as JSON."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from groundswell.campaigns.rules.documents import TermsDocument
from groundswell.campaigns.rules.terms import PlannedPost

LEAST: dict[str, Any] = {"expires_at": "2099-12-01T18:00:00+02:00"}


def test_the_least_that_can_be_said() -> None:
    terms = TermsDocument.model_validate(LEAST).terms(currency="CAD", clause="Say it.")
    assert terms.expires_at == datetime(2099, 12, 1, 16, tzinfo=UTC)
    assert (terms.currency, terms.disclosure_clause, terms.fee, terms.product_cost) == (
        "CAD",
        "Say it.",
        Decimal(0),
        None,
    )
    assert terms.deliverables == ()


def test_a_clause_of_ones_own_stands() -> None:
    document = TermsDocument.model_validate(LEAST | {"disclosure_clause": "Mine."})
    assert document.terms(currency="USD", clause="Ours.").disclosure_clause == "Mine."


def test_posts_asked_for_and_exact_money() -> None:
    posts = [{"activity": "tip", "platform": "x", "quantity": 3, "requirements": "Short"}]
    terms = TermsDocument.model_validate(LEAST | {"fee": "0.10", "deliverables": posts}).terms(
        currency="USD", clause="x"
    )
    assert terms.fee == Decimal("0.10")
    assert terms.deliverables == (PlannedPost(activity="tip", platform="x", quantity=3, requirements="Short"),)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        LEAST | {"expires_at": "2099-12-01T18:00:00"},
        LEAST | {"fee": "much"},
        LEAST | {"salary": 1},
        LEAST | {"deliverables": [{"platform": "x"}]},
        LEAST | {"deliverables": [{"activity": "tip", "platform": "x", "when": "soon"}]},
    ],
    ids=["no date", "no zone", "no number", "unknown name", "no activity", "unknown name in a post"],
)
def test_what_is_no_document(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TermsDocument.model_validate(wrong)

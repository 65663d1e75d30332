"""May somebody be written to first? A table per country, and what holds in all of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.outreach.contact_rules import contact_rules
from groundswell.outreach.rules.gate import EU, Footing, Outcome, Verdict, decide, refuses_mail, rule_for

TODAY = date(2026, 11, 26)
KINDS = ("consent", "published", "inquiry", "dealings", "company")
A, W, B = "allow", "warn", "block"
#           nothing  consent published inquiry dealings company
TABLE = {
    "CA": (B, A, A, A, A, B),
    "US": (A, A, A, A, A, A),
    "GB": (B, A, B, A, A, A),
    "DE": (B, A, B, A, A, B),
    "AT": (B, A, B, A, A, B),
    "FR": (B, A, A, A, A, A),
    "NL": (B, A, W, A, A, W),
    "BE": (B, A, B, A, A, W),
    "IT": (B, A, B, A, A, B),
    "ES": (B, A, B, A, A, B),
    "IE": (B, A, W, A, A, A),
    "AU": (B, A, A, A, A, B),
    "IN": (W, A, A, A, A, W),
    "KR": (B, A, B, A, A, B),
    "JP": (B, A, A, A, A, B),
    "BR": (W, A, A, A, A, W),
    "PL": (B, A, W, A, A, W),  # the Union's
    "": (W, A, W, A, A, W),
    "MX": (W, A, W, A, A, W),
}


def judged(country: str, *footings: Footing, postal: bool = True, direct: bool = False, origin: str = "") -> Verdict:
    rule = rule_for(country, contact_rules())
    return decide(rule, footings, today=TODAY, postal_address=postal, direct=direct, origin=origin)


def footing(kind: str, days: int = 10, proof: str = "write to me", url: str = "") -> Footing:
    return Footing(kind, TODAY - timedelta(days=days), proof, url)


@pytest.mark.parametrize("country", TABLE)
def test_each_country_by_what_is_known(country: str) -> None:
    given = [judged(country), *(judged(country, footing(kind)) for kind in KINDS)]
    assert tuple(str(verdict.outcome) for verdict in given) == TABLE[country]


def test_every_country_that_disclosure_knows_has_a_rule_with_law_date_and_source() -> None:
    rules = contact_rules()
    assert set(rules) >= {
        "US",
        "CA",
        "GB",
        "DE",
        "AT",
        "FR",
        "NL",
        "BE",
        "IT",
        "ES",
        "IE",
        "AU",
        "IN",
        "KR",
        "JP",
        "BR",
    }
    for code, rule in rules.items():
        assert rule.law, code
        assert rule.valid_from <= TODAY, code
        assert rule.source.startswith("https://") or code == "ZZ"
        assert {"none", "consent", "inquiry", "dealings"} <= set(rule.clauses), code
        assert rule.clauses["consent"].outcome == Outcome.ALLOW


@pytest.mark.parametrize(("kind", "days"), [("dealings", 730), ("inquiry", 183)])
def test_canadas_implied_consent_runs_out(kind: str, days: int) -> None:
    assert judged("CA", footing(kind, days)).outcome == Outcome.ALLOW
    assert judged("CA", footing(kind, days + 1)).outcome == Outcome.BLOCK
    assert judged("CA", footing(kind, days + 1), footing("consent", 3_000)).outcome == Outcome.ALLOW


@pytest.mark.parametrize(
    "words",
    [
        "No unsolicited offers please", "not accepting brand deals", "Don't email me", "keine Werbung", "pas de démarchage",
        "NO PR", "not open to collabs", "no collabs", "aucune collaboration", "geen reclame", "no publicidad",
    ],
)  # fmt: skip
def test_a_published_address_with_a_no_is_no_consent(words: str) -> None:
    assert refuses_mail(words)
    verdict = judged("CA", footing("published", proof=f"Trails and bread. {words}. me@example.org"))
    assert verdict.outcome == Outcome.BLOCK
    assert "not for offers" in verdict.reason


@pytest.mark.parametrize(
    "words", ["Collabs: me@example.org", "business: me@example.org", "No sugar, no nonsense. Kontakt: me@x.de"]
)
def test_an_invitation_is_no_refusal(words: str) -> None:
    assert not refuses_mail(words)


def test_what_a_mail_must_carry() -> None:
    assert judged("US", postal=False).cure == "Add your postal address in the settings."
    assert judged("US", postal=False).blocked
    assert not judged("US", footing("inquiry"), postal=False).blocked
    assert not judged("US", postal=False, direct=True).blocked
    page = "https://example.org/about"
    assert page in judged("FR", footing("published", url=page), origin="file: list.csv").notice
    assert "file: list.csv" in judged("GB", footing("company"), origin="file: list.csv").notice
    assert judged("GB", footing("consent")).notice == ""
    assert judged("CA", footing("published", url=page)).notice == ""


def test_a_direct_message_by_hand() -> None:
    assert [str(judged(code, direct=True).outcome) for code in ("US", "DE", "CA", "GB", "")] == [A, W, B, W, W]


def test_an_owners_override_is_said_to_be_one() -> None:
    verdict = judged("DE", footing("override", proof="Met at the fair, she asked for it"))
    assert verdict.outcome == Outcome.ALLOW
    assert "Met at the fair" in verdict.reason
    assert verdict.footing is not None
    assert verdict.footing.kind == "override"


@given(
    st.sampled_from([*TABLE, *EU]),
    st.lists(st.tuples(st.sampled_from((*KINDS, "unheard-of")), st.integers(0, 4000)), max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_more_footing_never_makes_it_worse_and_nothing_blocked_is_without_a_cure(
    country: str, known: list[tuple[str, int]], postal: bool, direct: bool
) -> None:
    footings = [footing(kind, days) for kind, days in known]
    order = list(Outcome)
    verdict = judged(country, *footings, postal=postal, direct=direct)
    for count in range(len(footings)):
        fewer = judged(country, *footings[:count], postal=postal, direct=direct)
        assert order.index(verdict.outcome) <= order.index(fewer.outcome)
    assert verdict.reason
    assert bool(verdict.cure) or verdict.outcome == Outcome.ALLOW
    assert not (verdict.blocked and verdict.footing)

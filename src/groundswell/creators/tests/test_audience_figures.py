"""What several sources say of one audience: kept once, ranked, disagreement shown, nobody else's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts, Origin, checked, value_of
from groundswell.creators.audience.reconcile import disagreements, ranked, reconcile
from groundswell.creators.audience.sets import AudienceSet, Share
from groundswell.creators.models import Account, AudienceFigure
from groundswell.creators.network import forget_account
from groundswell.creators.queries import audience_of, audiences_for
from groundswell.creators.services import record_audience
from groundswell.kit.errors import BadInput, NotFound

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
US, DE = AudienceFacts("country", "US", 0.6), AudienceFacts("country", "DE", 0.4)
SHARES = st.floats(0, 1)


@pytest.fixture
def account(db: None) -> Account:
    account: Account = Account.objects.create(platform="bluesky", external_id="did:plc:maya", handle="maya.example")
    return account


def tell(workspace: Workspace | None, account: Account, *figures: AudienceFacts, **more: Any) -> int:
    said: dict[str, Any] = {"origin": "estimate", "source": "Our sample", "observed_at": NOON, **more}
    return record_audience(workspace=workspace, account=account, figures=figures, **said)


def test_the_same_set_twice_changes_nothing(workspace: Workspace, account: Account) -> None:
    assert tell(None, account, US, DE, sample=400) == 2
    pks = set(AudienceFigure.objects.values_list("pk", flat=True))
    changed = Account.objects.get().changed_at
    assert tell(None, account, DE, US, sample=400) == 0
    assert set(AudienceFigure.objects.values_list("pk", flat=True)) == pks
    assert Account.objects.get().changed_at == changed


def test_a_set_told_anew_replaces_the_old_one_of_that_moment_only(workspace: Workspace, account: Account) -> None:
    tell(None, account, US, DE)
    tell(None, account, US, observed_at=NOON - DAY)
    assert tell(None, account, AudienceFacts("country", "us", 0.9)) == 2  # US differs, DE went
    assert sorted(AudienceFigure.objects.values_list("observed_at", "value", "share")) == [
        (NOON - DAY, "US", 0.6),
        (NOON, "US", 0.9),
    ]


def test_the_search_index_hears_of_new_figures(account: Account) -> None:
    before = account.changed_at
    tell(None, account, US)
    account.refresh_from_db()
    assert account.changed_at > before


@pytest.mark.parametrize(
    "figure",
    [
        AudienceFacts("country", "US", 1.2),
        AudienceFacts("country", "US", -0.1),
        AudienceFacts("country", "US", float("nan")),
        AudienceFacts("country", "US", 0.5, low=0.6),
        AudienceFacts("country", "US", 0.5, high=0.4),
        AudienceFacts("country", "US", 0.5, coverage=float("inf")),
        AudienceFacts("country", "  ", 0.5),
        AudienceFacts("shoe size", "42", 0.5),
    ],
)
def test_nonsense_is_refused_and_nothing_of_the_set_is_kept(account: Account, figure: AudienceFacts) -> None:
    with pytest.raises(BadInput):
        tell(None, account, DE, figure)
    assert not AudienceFigure.objects.exists()


def test_a_value_twice_in_two_spellings_is_refused(account: Account) -> None:
    with pytest.raises(BadInput, match="gender female is given twice"):
        tell(None, account, AudienceFacts("gender", "F", 0.5), AudienceFacts("gender", "female", 0.4))


def test_what_a_vendor_told_never_becomes_public(account: Account) -> None:
    with pytest.raises(BadInput):
        tell(None, account, US, origin="vendor")
    with pytest.raises(BadInput):
        tell(None, account, US, origin="rumour")
    assert not AudienceFigure.objects.exists()


def test_another_workspaces_account_is_not_there(workspace: Workspace, other_workspace: Workspace) -> None:
    own = Account.objects.create(platform="instagram", handle="maya", workspace=workspace)
    for stranger in (other_workspace, None):
        with pytest.raises(NotFound):
            tell(stranger, own, US)
    assert not AudienceFigure.objects.exists()


def test_each_brand_sees_the_public_figures_and_its_own(
    workspace: Workspace, other_workspace: Workspace, account: Account
) -> None:
    tell(None, account, US, sample=300)
    tell(workspace, account, AudienceFacts("country", "US", 0.2), origin="vendor", source="Vendor")
    mine, theirs = audience_of(workspace, account), audience_of(other_workspace, account)
    assert [(one.chosen.source, one.chosen.own, len(one.others)) for one in mine] == [("Vendor", True, 1)]
    assert [(one.chosen.source, one.chosen.own, one.chosen.sample) for one in theirs] == [("Our sample", False, 300)]
    assert audience_of(None, account) == theirs


def test_first_party_beats_vendor_beats_estimate_per_dimension(workspace: Workspace, account: Account) -> None:
    tell(workspace, account, US, AudienceFacts("gender", "female", 0.5), AudienceFacts("language", "en", 1), sample=99)
    tell(workspace, account, US, AudienceFacts("gender", "female", 0.7), origin="vendor", source="Vendor")
    tell(workspace, account, AudienceFacts("country", "US", 0.3), origin="first_party", source="Insights",
         observed_at=NOON - 90 * DAY)  # fmt: skip
    found = {one.dimension: one for one in audience_of(workspace, account)}
    assert {name: one.chosen.source for name, one in found.items()} == {
        "country": "Insights",
        "gender": "Vendor",
        "language": "Our sample",
    }
    assert [
        (clash.value, clash.share, clash.other, clash.other_source) for clash in found["country"].disagreements
    ] == [
        ("US", 0.3, 0.6, "Vendor"),
        ("US", 0.3, 0.6, "Our sample"),
    ]
    assert audiences_for(workspace, [account.pk]) == {
        account.pk: {"country": {"US": 0.3}, "gender": {"female": 0.7}, "language": {"en": 1.0}}
    }


def test_many_accounts_cost_one_query(workspace: Workspace, account: Account, django_assert_num_queries: Any) -> None:
    other = Account.objects.create(platform="bluesky", external_id="did:plc:leo", handle="leo.example")
    silent = Account.objects.create(platform="bluesky", external_id="did:plc:zoe", handle="zoe.example")
    tell(None, account, US, DE)
    tell(None, other, DE)
    with django_assert_num_queries(1):
        found = audiences_for(workspace, [account.pk, other.pk, silent.pk])
    assert found == {account.pk: {"country": {"US": 0.6, "DE": 0.4}}, other.pk: {"country": {"DE": 0.4}}}


def test_evidence_is_one_file_for_the_set(workspace: Workspace, account: Account) -> None:
    shot = ContentFile(b"a picture", name="insights.png")
    assert tell(workspace, account, US, DE, origin="first_party", source="Insights", evidence=shot) == 2
    names = set(AudienceFigure.objects.values_list("evidence", flat=True))
    assert len(names) == 1
    row = AudienceFigure.objects.first()
    assert row is not None
    assert Path(row.evidence.path).read_bytes() == b"a picture"
    assert audience_of(workspace, account)[0].chosen.evidence == row.evidence.name
    assert tell(workspace, account, US, DE, origin="first_party", source="Insights", evidence=row.evidence.name) == 0
    assert set(AudienceFigure.objects.values_list("evidence", flat=True)) == names


def test_a_forgotten_profile_takes_its_estimates_along_but_not_what_brands_were_given(
    workspace: Workspace, account: Account
) -> None:
    Account.objects.filter(pk=account.pk)
    tell(None, account, US)
    tell(workspace, account, DE, origin="vendor", source="Vendor")
    from groundswell.creators.services import create_creator

    create_creator(workspace=workspace, name="Maya").accounts.add(account)
    forget_account(account)
    assert list(AudienceFigure.objects.values_list("source", flat=True)) == ["Vendor"]


def test_spellings_of_values() -> None:
    assert [value_of("country", " us"), value_of("gender", "Women"), value_of("gender_age", "F.25-34")] == [
        "US",
        "female",
        "female.25-34",
    ]
    assert [value_of("city", " New  York"), value_of("language", "EN")] == ["New York", "en"]


def of(*shares: Share, origin: str = "vendor", source: str = "A", at: datetime = NOON, own: bool = True) -> AudienceSet:
    return AudienceSet(origin, source, at, own, None, None, "", shares)


@pytest.mark.parametrize(
    ("mine", "theirs", "apart"),
    [
        (Share("US", 0.50), Share("US", 0.59), False),
        (Share("US", 0.50), Share("US", 0.61), True),
        (Share("US", 0.50, 0.45, 0.55), Share("US", 0.54), False),
        (Share("US", 0.50, 0.45, 0.55), Share("US", 0.56), True),
        (Share("US", 0.50, 0.45, 0.55), Share("US", 0.60, 0.54, 0.66), False),
        (Share("US", 0.50, 0.49, 0.51), Share("US", 0.54, 0.53, 0.55), False),  # apart, and nobody would mind
        (Share("US", 0.50), Share("DE", 0.99), False),
    ],
)
def test_what_counts_as_disagreement(mine: Share, theirs: Share, apart: bool) -> None:
    assert bool(disagreements(of(mine), of(theirs, source="B"))) is apart


def test_of_each_source_only_the_newest_counts() -> None:
    old, new = of(Share("US", 0.1)), of(Share("US", 0.9), at=NOON + DAY)
    assert ranked([new, old]) == [new]
    [one] = reconcile({"country": [old, new]})
    assert (one.chosen, one.others, one.disagreements) == (new, (), ())


@given(st.dictionaries(st.sampled_from("ABCD"), SHARES), st.integers(0, 10**9))
def test_checked_figures_keep_shares_and_take_the_sample(shares: dict[str, float], sample: int) -> None:
    found = checked([AudienceFacts("interest", value, share) for value, share in shares.items()], sample)
    assert {one.value: one.share for one in found} == shares
    assert {one.sample for one in found} <= {sample}


@given(st.lists(st.tuples(st.sampled_from(["first_party", "vendor", "estimate"]), st.integers(0, 9)), min_size=1))
def test_no_later_set_ranks_before_a_better_origin(sets: list[tuple[Origin, int]]) -> None:
    found = ranked(of(origin=origin, source=str(days), at=NOON + days * DAY) for origin, days in sets)
    keys = [(["first_party", "vendor", "estimate"].index(one.origin), -one.observed_at.timestamp()) for one in found]
    assert keys == sorted(keys)
    assert len(keys) == len(set(sets))

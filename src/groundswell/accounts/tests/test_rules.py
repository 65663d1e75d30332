import pytest

from groundswell.accounts import rules
from groundswell.accounts.rules import Need


@pytest.mark.parametrize(
    ("role", "reach"),
    [("owner", Need.OWN), ("manager", Need.WRITE), ("analyst", Need.READ), ("", None), ("root", None)],
)
def test_how_far_each_role_reaches(role: str, reach: Need | None) -> None:
    assert [need for need in Need if rules.may(role, need)] == [need for need in Need if reach and need <= reach]


def test_tier_bounds_fall_back_to_the_defaults() -> None:
    assert rules.tier_bounds({"macro": 50_000}) == {"micro": 1_000, "macro": 50_000, "mega": 500_000}
    assert rules.bounds_ascend(rules.DEFAULT_TIER_BOUNDS)
    assert not rules.bounds_ascend({"micro": 0, "macro": 1, "mega": 2})

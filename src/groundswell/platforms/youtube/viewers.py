"""Who watches a channel, as YouTube Analytics tells its owner. Pure.

Report: https://developers.google.com/youtube/analytics/channel_reports (viewer demographics).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from groundswell.platforms.fields import parts
from groundswell.platforms.sign_in import AudienceShare

COLUMNS = ("ageGroup", "gender", "viewerPercentage")
GENDERS = ("female", "male")


def shares_of(report: Any) -> list[AudienceShare]:
    """Percentages by age and gender as shares: of ages and of ages by gender among all viewers that are told, of genders
    among women and men (`user_specified` is neither)."""
    rows = list(_rows(report))
    by_gender = {gender: sum(share for _, one, share in rows if one == gender) for gender in GENDERS}
    by_age: dict[str, float] = {}
    for age, _, share in rows:
        by_age[age] = by_age.get(age, 0.0) + share
    both = {f"{gender}.{age}": share for age, gender, share in rows if gender in GENDERS}
    whole = sum(by_age.values())
    return [
        *_as_shares("age", by_age, whole),
        *_as_shares("gender", by_gender, sum(by_gender.values())),
        *_as_shares("gender_age", both, whole),
    ]


def _as_shares(dimension: str, percentages: Mapping[str, float], whole: float) -> Iterable[AudienceShare]:
    return (AudienceShare(dimension, name, min(1.0, one / whole)) for name, one in percentages.items() if whole and one)


def _rows(report: Any) -> Iterable[tuple[str, str, float]]:
    """("25-34", "female", percentage), wherever the report put its columns."""
    names = [header.get("name") for header in parts(report, "columnHeaders")]
    rows = report.get("rows") if isinstance(report, Mapping) else None
    if not isinstance(rows, list) or not set(COLUMNS) <= set(names):
        return
    at = [names.index(name) for name in COLUMNS]
    for row in rows:
        if not isinstance(row, list) or len(row) != len(names):
            continue
        age, gender, share = (row[index] for index in at)
        if isinstance(age, str) and isinstance(gender, str) and type(share) in (int, float) and 0 <= share <= 100:
            yield _age(age), gender, float(share)


def _age(group: str) -> str:
    """ "age25-34" is "25-34", "age65-" is "65+"."""
    band = group.removeprefix("age")
    return f"{band[:-1]}+" if band.endswith("-") else band

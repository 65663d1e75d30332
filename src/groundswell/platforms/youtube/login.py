"""A creator's own consent: their channel by the Data API, and who watches it by YouTube Analytics.

https://developers.google.com/identity/protocols/oauth2/web-server,
https://developers.google.com/youtube/v3/docs/channels/list (mine) and
https://developers.google.com/youtube/analytics/channel_reports (viewer demographics).
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from groundswell.kit import clock
from groundswell.platforms.errors import Gone, PlatformError, SignInRefused
from groundswell.platforms.fields import parts
from groundswell.platforms.sign_in import AudienceShare, OAuth, OwnFacts
from groundswell.platforms.wire import Wire
from groundswell.platforms.youtube.connector import YouTube
from groundswell.platforms.youtube.refusals import refused

REPORTS = "https://youtubeanalytics.googleapis.com/v2/reports"
DAYS = timedelta(days=90)
COLUMNS = ("ageGroup", "gender", "viewerPercentage")
GENDERS = ("female", "male")
NOT_TOLD = (PlatformError, SignInRefused, Gone)


def read(wire: Wire, token: str) -> OwnFacts:
    """The channel, its newest 50 public videos, and the ages and genders of who watched in the last 90 days."""
    headers = {"Authorization": f"Bearer {token}"}
    channel = YouTube(wire, {}, headers)
    profile = channel.own_profile()
    return OwnFacts(
        profile=profile,
        posts=channel.posts(profile.external_id).items,
        audience=tuple(_viewers(wire, headers)),
    )


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


def _viewers(wire: Wire, headers: Mapping[str, str]) -> list[AudienceShare]:
    """Empty where the creator did not agree to it on Google's page: there each part can be left out."""
    today = clock.today()
    asked = {
        "ids": "channel==MINE", "startDate": (today - DAYS).isoformat(), "endDate": today.isoformat(),
        "metrics": "viewerPercentage", "dimensions": "ageGroup,gender",
    }  # fmt: skip
    try:
        return shares_of(wire.get_json(REPORTS, params=asked, headers=headers, units=0, refused=refused).data)
    except PlatformError as error:
        if type(error) not in NOT_TOLD:
            raise
        return []


login = OAuth(
    authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
    exchange_url="https://oauth2.googleapis.com/token",
    revoke_url="https://oauth2.googleapis.com/revoke",
    scopes=(
        "https://www.googleapis.com/auth/youtube.readonly",
        "https://www.googleapis.com/auth/yt-analytics.readonly",
    ),
    # Google gives a refresh token only when asked like this.
    extra={"access_type": "offline", "prompt": "consent"},
    read=read,
    gives=(
        "your channel and how many subscribe",
        "your newest public videos with their figures",
        "the ages and genders of who watches, as shares only",
    ),
    after="At myaccount.google.com/connections: choose the app, delete the connection.",
)

"""A creator's own consent: their channel by the Data API, and who watches it by YouTube Analytics.

https://developers.google.com/identity/protocols/oauth2/web-server,
https://developers.google.com/youtube/v3/docs/channels/list (mine) and
https://developers.google.com/youtube/analytics/channel_reports (viewer demographics).
"""

from collections.abc import Mapping
from datetime import timedelta

from groundswell.kit import clock
from groundswell.platforms.errors import Gone, PlatformError, SignInRefused
from groundswell.platforms.sign_in import AudienceShare, OAuth, OwnFacts
from groundswell.platforms.wire import Wire
from groundswell.platforms.youtube.connector import YouTube
from groundswell.platforms.youtube.refusals import refused
from groundswell.platforms.youtube.viewers import shares_of

REPORTS = "https://youtubeanalytics.googleapis.com/v2/reports"
DAYS = timedelta(days=90)
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

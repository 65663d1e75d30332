"""A creator's own consent: Login Kit and the Display API. https://developers.tiktok.com/doc/display-api-overview"""

from groundswell.platforms import told
from groundswell.platforms.errors import Unreadable
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.sign_in import OAuth, OwnFacts
from groundswell.platforms.tiktok import parse
from groundswell.platforms.tiktok.api import API, Api
from groundswell.platforms.wire import Wire

PAGE, MOST_PAGES = 20, 5


def read(wire: Wire, token: str) -> OwnFacts:
    """Profile and the newest 100 videos with their figures. TikTok shows no audience here."""
    api = Api(wire, token)
    profile = parse.profile(told.mapping(api.get("user/info", parse.USER_FIELDS), "user"))
    return OwnFacts(profile=profile, posts=_newest(api, profile))


def _newest(api: Api, author: ProfileFacts) -> tuple[PostFacts, ...]:
    found: list[PostFacts] = []
    cursor: int | None = None
    for _ in range(MOST_PAGES):
        body = {"max_count": PAGE, **({"cursor": cursor} if cursor is not None else {})}
        page = api.post("video/list", parse.VIDEO_FIELDS, body)
        found += [parse.video(view, author=author) for view in told.items(page, "videos")]
        onward = page.get("cursor")
        if page.get("has_more") is not True or type(onward) is not int:
            break
        if onward == cursor:
            raise Unreadable("TikTok names a page that was already read as the next one.", where="cursor")
        cursor = onward
    return tuple(found)


login = OAuth(
    authorize_url="https://www.tiktok.com/v2/auth/authorize/",
    exchange_url=f"{API}/oauth/token/",
    revoke_url=f"{API}/oauth/revoke/",
    scopes=("user.info.basic", "user.info.profile", "user.info.stats", "video.list"),
    keys=("client_key", "client_secret"),
    id_name="client_key",
    separator=",",
    pkce=False,  # asked of mobile and desktop apps only; the secret of a web app proves who it is
    read=read,
    gives=("your public profile and how many follow you", "your newest public videos with their figures"),
    after="In TikTok: Settings and privacy → Security and permissions → Manage app permissions, remove the app.",
)

"""What moved besides money, each against its own past.

Welch by hand: before 1, 2, 3 (mean 2, variance 1), after 11, 12, 13 (mean 12, variance 1): 10, spread 2/3, 4 degrees of freedom,
t = 2.776: 10 - 2.2666 to 10 + 2.2666.

Newcombe (1998), table II, example (a): 56 of 70 against 48 of 80: 0.2, 0.0524 to 0.3339.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account, Creator, Post, Reading
from groundswell.kit import clock
from groundswell.links.services import create_site
from groundswell.reports.models import TrafficDay
from groundswell.reports.period import Period
from groundswell.reports.queries import roi
from groundswell.reports.queries.signs import beside
from groundswell.reports.queries.signs.days import moment
from groundswell.reports.queries.signs.growth import rates
from groundswell.reports.signs.compare import means_apart, shares_apart
from groundswell.reports.signs.sign import Sign
from groundswell.tracking.models import Mention, Monitor, PostMatch
from groundswell.tracking.services import create_monitor

DAY = timedelta(days=1)


def test_means_by_hand() -> None:
    apart = means_apart([1, 2, 3], [11, 12, 13])
    assert apart is not None
    assert (apart.value, round(apart.low, 3), round(apart.high, 3)) == (10, 7.733, 12.267)
    assert apart.verdict.value == "lift"
    assert means_apart([1, 2], [11, 12, 13]) is None


def test_shares_as_published() -> None:
    apart = shares_apart((48, 80), (56, 70))
    assert apart is not None
    assert (round(apart.value, 4), round(apart.low, 4), round(apart.high, 4)) == (0.2, 0.0524, 0.3339)
    assert shares_apart((0, 0), (1, 2)) is None


@given(st.tuples(st.integers(0, 50), st.integers(0, 50)), st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_a_difference_lies_inside_its_interval(old: tuple[int, int], new: tuple[int, int]) -> None:
    apart = shares_apart((old[0], sum(old)), (new[0], sum(new)))
    if apart is not None:
        assert -1 <= apart.low <= apart.value <= apart.high <= 1


def test_growth_across_the_start_is_neither_before_nor_since() -> None:
    start = datetime(2026, 3, 1, tzinfo=moment(date(2026, 3, 1)).tzinfo)
    points = [(start - 3 * DAY, 100.0), (start - DAY, 110.0), (start + DAY, 150.0), (start + 2 * DAY, 157.0)]
    assert rates(points, start) == ([5.0], [7.0])


@pytest.fixture
def start() -> date:
    return clock.today() - 20 * DAY


@pytest.fixture
def campaign(workspace: Workspace, start: date) -> Campaign:
    return Campaign.objects.create(workspace=workspace, name="Autumn", slug="autumn", currency="USD", starts_on=start)


@pytest.fixture
def told(workspace: Workspace, campaign: Campaign) -> Callable[..., dict[str, Sign]]:
    def tell() -> dict[str, Sign]:
        return {one.key: one for one in beside(roi(workspace=workspace, campaign=campaign), workspace, campaign).signs}

    return tell


def test_nothing_known_is_cannot_tell_and_not_nought(told: Callable[..., dict[str, Sign]]) -> None:
    signs = told()
    assert list(signs) == [
        "site_traffic", "engagement", "own_growth", "mentions", "share_of_voice", "emv", "army_or_giant",
    ]  # fmt: skip
    for key in ("site_traffic", "engagement", "own_growth", "mentions", "share_of_voice"):
        assert signs[key].verdict == "cannot tell"
        assert signs[key].value is None
        assert signs[key].said.startswith("Cannot tell: ")
    assert signs["emv"].verdict == "estimate"


def test_without_a_start_it_says_so(workspace: Workspace) -> None:
    create_site(workspace=workspace, name="shop")
    signs = beside(roi(workspace=workspace), workspace, None).signs
    assert signs[0].said == "Cannot tell: No first day of a campaign is known."


def test_visits_of_site_and_page(workspace: Workspace, start: date, told: Callable[..., dict[str, Sign]]) -> None:
    days = [start - n * DAY for n in range(60, -20, -1)]
    for place, page, most in ((0, "/shoes", 40), (1, "/", 10)):
        TrafficDay.objects.bulk_create(
            TrafficDay(
                workspace=workspace, source="GA4", day=day, address=page, page=page, file="x",
                visits=most + (n * 37 + place) % 11 + (30 if page == "/shoes" and day >= start else 0),
            )
            for n, day in enumerate(days)
        )  # fmt: skip
    signs = told()
    site, landing = signs["site_traffic"], signs["landing_page"]
    assert (site.verdict, landing.verdict, landing.label) == ("lift", "lift", "Landing page /shoes")
    assert (site.unit, site.start, site.last, site.source) == ("sessions", start, days[-1], "GA4, file")
    for one in (site, landing):
        assert one.low is not None
        assert one.high is not None
        assert one.low < 600 < one.high
    assert landing.path == "roi/traffic/days/?source=GA4&landing=%2Fshoes"


def _post(workspace: Workspace, account: Account, day: date, number: int, likes: int | None = None) -> Post:
    post = Post.objects.create(
        workspace=workspace, account=account, caption="x", source="x", external_id=f"{account.pk}-{number}",
        published_at=moment(day),
    )  # fmt: skip
    if likes is not None:
        Reading.objects.create(
            workspace=workspace, post=post, metric="likes", value=likes, source="file", observed_at=clock.now()
        )
    return post


@pytest.fixture
def account(workspace: Workspace) -> Account:
    return Account.objects.create(workspace=workspace, platform="blog", handle="ana", followers=1_000)


def test_engagement_of_the_same_accounts(
    workspace: Workspace, campaign: Campaign, account: Account, start: date, told: Callable[..., dict[str, Sign]]
) -> None:
    creator = Creator.objects.create(workspace=workspace, name="Ana")
    creator.accounts.add(account)
    participant = Participant.objects.create(workspace=workspace, campaign=campaign, creator=creator)
    for n, likes in enumerate((10, 20, 30)):
        _post(workspace, account, start - (n + 1) * DAY, n, likes)
    for n, likes in enumerate((110, 120, 130)):
        post = _post(workspace, account, start + n * DAY, 10 + n, likes)
        PostMatch.objects.create(workspace=workspace, participant=participant, post=post, submitted_by="team")
    sign = told()["engagement"]
    assert sign.verdict == "lift"
    assert sign.value == pytest.approx(0.1)
    assert sign.low == pytest.approx(0.0773, abs=1e-4)
    assert sign.high == pytest.approx(0.1227, abs=1e-4)
    assert "12.00% per follower and post over 3 posts, +10.00 points against 3 posts" in sign.said


def test_growth_of_the_own_account(
    workspace: Workspace, account: Account, start: date, told: Callable[..., dict[str, Sign]]
) -> None:
    create_monitor(workspace=workspace, text="@ana", kind="handle")
    assert told()["own_growth"].said.startswith("Cannot tell: 0 steps between readings")
    followers = 1000.0
    for n in range(-8, 9):
        followers += (1, 2, 3)[n % 3] + (10 if n > 0 else 0)
        Reading.objects.create(
            workspace=workspace, account=account, metric="followers", value=followers, source="file",
            observed_at=moment(start + n * DAY),
        )  # fmt: skip
    sign = told()["own_growth"]
    assert (sign.verdict, sign.label) == ("lift", "Growth of ana on Blog")
    assert sign.value == pytest.approx(10, abs=0.3)


def _met(workspace: Workspace, account: Account, monitor: Monitor, days: dict[date, int], base: int) -> None:
    number = base
    for day, count in days.items():
        for _ in range(count):
            post = _post(workspace, account, day, number)
            Mention.objects.create(
                workspace=workspace, monitor=monitor, post=post, account=account, how="search", asked=False
            )
            number += 1


def test_mentions_and_share_of_voice(
    workspace: Workspace, account: Account, start: date, told: Callable[..., dict[str, Sign]]
) -> None:
    ours, _ = create_monitor(workspace=workspace, text="#acmerun")
    Monitor.objects.filter(pk=ours.pk).update(created_at=moment(start - 41 * DAY))
    days = [start - 40 * DAY + n * DAY for n in range(60)]
    _met(workspace, account, ours, {day: n % 3 + (3 if day >= start else 0) for n, day in enumerate(days)}, 0)
    signs = told()
    assert (signs["mentions"].verdict, signs["mentions"].unit) == ("lift", "posts")
    assert signs["mentions"].said.startswith("Lift: 81 posts, +")
    assert (
        signs["share_of_voice"].said
        == "Cannot tell: Nothing of a competitor was watched for in the 14 days before the start."
    )
    rival, _ = create_monitor(workspace=workspace, text="#rivalrun", rival=True)
    Monitor.objects.filter(pk=rival.pk).update(created_at=moment(start - 41 * DAY))
    _met(workspace, account, rival, dict.fromkeys(days, 1), 5_000)
    voice = told()["share_of_voice"]
    # 81 of 101 since, 20 of 40 in as many days before.
    assert voice.verdict == "lift"
    assert voice.value == pytest.approx(81 / 101 - 20 / 40)
    assert "80.2% of 101 posts, +30.2 points against 40 posts before" in voice.said


def test_whom_a_competitors_monitor_finds_is_no_advocate(workspace: Workspace, account: Account, start: date) -> None:
    from groundswell.tracking.queries import natural_advocates

    rival, _ = create_monitor(workspace=workspace, text="#rivalrun", rival=True)
    assert (rival.rival, rival.to_board) == (True, False)
    _met(workspace, account, rival, {start: 2}, 0)
    assert natural_advocates(workspace) == []
    ours, _ = create_monitor(workspace=workspace, text="#acmerun")
    _met(workspace, account, ours, {start: 1}, 50)
    [found] = natural_advocates(workspace)
    assert (found.posts, [proof.met for proof in found.proofs]) == (1, [("#acmerun",)])


def test_the_report_tells_them_everywhere(
    workspace: Workspace, campaign: Campaign, start: date, member_client: Any, api: Any, cli: Any, tmp_path: Any
) -> None:
    import io
    import json

    from pypdf import PdfReader
    from python_calamine import CalamineWorkbook

    from groundswell.reports.services import share_report

    TrafficDay.objects.create(
        workspace=workspace, source="GA4", day=start, address="/a", page="/a", file="x", visits=4, connected=True
    )
    client = api()
    signs = client.get("/api/v1/reports/roi", {"campaign": "autumn"}).json()["signs"]
    assert json.loads(cli("reports", "roi", "--campaign", "autumn", "--json").stdout)["signs"] == signs
    assert [one["key"] for one in signs][:3] == ["site_traffic", "landing_page", "engagement"]
    assert signs[0]["page"] == "/w/acme/roi/traffic/days/?source=GA4"
    assert "Site traffic" in cli("reports", "roi", "--campaign", "autumn").stdout
    browser = member_client("analyst")
    part = browser.get("/w/acme/roi/signs/?campaign=autumn").content.decode()
    assert 'href="/w/acme/roi/traffic/days/?source=GA4"' in part
    for one in signs:
        assert browser.get(one["page"]).status_code == 200, one
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/api/v1/reports/roi.xlsx", {"campaign": "autumn"}).content)
    )
    rows = book.get_sheet_by_name("Signs").to_python()
    assert [row[0] for row in rows[1:]] == [one["label"] for one in signs]
    pdf = PdfReader(io.BytesIO(client.get("/api/v1/reports/roi.pdf", {"campaign": "autumn"}).content))
    assert "Beside the money" in "".join(page.extract_text() for page in pdf.pages)
    _, token = share_report(
        workspace=workspace,
        campaign=campaign,
        name="Board",
        period=Period(start, clock.today()),
        days=7,
        hide_names=True,
    )
    shared = browser.get(f"/r/{token}/signs/")
    assert "Site traffic" in shared.content.decode()
    assert "/w/acme/" not in shared.content.decode()
    assert shared["X-Robots-Tag"] == "noindex, nofollow"

"""Visits asked of GA4, Plausible and Matomo: into the rows of files, read again without doubling, and every kind of trouble."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import User, Workspace
from groundswell.creators.imports.runs import run_import
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.reports import services, tasks
from groundswell.reports.models import TrafficDay, TrafficSource
from groundswell.reports.services.traffic_reading import last_whole_day, read_due_traffic, spans
from groundswell.reports.tests.counters import (
    BEARER,
    MATOMO_TOKEN,
    NUMBER,
    PLAUSIBLE_KEY,
    PROPERTY,
    SITE,
    Counters,
    counters,
)
from groundswell.reports.traffic_sources import ga4, matomo, plausible
from groundswell.reports.traffic_sources.port import TrafficTrouble
from groundswell.reports.traffic_sources.reading import day_of, whole

__all__ = ["counters"]
pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 10, 15, tzinfo=UTC)
GA4_ROWS = [
    ("2026-03-08", "/shoes?cid=abc", "instagram / social", 10),
    ("2026-03-08", "/shoes", "google / organic", 5),
    ("2026-03-09", "/shoes", "google / organic", 7),
]
FILE = "Date,Landing page + query string,Session source / medium,Sessions\n" + "".join(
    f"{day.replace('-', '')},{address},{medium},{visits}\n" for day, address, medium, visits in GA4_ROWS
)
Connect = Callable[..., TrafficSource]


@pytest.fixture
def connect(workspace: Workspace, counters: Counters) -> Connect:
    def put(kind: str = "plausible", **other: Any) -> TrafficSource:
        facts: dict[str, Any] = {
            "ga4": {"site": PROPERTY, "secret": counters.key_file()},
            "plausible": {"site": SITE, "secret": PLAUSIBLE_KEY, "address": counters.url},
            "matomo": {"site": NUMBER, "secret": MATOMO_TOKEN, "address": f"{counters.url}/index.php"},
        }[kind]
        return services.connect_traffic(workspace=workspace, kind=kind, days=30, **facts | other)[0]

    return put


def kept() -> list[tuple[str, str, str, int]]:
    rows = TrafficDay.objects.order_by("day", "address", "medium")
    return [(str(row.day), row.address, row.medium, row.visits) for row in rows]


@pytest.mark.parametrize("kind", ["ga4", "plausible", "matomo"])
def test_each_counter_is_read_page_by_page_and_again_without_doubling(
    connect: Connect, counters: Counters, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    for module in (ga4, plausible, matomo):
        monkeypatch.setattr(module, "ROWS", 2)
    counters.rows = [
        ("2026-03-08", f"/{name}", "", visits) for name, visits in zip("abcde", [3, "4", 5, 6, 7], strict=True)
    ]
    with clock.told(NOW):
        source = connect(kind)
        asked = len(counters.asked)
        services.read_traffic(source=source)
        assert len(counters.asked) - asked >= 3
        first = kept()
        assert [row[3] for row in first] == [3, 4, 5, 6, 7]
        assert (source.read_to, source.told["created"], source.state) == (date(2026, 3, 9), 5, "reading")
    with clock.told(NOW + timedelta(hours=1)):
        services.read_traffic(source=source)
    assert kept() == first
    assert source.told == {"created": 0, "updated": 0, "unchanged": 5, "removed": 0}


def test_the_interface_fills_the_very_rows_of_the_file(
    workspace: Workspace, connect: Connect, counters: Counters, tmp_path: Any
) -> None:
    path = tmp_path / "ga4.csv"
    path.write_text(FILE)
    run_import(workspace=workspace, path=path)
    before = set(TrafficDay.objects.values_list("pk", flat=True))
    counters.rows = list(GA4_ROWS)
    with clock.told(NOW):
        source = services.read_traffic(source=connect("ga4"))
    assert source.told == {"created": 0, "updated": 0, "unchanged": 3, "removed": 0}
    assert set(TrafficDay.objects.values_list("pk", flat=True)) == before
    row = TrafficDay.objects.get(day=date(2026, 3, 9))
    assert (row.at, row.file, row.page) == (NOW, f"GA4, {PROPERTY}, over its interface", "/shoes")


def test_a_file_cut_otherwise_does_not_count_twice_what_was_read(
    workspace: Workspace, connect: Connect, counters: Counters, tmp_path: Any
) -> None:
    counters.rows = list(GA4_ROWS)
    with clock.told(NOW):
        services.read_traffic(source=connect("ga4"))
    read = kept()
    path = tmp_path / "ga4.csv"
    path.write_text("Date,Landing page,Sessions\n20260308,/shoes,15\n20260201,/shoes,4\n")
    run = run_import(workspace=workspace, path=path)
    assert (run.created, [one["row"] for one in run.rejected]) == (1, [1])
    assert "read that day already" in run.rejected[0]["reason"]
    assert kept() == [("2026-02-01", "/shoes", "", 4), *read]


def test_revised_days_are_replaced_and_older_ones_left(connect: Connect, counters: Counters) -> None:
    counters.rows = [("2026-03-02", "/old", "", 4), ("2026-03-08", "/a", "", 3), ("2026-03-08", "/gone", "", 1)]
    with clock.told(NOW):
        source = services.read_traffic(source=connect())
    counters.rows = [("2026-03-02", "/old", "", 99), ("2026-03-08", "/a", "", 8)]
    with clock.told(NOW + timedelta(days=1)):
        services.read_traffic(source=source)
    assert kept() == [("2026-03-02", "/old", "", 4), ("2026-03-08", "/a", "", 8)]
    assert source.told == {"created": 0, "updated": 1, "unchanged": 0, "removed": 1}
    with clock.told(NOW + timedelta(days=1, hours=1)):
        services.reread_traffic(source=source, days=20)
        services.read_traffic(source=source)
    assert kept()[0] == ("2026-03-02", "/old", "", 99)


def test_an_empty_answer_takes_nothing_away(connect: Connect, counters: Counters) -> None:
    counters.rows = [("2026-03-08", "/a", "", 3)]
    with clock.told(NOW):
        source = services.read_traffic(source=connect())
    counters.rows = []
    with clock.told(NOW + timedelta(days=1)):
        services.read_traffic(source=source)
    assert (kept(), source.error) == ([("2026-03-08", "/a", "", 3)], "")


@pytest.mark.parametrize("kind", ["ga4", "plausible", "matomo"])
def test_one_stumble_is_asked_again_at_once(connect: Connect, counters: Counters, kind: str) -> None:
    counters.rows = [("2026-03-08", "/a", "", 3)]
    with clock.told(NOW):
        source = connect(kind)
        counters.moods = [500]
        services.read_traffic(source=source)
    assert (source.error, len(kept())) == ("", 1)


def test_a_spent_quota_waits_as_long_as_it_is_told(connect: Connect, counters: Counters) -> None:
    counters.rows = [("2026-03-08", "/a", "", 3)]
    with clock.told(NOW):
        source = connect("ga4")
        asked, counters.moods = len(counters.asked), [429]
        services.read_traffic(source=source)
        assert [path for path, _ in counters.asked[asked:]] == ["/token", f"/v1beta/properties/{PROPERTY}:runReport"]
        assert source.error.startswith("127.0.0.1 answered 429. Not now. Google's quota")
        assert (source.next_at, source.refusals, kept()) == (NOW + timedelta(seconds=120), 0, [])
        assert read_due_traffic() == 0
    with clock.told(NOW + timedelta(seconds=121)):
        assert read_due_traffic() == 1
    source.refresh_from_db()
    assert (source.error, len(kept())) == ("", 1)


def test_what_is_no_json_changes_nothing(connect: Connect, counters: Counters) -> None:
    with clock.told(NOW):
        source = connect()
        counters.rows, counters.moods = [("2026-03-08", "/a", "", 3)], ["garbled"]
        services.read_traffic(source=source)
        assert source.error == "127.0.0.1 answered with what is no JSON."
        counters.rows = [("2026-03-08", "/a", "", "many")]
        services.read_traffic(source=source)
    assert "“many” where a number of visits was expected" in source.error
    assert (kept(), source.read_to, source.state) == ([], None, "failing")


def test_a_lasting_refusal_pauses_and_saying_so_goes_on(connect: Connect, counters: Counters) -> None:
    with clock.told(NOW):
        source = connect()
    for hour in range(1, 4):
        counters.moods = [401]
        with clock.told(NOW + timedelta(hours=hour)):
            assert read_due_traffic() == 1
    source.refresh_from_db()
    assert (source.state, source.refusals) == ("paused", 3)
    with clock.told(NOW + timedelta(days=2)):
        assert read_due_traffic() == 0
        services.pause_traffic(source=source, paused=False)
        assert tasks.read_traffic.func() == 1
    source.refresh_from_db()
    assert (source.state, source.refusals, source.error) == ("reading", 0, "")


def test_what_google_says_of_its_figures_is_shown(connect: Connect, counters: Counters) -> None:
    counters.rows = [("2026-03-08", "(other)", "(other)", 3), ("2026-03-08", "", "(not set)", 2)]
    counters.metadata = {
        "dataLossFromOtherRow": True, "subjectToThresholding": True,
        "samplingMetadatas": [{"samplesReadCount": "1000", "samplingSpaceSize": "4000"}],
    }  # fmt: skip
    with clock.told(NOW):
        source = services.read_traffic(source=connect("ga4"))
    assert source.notes == [
        "Sampled: Google read 25% of the events.",
        "Google added rare pages up into “(other)”.",
        "Google withholds rows with few people, so some visits are missing.",
    ]
    assert [row[1] for row in kept()] == ["(not set)", "(other)"]


@pytest.mark.parametrize(
    ("kind", "other", "where", "said"),
    [
        ("ga4", {"site": "999"}, "secret", "sufficient permissions for this property. Give the service account"),
        ("ga4", {"site": "G-ABC123"}, "site", "“G-ABC123” is a measurement id, not the property id."),
        ("ga4", {"secret": "{}"}, "secret", "not the key file of a service account"),
        ("ga4", {"secret": "nonsense"}, "secret", "That is no JSON file."),
        ("plausible", {"secret": "wrong"}, "secret", "answered 401. Invalid API key or site ID: Bearer … Is that a key"),
        ("plausible", {"site": ""}, "site", "is no site of Plausible"),
        ("matomo", {"secret": "wrong"}, "secret", "Matomo refuses: You can't access this resource: …"),
        ("matomo", {"site": "8"}, "secret", "Is that a token of somebody who may view this site"),
        ("matomo", {"address": "ftp://x.example"}, "address", "This is a server's address"),
        ("plausible", {"address": "http://127.0.0.1:9"}, "address", "could not be reached"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_when_it_is_saved(
    connect: Connect, kind: str, other: dict[str, str], where: str, said: str
) -> None:
    with pytest.raises((TrafficTrouble, BadInput)) as refusal, clock.told(NOW):
        connect(kind, **other)
    assert said in f"{refusal.value.message} {refusal.value.cure}"
    assert refusal.value.where == where
    assert not TrafficSource.objects.exists()


def test_a_forged_key_is_not_let_in(connect: Connect, counters: Counters) -> None:
    with pytest.raises(TrafficTrouble, match="Invalid JWT Signature"):
        connect("ga4", secret=counters.key_file(client_email="somebody@else.example"))


def test_private_addresses_are_refused_unless_let_in(connect: Connect, counters: Counters, settings: Any) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = False
    with pytest.raises(TrafficTrouble, match="not on the public internet"):
        connect("matomo", address=counters.url.replace("http:", "https:"))
    with pytest.raises(BadInput, match="a server's address"):
        connect("matomo")
    assert counters.asked == []


def test_keys_are_sealed_and_stand_in_no_address(connect: Connect, counters: Counters) -> None:
    for kind, secret in (("matomo", MATOMO_TOKEN), ("plausible", PLAUSIBLE_KEY), ("ga4", "PRIVATE KEY")):
        source = services.read_traffic(source=connect(kind))
        assert secret not in repr(TrafficSource.objects.filter(pk=source.pk).values())
    assert not any(secret in path for path, _ in counters.asked for secret in (MATOMO_TOKEN, PLAUSIBLE_KEY, BEARER))


def test_only_owners_connect(connect: Connect, workspace: Workspace, outsider: User, owner: User) -> None:
    with pytest.raises(Forbidden):
        connect(user=outsider)
    source = connect(user=owner)
    with pytest.raises(Forbidden):
        services.disconnect_traffic(source=source, user=outsider)
    services.disconnect_traffic(source=source, user=owner)
    assert not TrafficSource.objects.exists()


def test_a_file_of_many_rows_asks_the_database_little(
    workspace: Workspace, tmp_path: Any, django_assert_max_num_queries: Any
) -> None:
    path = tmp_path / "ga4.csv"
    lines = [f"202603{n % 28 + 1:02},/page/{n},google / organic,{n + 1}" for n in range(3000)]
    path.write_text("Date,Landing page,Session source / medium,Sessions\n" + "\n".join(lines) + "\n")
    with django_assert_max_num_queries(60):
        assert run_import(workspace=workspace, path=path).created == 3000


@given(back=st.integers(1, 400), read=st.integers(-20, 400))
def test_the_questions_cover_every_day_once(back: int, read: int) -> None:
    last = date(2026, 3, 9)
    since = last - timedelta(days=back - 1)
    read_to = None if read < 0 else last - timedelta(days=read)
    asked = list(spans(since, read_to, last))
    days = [first + timedelta(days=n) for first, end in asked for n in range((end - first).days + 1)]
    assert days == sorted(set(days))
    assert days[-1] == last
    assert all((end - first).days < 31 for first, end in asked)
    assert len(days) == back if read_to is None else len(days) <= max(3, read + 3)


@given(st.integers(0, 10**9))
def test_numbers_come_as_numbers_or_text(number: int) -> None:
    assert whole(number) == whole(str(number)) == whole(float(number)) == number


@pytest.mark.parametrize("value", [None, True, -1, "-1", 1.5, "1.5", "", [], float("nan")])
def test_what_is_no_number_of_visits_is_refused(value: Any) -> None:
    with pytest.raises(TrafficTrouble):
        whole(value)


def test_days_and_their_end() -> None:
    assert day_of("20261101") == day_of("2026-11-01") == date(2026, 11, 1)
    assert last_whole_day(datetime(2026, 3, 10, 11, 59, tzinfo=UTC)) == date(2026, 3, 8)
    assert last_whole_day(datetime(2026, 3, 10, 12, tzinfo=UTC)) == date(2026, 3, 9)
    with pytest.raises(TrafficTrouble):
        day_of("(other)")

"""Connecting a counter of visits by page, API and command; what was read, and that nobody else reaches it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.kit import clock
from groundswell.reports import services
from groundswell.reports.models import TrafficSource
from groundswell.reports.tests.counters import MATOMO_TOKEN, NUMBER, PLAUSIBLE_KEY, PROPERTY, SITE, Counters, counters

__all__ = ["counters"]
pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 10, 15, tzinfo=UTC)
ADDRESS = "/w/acme/roi/traffic/sources/"


@pytest.fixture(autouse=True)
def at(counters: Counters) -> Any:
    counters.rows = [("2026-03-08", "/shoes?cid=1", "", 4), ("2026-03-09", "/shoes", "", 6)]
    with clock.told(NOW):
        yield


def test_an_owner_connects_on_the_page_and_the_worker_reads(
    workspace: Workspace, owner: User, client_of: Callable[[User], Client], counters: Counters
) -> None:
    client = client_of(owner)
    form = {"kind": "plausible", "site": SITE, "secret": "wrong", "address": counters.url, "days": "30"}
    refused = client.post(ADDRESS, form)
    assert refused.status_code == 422
    assert "Is that a key for the Stats API" in refused.content.decode()
    assert not TrafficSource.objects.exists()
    shown = client.post(ADDRESS, {**form, "secret": PLAUSIBLE_KEY}, follow=True).content.decode()
    assert "Plausible lets us in: 6 visits yesterday." in shown
    assert "none yet, wanted from" in shown
    source = services.read_traffic(source=TrafficSource.objects.get())
    page = client.get(ADDRESS).content.decode()
    assert "2 new, 0 revised, 0 as they were, 0 gone" in page
    assert PLAUSIBLE_KEY not in page
    days = client.get("/w/acme/roi/traffic/days/", {"source": "Plausible", "landing": "/shoes"}).content.decode()
    assert "/shoes?cid=1" in days
    assert f"Plausible, {SITE}, over its interface" in days
    client.post(f"{ADDRESS}{source.pk}/pause/", {"paused": "yes"})
    assert "Go on" in client.get(ADDRESS).content.decode()
    client.post(f"{ADDRESS}{source.pk}/fetch/", {"days": "60"})
    source.refresh_from_db()
    assert (source.paused_at, source.read_to, str(source.since)) == (None, None, "2026-01-09")
    client.post(f"{ADDRESS}{source.pk}/remove/")
    assert not TrafficSource.objects.exists()
    assert "/shoes?cid=1" in client.get("/w/acme/roi/traffic/days/").content.decode()


def test_managers_let_it_be_read_but_do_not_connect(
    member_client: Callable[[str], Client], workspace: Workspace, counters: Counters
) -> None:
    made, _ = services.connect_traffic(
        workspace=workspace, kind="matomo", site=NUMBER, secret=MATOMO_TOKEN, address=counters.url
    )
    client = member_client("manager")
    assert client.post(ADDRESS, {}).status_code == 403
    assert client.post(f"{ADDRESS}{made.pk}/remove/").status_code == 403
    page = client.get(ADDRESS).content.decode()
    assert "Only an owner" in page
    assert "Ask now" in page
    assert client.post(f"{ADDRESS}{made.pk}/fetch/").status_code == 302


def test_the_interface_connects_and_tells_the_rows(api: Callable[..., Client], counters: Counters) -> None:
    client = api()
    body = {"kind": "ga4", "site": f"properties/{PROPERTY}", "secret": counters.key_file(), "days": 10}
    told = client.put("/api/v1/traffic/sources", body, content_type="application/json").json()
    assert (told["source"], told["unit"], told["yesterday"], told["state"]) == ("GA4", "sessions", 6, "new")
    assert "secret" not in told
    again = client.post(f"/api/v1/traffic/sources/{told['id']}/fetch", {"days": 5}, content_type="application/json")
    assert (again.status_code, again.json()["since"]) == (202, "2026-03-05")
    services.read_traffic(source=TrafficSource.objects.get())
    days = client.get("/api/v1/traffic/days", {"page": "/shoes"}).json()
    assert days["total"] == 2
    assert days["days"][0] == {
        "source": "GA4", "unit": "sessions", "day": "2026-03-09", "address": "/shoes", "page": "/shoes", "medium": None,
        "visits": 6, "told_by": f"GA4, {PROPERTY}, over its interface", "read_at": NOW.isoformat(),
    }  # fmt: skip
    [row] = client.get("/api/v1/reports/traffic", {"start": "2026-03-08"}).json()["landing_pages"]
    assert (row["unit"], row["visits"], row["site"], row["read_at"]) == ("sessions", 10, PROPERTY, NOW.isoformat())
    wrong = client.put("/api/v1/traffic/sources", {**body, "site": "1"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["error"]) == (422, "traffic_trouble")
    paused = client.post(
        f"/api/v1/traffic/sources/{told['id']}/pause", {"paused": True}, content_type="application/json"
    )
    assert (paused.json()["state"], paused.json()["next_at"]) == ("paused", None)
    assert client.delete(f"/api/v1/traffic/sources/{told['id']}").status_code == 204
    assert client.get("/api/v1/traffic/sources").json() == {"sources": []}


def test_the_command_connects_reads_and_forgets(
    workspace: Workspace, cli: Callable[..., Any], counters: Counters, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key.json"
    key.write_text(counters.key_file())
    made = cli("traffic", "connect", "ga4", "--site", PROPERTY, "--key-file", key)
    assert made.stdout == "GA4 lets us in: 6 sessions yesterday.\n"
    assert cli("traffic", "fetch", "ga4").stdout == "Read to 2026-03-09: 2 created, 0 updated, 0 unchanged, 0 removed\n"
    counters.moods = [500, 500, 500]
    failed = cli("traffic", "fetch", "ga4", "--days", "10", "--json")
    assert (failed.exit_code, json.loads(failed.stderr.splitlines()[-1])["error"]) == (2, "traffic_trouble")
    listed = json.loads(cli("traffic", "sources", "--json").stdout)["sources"]
    assert [(one["kind"], one["state"], one["read_to"]) for one in listed] == [("ga4", "failing", None)]
    assert cli("traffic", "pause", "ga4").stdout == "GA4: paused\n"
    assert cli("traffic", "pause", "ga4", "--off").stdout == "GA4: failing\n"
    monkeypatch.setenv("TRAFFIC_SECRET", MATOMO_TOKEN)
    joined = cli("traffic", "connect", "matomo", "--site", NUMBER, "--address", counters.url, "--json")
    assert json.loads(joined.stdout)["yesterday"] == 6
    assert cli("traffic", "disconnect", "matomo").exit_code == 0
    missing = cli("traffic", "fetch", "matomo")
    assert (missing.exit_code, json.loads(missing.stderr)["error"]) == (2, "not_found")
    assert cli("traffic", "connect", "ga4", "--site", "1", "--key-file", tmp_path / "none").exit_code == 2
    assert json.loads(cli("traffic", "fetch", "urchin").stderr)["where"] == "kind"

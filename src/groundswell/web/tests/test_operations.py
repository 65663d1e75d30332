"""What machines watch, what every answer carries, and how refusals look."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from groundswell.accounts.models import User
from groundswell.kit.rate_limit import TooMany, check_rate
from groundswell.web.http import client_ip, rate_limited


def test_health_needs_no_database(client: Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_says_what_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/ready").json() == {"status": "ready"}
    monkeypatch.setattr("groundswell.web.health.MigrationExecutor.migration_plan", lambda *_: ["one"])
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()["reason"]) == (503, "1 migrations are not applied")


def test_metrics_are_for_this_machine_and_bearers(owner: User, client: Client, settings: Any) -> None:
    client.get("/health")
    text = client.get("/metrics").content.decode()
    assert 'groundswell_requests_total{method="GET",route="health",status="200"}' in text
    assert "groundswell_worker_beat_age_seconds" in text
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    assert stranger.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "let me see"
    assert stranger.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert stranger.get("/metrics", headers={"Authorization": "Bearer let me see"}).status_code == 200


def test_every_answer_is_guarded(client: Client, db: None) -> None:
    answer = client.get("/accounts/login/")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    cookie = answer.cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_form_without_its_token_is_refused(owner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert (
        client.post("/accounts/login/", {"login": owner.email, "password": "correct horse battery"}).status_code == 403
    )


def test_request_ids_are_kept_when_sane(client: Client, db: None) -> None:
    assert client.get("/health", headers={"X-Request-ID": "abc-12345"})["X-Request-ID"] == "abc-12345"
    assert client.get("/health", headers={"X-Request-ID": "bad id\n"})["X-Request-ID"] != "bad id\n"


def test_refusals_are_json_for_scripts_and_pages_for_people(owner: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(owner)
    url = "/w/acme/settings/members/999999/remove/"
    assert client.post(url, headers={"HX-Request": "true"}).json()["error"] == "not_found"
    assert client.post(url, headers={"Accept": "application/json"}).json()["where"] is None
    assert b"<html" in client.post(url).content
    assert client.get("/api/v1/nowhere").json()["error"] == "not_found"


def test_a_rate_limited_view_holds_one_address_off(settings: Any) -> None:
    cache.clear()

    @rate_limited("2/m")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("in")

    near, far = RequestFactory(REMOTE_ADDR="203.0.113.9"), RequestFactory(REMOTE_ADDR="203.0.113.10")
    assert [view(near.get("/")).content for _ in range(2)] == [b"in", b"in"]
    with pytest.raises(TooMany):
        view(near.get("/"))
    assert view(far.get("/")).content == b"in"


def test_counts_may_be_shared_through_the_database(db: None, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable", verbosity=0)
    for _ in range(2):
        check_rate(cache, "somebody", "2/d")
    with pytest.raises(TooMany):
        check_rate(cache, "somebody", "2/d")


@pytest.mark.parametrize(
    "path", ["/l/%00", "/sign-in/a%00b", "/w/acme/find/?q=%00", "/w/acme/settings/audit/?text=a%00"]
)
def test_nothing_is_named_with_a_null(owner: User, client_of: Callable[[User], Client], path: str) -> None:
    assert client_of(owner).get(path).status_code == 404


def test_too_many_answers_429_with_the_time(client: Client, db: None) -> None:
    cache.clear()
    answers = [client.get("/sign-in/guess") for _ in range(11)]
    assert [a.status_code for a in answers] == [404] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("behind", "forwarded", "seen"),
    [
        (False, "198.51.100.7", "203.0.113.9"),
        (True, "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (True, None, "203.0.113.9"),
        (True, "rubbish", ""),
    ],
)
def test_whose_address_counts(settings: Any, behind: bool, forwarded: str | None, seen: str) -> None:
    settings.BEHIND_PROXY = behind
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_ip(RequestFactory(REMOTE_ADDR="203.0.113.9", headers=headers).get("/")) == seen

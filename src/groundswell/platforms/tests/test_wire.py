"""The wire against a server that misbehaves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from groundswell.kit import clock, safe_http
from groundswell.kit.errors import BadInput
from groundswell.platforms.errors import Gone, PlatformError, SignInRefused, Slow, Unreachable, Unreadable
from groundswell.platforms.gate import OpenGate, Version
from groundswell.platforms.http_wire import HttpWire
from groundswell.platforms.tests.faults import FAULTS, Fault, FaultyServer, Reply, faulty
from groundswell.platforms.wire import Answer

__all__ = ["faulty"]
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
URL = "https://api.example/v1/profile"


class Notes(OpenGate):
    """Remembers what a wire asked and told."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[Any, ...]] = []

    def admit(self, host: str, *, units: int, money: float) -> None:
        self.said.append(("admit", units, money))

    def give_back(self, money: float) -> None:
        self.said.append(("back", money))

    def went_wrong(self, host: str, error: Exception, *, fault: bool) -> None:
        self.said.append(("wrong", type(error).__name__, fault))

    def rest(self, host: str, until: datetime) -> None:
        self.said.append(("rest", until))


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_every_fault_has_its_error_and_is_told_to_the_gate(faulty: FaultyServer, fault: Fault) -> None:
    faulty.always(fault.reply)
    gate = Notes()
    with pytest.raises(fault.error) as told:
        faulty.wire(gate).get_json(URL, params={"key": "s3cret"})
    assert "s3cret" not in str(told.value.as_dict())
    tries = 3 if fault.error is Unreachable else 1
    assert faulty.asked == ["GET /api.example/v1/profile?key=s3cret"] * tries
    counts = fault.error in (Unreachable, Unreadable)
    assert (("wrong", fault.error.__name__, counts) in gate.said) is (fault.error is not Gone)
    assert gate.said.count(("admit", 1, 0.0)) == tries


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if fault.name in ("404", "429 without", "500", "wrong JSON")], ids=str
)
def test_what_was_begun_ahead_is_counted_once_and_goes_wrong_for_who_asks(faulty: FaultyServer, fault: Fault) -> None:
    faulty.always(fault.reply)
    gate = Notes()
    wire = faulty.wire(gate)
    wire.expect_json(URL, params={"page": 2})
    with pytest.raises(fault.error):
        wire.get_json(URL, params={"page": 2})
    tries = 3 if fault.error is Unreachable else 1
    assert (len(faulty.asked), gate.said.count(("admit", 1, 0.0))) == (tries, tries)


def test_another_request_waits_for_the_one_under_way_and_leaves_it(faulty: FaultyServer) -> None:
    faulty.reply("slow", Reply(body=b'"slow"'))
    faulty.reply("quick", Reply(body=b'"quick"'))
    gate = Notes()
    wire = faulty.wire(gate)
    wire.expect_json(f"{URL}/slow")
    assert [wire.get_json(f"{URL}/{name}").data for name in ("quick", "slow")] == ["quick", "slow"]
    assert [line.rpartition("/")[2] for line in faulty.asked] == ["slow", "quick"]
    assert gate.said == [("admit", 1, 0.0)] * 2


def test_the_networks_own_words_come_with_the_error(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({"error": {"code": 4}}, 400))
    with pytest.raises(PlatformError) as told:
        faulty.wire().get_json(URL)
    assert type(told.value) is PlatformError
    assert told.value.answer
    assert (told.value.answer.data, told.value.answer.status) == ({"error": {"code": 4}}, 400)


def test_a_connector_may_read_a_refusal_better_than_its_status_tells(faulty: FaultyServer) -> None:
    def read(answer: Answer) -> PlatformError | None:
        return Slow("Spent.", until=NOON + timedelta(hours=3)) if answer.data == {"reason": "quota"} else None

    gate = Notes()
    with clock.told(NOON):
        for reason, error in (("quota", Slow), ("key", SignInRefused)):
            faulty.always(Reply.of({"reason": reason}, 403))
            with pytest.raises(error) as told:
                faulty.wire(gate).get_json(URL, refused=read)
            assert told.value.answer
            assert told.value.answer.data == {"reason": reason}
    assert [said for said in gate.said if said[0] == "rest"] == [("rest", NOON + timedelta(hours=3))]
    assert len(faulty.asked) == 2


def test_a_short_wait_is_waited_and_a_long_one_is_told(faulty: FaultyServer) -> None:
    waited: list[float] = []
    wire = HttpWire(OpenGate(), faulty.http(), sleep=waited.append)
    faulty.always(Reply.of({}, 429, retry_after="3"), Reply.of({"a": 1}))
    with clock.told(NOON):
        assert wire.get_json(URL).data == {"a": 1}
        assert waited == [3.0]
        faulty.always(Reply.of({}, 503, retry_after="Sun, 01 Nov 2026 13:00:00 GMT"))
        with pytest.raises(Slow) as told:
            wire.get_json(URL)
    wire.close()
    assert told.value.until == NOON + timedelta(hours=1)
    assert len(waited) == 1


def test_a_spent_limit_lets_the_host_rest(faulty: FaultyServer) -> None:
    gate = Notes()
    faulty.always(Reply.of({"a": 1}, x_ratelimit_remaining="0", x_ratelimit_reset="2026-11-01T12:04:00.000Z"))
    with clock.told(NOON):
        assert faulty.wire(gate).get_json(URL).data == {"a": 1}
    assert gate.said == [("admit", 1, 0.0), ("rest", NOON + timedelta(minutes=4))]


def test_what_the_answer_did_not_cost_goes_back(faulty: FaultyServer) -> None:
    gate = Notes()
    faulty.always(Reply.of({"rows": [1, 2]}))
    faulty.wire(gate).get_json(URL, units=2, money=1.0, cost=lambda told: 0.25 * len(told["rows"]))
    assert gate.said == [("admit", 2, 1.0), ("back", 0.5)]


def test_a_refusal_costs_nothing_and_a_lost_answer_may_have_cost_all(faulty: FaultyServer) -> None:
    for reply, back in (
        (Reply.of({}, 404), 1),
        (Reply.of({}, 500), 3),
        (Reply(body=b"x" * 9, cut=True), 0),
        (Reply(body=b"<p>"), 0),
    ):
        gate = Notes()
        faulty.always(reply)
        with pytest.raises(PlatformError):
            faulty.wire(gate).get_json(URL, money=1.0, cost=lambda told: 0.5)
        assert [said for said in gate.said if said[0] == "back"] == [("back", 1.0)] * back
    gate = Notes()
    faulty.always(Reply.of({}, 404))
    with pytest.raises(Gone):
        faulty.wire(gate).get_json(URL, money=1.0)
    assert ("back", 1.0) not in gate.said


def test_a_conditional_request_counts_only_on_what_was_kept(faulty: FaultyServer) -> None:
    gate, stamp = OpenGate(), "Sun, 01 Nov 2026 12:00:00 GMT"
    wire = faulty.wire(gate)
    faulty.always(Reply(body=b"<rss/>", headers={"ETag": '"1"', "Last-Modified": stamp}))
    assert wire.get_bytes(URL, conditional=True).data == b"<rss/>"
    wire.forget_versions()
    wire.get_bytes(URL, conditional=True)
    assert "If-None-Match" not in faulty.headers[-1]
    wire.keep_versions()
    assert list(gate.versions.values()) == [Version('"1"', stamp)]
    faulty.always(Reply(304, b""))
    answer = wire.get_bytes(URL, conditional=True)
    assert (answer.not_modified, answer.data, answer.status) == (True, b"", 304)
    assert faulty.headers[-1]["If-None-Match"] == '"1"'
    assert faulty.headers[-1]["If-Modified-Since"] == stamp
    wire.keep_versions()
    assert list(gate.versions.values()) == [Version('"1"', stamp)]
    wire.get_bytes(URL)
    assert "If-None-Match" not in faulty.headers[-1]


def test_bodies_are_posted_as_asked_and_never_told(faulty: FaultyServer) -> None:
    faulty.always(Reply.of({"token": "t"}))
    wire = faulty.wire()
    assert wire.post_json(URL, body={"a": 1}, params={"fields": "id"}).data == {"token": "t"}
    assert wire.post_form(URL, body={"a": "1"}).data == {"token": "t"}
    assert faulty.asked == ["POST /api.example/v1/profile?fields=id", "POST /api.example/v1/profile"]
    assert [sent["Content-Type"] for sent in faulty.headers] == [
        "application/json",
        "application/x-www-form-urlencoded",
    ]
    faulty.always(Reply.of({}, 401))
    with pytest.raises(SignInRefused) as told:
        wire.post_form(URL, body={"client_secret": "s3cret"})
    assert "s3cret" not in repr(told.value.as_dict())


def test_private_addresses_and_nonsense_are_refused() -> None:
    wire = HttpWire(OpenGate(), safe_http.client())
    with pytest.raises(safe_http.AddressRefused):
        wire.get_bytes("http://127.0.0.1:1/feed")
    with pytest.raises(BadInput):
        wire.get_bytes("https://site.example:port/feed")
    wire.close()


def test_an_answer_beyond_the_bound_is_unreadable(faulty: FaultyServer) -> None:
    faulty.always(Reply(body=b"x" * 2000))
    client = safe_http.client(allow_private=True, max_bytes=1000)
    wire = HttpWire(OpenGate(), client)
    with pytest.raises(Unreadable):
        wire.get_bytes(f"{faulty.url}/feed")
    wire.close()

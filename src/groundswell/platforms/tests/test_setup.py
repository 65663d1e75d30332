"""Keys, limits and pauses, and how a connector stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.metadata import entry_points
from typing import NamedTuple

import pytest

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import AuditEntry, User, Workspace
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.platforms import registry
from groundswell.platforms.documents import standing_document
from groundswell.platforms.errors import KeysMissing, Paused
from groundswell.platforms.models import ConnectorSetup
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import OPERATIONS, Bucket, Need, Plugin
from groundswell.platforms.queries import platforms_that_may_not, policies, policy_of, standing, why_unknown
from groundswell.platforms.services import open_connector, pause_connector, save_keys, set_limits
from groundswell.platforms.tests.toy import Entry, plugin

pytestmark = pytest.mark.django_db
NEEDS = (Need(name="key", label="API key"), Need(name="host", label="Host", secret=False, required=False))


@pytest.fixture(autouse=True)
def toys(connectors: Callable[..., None]) -> None:
    connectors(plugin(name="toy", needs=NEEDS, daily_units=100, networks=("blog", "podcast")))


def test_keys_are_sealed_and_only_what_is_no_secret_is_shown(workspace: Workspace, owner: User) -> None:
    with pytest.raises(KeysMissing) as told, open_connector("toy"):
        pass
    assert "API key" in told.value.message
    given = {"key": " s3cret ", "host": "https://one.example"}
    save_keys(connector="toy", given=given, workspace=workspace, user=owner)
    row = ConnectorSetup.objects.get()
    assert "s3cret" not in row.sealed
    assert row.shown == {"host": "https://one.example"}
    assert standing("toy").ready
    assert standing("toy").given == {"key", "host"}
    assert "s3cret" not in str(list(AuditEntry.objects.values()))
    with open_connector("toy") as opened:
        assert opened.plugin.name == "toy"
    save_keys(connector="toy", given={"host": ""})
    assert standing("toy").given == {"key"}
    assert standing("toy").missing == []
    save_keys(connector="toy", given={"key": ""})
    assert (standing("toy").ready, standing("toy").missing) == (False, ["API key"])


@pytest.mark.parametrize("given", [{"colour": "red"}, {"key": "x" * 5000}, {"key": "a\nb"}])
def test_what_is_no_key_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        save_keys(connector="toy", given=given)
    assert not ConnectorSetup.objects.exists()


def test_only_who_owns_every_workspace_decides(workspace: Workspace, owner: User, outsider: User) -> None:
    for user in (owner, outsider):
        with pytest.raises(Forbidden):
            save_keys(connector="toy", given={"key": "x"}, workspace=workspace, user=user)
        with pytest.raises(Forbidden):
            set_limits(connector="toy", daily_units=1, monthly_money=None, workspace=workspace, user=user)
        with pytest.raises(Forbidden):
            pause_connector(connector="toy", paused=True, workspace=workspace, user=user)
    assert not ConnectorSetup.objects.exists()
    Workspace.objects.filter(slug="rival").update(is_demo=True)
    pause_connector(connector="toy", paused=True, workspace=workspace, user=owner)


def test_a_paused_connector_is_not_opened() -> None:
    save_keys(connector="toy", given={"key": "x"})
    pause_connector(connector="toy", paused=True)
    with pytest.raises(Paused), open_connector("toy"):
        pass
    assert not standing("toy").ready
    pause_connector(connector="toy", paused=False)
    assert standing("toy").ready


def test_limits_are_the_operators_else_the_connectors() -> None:
    assert (standing("toy").daily_units, standing("toy").monthly_money) == (100, None)
    set_limits(connector="toy", daily_units=5, monthly_money=Decimal("12.50"))
    assert (standing("toy").daily_units, standing("toy").monthly_money) == (5, Decimal("12.50"))
    with pytest.raises(BadInput):
        set_limits(connector="toy", daily_units=-1, monthly_money=None)
    set_limits(connector="toy", daily_units=None, monthly_money=None)
    assert standing("toy").daily_units == 100


def test_a_declaration_changes_the_policy(connectors: Callable[..., None]) -> None:
    strict = Policy(retention_days=30, may_derive=False, may_mix=False, may_match=False)
    free = replace(strict, retention_days=None, may_derive=True)
    tick = Need(name="agreed", label="Agreed", secret=False, required=False, tick=True)
    connectors(
        plugin(name="toy", needs=(tick,), networks=("blog",), policy=strict, terms=lambda given: free if given.get("agreed") else strict),
        plugin(name="other", networks=("podcast",)),
    )  # fmt: skip
    assert (policy_of("blog"), policy_of("instagram")) == (strict, None)
    assert platforms_that_may_not("may_derive") == {"blog"}
    with pytest.raises(BadInput, match="“Agreed” is “yes”, or empty"):
        save_keys(connector="toy", given={"agreed": "no"})
    save_keys(connector="toy", given={"agreed": "yes"})
    assert standing("toy").policy == policies()["toy"] == policy_of("blog") == free
    with open_connector("toy") as opened:
        assert opened.policy == free
    assert platforms_that_may_not("may_derive") == set()
    assert platforms_that_may_not("may_mix") == {"blog"}
    save_keys(connector="toy", given={"agreed": ""})
    assert policy_of("blog") == strict


def test_places_of_a_bucket_are_shown(connectors: Callable[..., None]) -> None:
    connectors(plugin(name="toy", buckets=(Bucket(name="searches", most=2, days=1),)))
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    with clock.told(noon), open_connector("toy") as opened:
        opened.wire.take("searches", "a", most=2, days=1)
        (taken,) = standing("toy").buckets
        assert (taken.places, taken.bucket.most) == (1, 2)
        assert standing_document(standing("toy"), for_operator=False)["buckets"] == [
            {"name": "searches", "taken": 1, "most": 2, "days": 1}
        ]
    with clock.told(noon + timedelta(days=1)):
        assert standing("toy").buckets[0].places == 0


def test_what_it_cannot_know_has_a_sentence() -> None:
    assert standing("toy").cannot["paid_label"] == "Toys are never paid."
    assert why_unknown("blog", "paid_label") == "Toys are never paid."
    assert why_unknown("blog", "hashtag") == "Not available on Toy."
    assert why_unknown("blog", "profile") == ""
    assert why_unknown("instagram", "profile") == ""


def test_a_connector_nobody_has_is_not_found() -> None:
    with pytest.raises(NotFound), open_connector("myspace"):
        pass


def test_a_connector_that_cannot_be_loaded_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(NamedTuple):
        name: str = "broken"

        def load(self) -> Plugin:
            raise ImportError("no such library")

    monkeypatch.setattr(registry, "entry_points", lambda group: [Broken(), Entry("fine", plugin(name="fine"))])
    registry.plugins.cache_clear()
    assert list(registry.plugins()) == ["fine"]


def test_every_installed_connector_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", entry_points)
    registry.plugins.cache_clear()
    found = registry.plugins()
    assert "bluesky" in found
    for name, one in found.items():
        told = standing(name)
        assert (one.name, set(one.serves) - PLATFORMS.keys()) == (name, set())
        assert set(told.cannot) | told.capabilities.can >= set(OPERATIONS)
        assert all(told.cannot.values())
        assert one.policy.source

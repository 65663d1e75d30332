"""A connector ready to ask, with the operator's keys and under the ledger."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from groundswell.kit import safe_http
from groundswell.kit.secret_box import SecretBox
from groundswell.platforms.errors import KeysMissing, Paused
from groundswell.platforms.http_wire import HttpWire
from groundswell.platforms.models import ConnectorSetup
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import Connector, Plugin
from groundswell.platforms.registry import plugin_named
from groundswell.platforms.services.gate import StoredGate


@dataclass(frozen=True, slots=True)
class Opened:
    plugin: Plugin
    connector: Connector
    wire: HttpWire
    policy: Policy


@dataclass(frozen=True, slots=True)
class Line:
    """A wire to a network and the operator's keys, for what a connector's port does not offer."""

    plugin: Plugin
    wire: HttpWire
    secrets: Mapping[str, str]
    policy: Policy


@contextmanager
def open_connector(name: str) -> Iterator[Opened]:
    """The connector of that name, until the block ends. `Paused` when the operator paused it or set OFFLINE,
    `KeysMissing` when required keys were not given, `NotFound` when there is none."""
    with open_line(name) as line:
        plugin, secrets = line.plugin, line.secrets
        if missing := [need.label for need in plugin.needs if need.required and not secrets.get(need.name)]:
            raise KeysMissing(f"{plugin.label} needs: {', '.join(missing)}.", where=name, cure="Page Platforms.")
        yield Opened(plugin, plugin.make(line.wire, secrets), line.wire, line.policy)


@contextmanager
def open_line(name: str) -> Iterator[Line]:
    """The wire to a network under its ledger, whatever keys are there; raises as `open_connector` else."""
    plugin = plugin_named(name)
    if settings.OFFLINE:
        raise Paused("This installation is set to ask no network.", where=name, cure="Unset OFFLINE.")
    setup = ConnectorSetup.objects.filter(connector=name).first() or ConnectorSetup(connector=name)
    if setup.paused_at:
        raise Paused(f"{plugin.label} is paused.", where=name, cure="Resume it on the page Platforms.")
    units, money = limits_of(plugin, setup)
    gate = StoredGate(name, daily_units=units, monthly_money=money, day_zone=plugin.day_zone)
    wire = HttpWire(gate, safe_http.client(allow_private=settings.ALLOW_PRIVATE_ADDRESSES))
    try:
        yield Line(plugin, wire, secrets_of(setup), policy_with(plugin, setup))
    finally:
        wire.close()


def secrets_of(setup: ConnectorSetup) -> Mapping[str, str]:
    """Everything the operator gave, by the name of the need."""
    if not setup.sealed:
        return {}
    given: dict[str, str] = json.loads(SecretBox(settings.SECRET_KEY).open(setup.sealed))
    return given


def policy_with(plugin: Plugin, setup: ConnectorSetup | None) -> Policy:
    """The connector's policy, as what the operator declared makes it."""
    return plugin.terms(setup.shown) if plugin.terms and setup else plugin.policy


def limits_of(plugin: Plugin, setup: ConnectorSetup | None) -> tuple[int | None, Decimal | None]:
    """Units a day and USD a month: the operator's, else the connector's own; None is no limit."""
    units = setup.daily_units if setup and setup.daily_units is not None else plugin.daily_units
    own = None if plugin.monthly_money is None else Decimal(str(plugin.monthly_money))
    return units, setup.monthly_money if setup and setup.monthly_money is not None else own

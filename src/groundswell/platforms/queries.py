"""How the installation stands with each network."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.db.models import Count, Max, Q

from groundswell.kit import clock
from groundswell.platforms import rules
from groundswell.platforms.errors import NotAvailable
from groundswell.platforms.models import BucketPlace, Circuit, ConnectorSetup, MoneySpent, NetworkNotice, Spending
from groundswell.platforms.policy import Policy
from groundswell.platforms.port import OPERATIONS, Bucket, Capabilities, Plugin, TellsLabels
from groundswell.platforms.registry import plugin_for, plugin_named, plugins
from groundswell.platforms.services.opening import limits_of, policy_with, secrets_of

TROUBLE_SHOWN = timedelta(days=7)
TROUBLES_READ = 200


@dataclass(frozen=True, slots=True)
class Trouble:
    """The last thing that went wrong with one host; `over` when it answered since."""

    host: str
    code: str
    message: str
    at: datetime
    over: bool
    rest_until: datetime | None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many places of a bucket are taken."""

    bucket: Bucket
    places: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One connector: what it can, what it was given, what it spent, what went wrong. Money is USD.

    `given` names the needs that have a value, `shown` holds the values that are no secrets; `ready` when nothing
    required is missing, nobody paused it and the installation may ask networks.
    """

    plugin: Plugin
    capabilities: Capabilities
    given: frozenset[str]
    shown: Mapping[str, str]
    ready: bool
    paused_at: datetime | None
    daily_units: int | None
    monthly_money: Decimal | None
    calls_today: int
    units_today: int
    money_this_month: Decimal
    troubles: tuple[Trouble, ...]
    policy: Policy
    buckets: tuple[Taken, ...]

    @property
    def missing(self) -> list[str]:
        """Labels of the required needs that have no value."""
        return [need.label for need in self.plugin.needs if need.required and need.name not in self.given]

    @property
    def cannot(self) -> Mapping[str, str]:
        """Operation → the sentence to show where it is missing."""
        default = f"{self.plugin.label} does not tell it."
        can, why = self.capabilities.can, self.capabilities.why_not
        return {operation: why.get(operation, default) for operation in OPERATIONS if operation not in can}


def standings() -> list[Standing]:
    """All connectors, by name."""
    return _standings(plugins())


def standing(name: str) -> Standing:
    """One connector; `NotFound` when there is none of that name."""
    return _standings({name: plugin_named(name)})[0]


def _standings(asked: Mapping[str, Plugin]) -> list[Standing]:
    """In as many queries for all as for one."""
    now = clock.now()
    setups = {row.connector: row for row in ConnectorSetup.objects.filter(connector__in=asked)}
    days = {name: rules.day_of(now, plugin.day_zone) for name, plugin in asked.items()}
    spent = {
        row.connector: row
        for row in Spending.objects.filter(connector__in=asked, day__in=set(days.values()))
        if row.day == days[row.connector]
    }
    money = {row.connector: row for row in MoneySpent.objects.filter(connector__in=asked, month=rules.month_of(now))}
    troubles = _troubles(asked, now)
    return [
        _standing(
            plugin,
            setup=setups.get(name) or ConnectorSetup(connector=name),
            spent=spent.get(name) or Spending(calls=0, units=0),
            money=money[name].money if name in money else Decimal(0),
            troubles=tuple(troubles.get(name, ())),
            buckets=tuple(Taken(bucket, _places(name, bucket, now)) for bucket in plugin.buckets),
        )
        for name, plugin in asked.items()
    ]


def _standing(
    plugin: Plugin,
    *,
    setup: ConnectorSetup,
    spent: Spending,
    money: Decimal,
    troubles: tuple[Trouble, ...],
    buckets: tuple[Taken, ...],
) -> Standing:
    secrets = secrets_of(setup)
    daily_units, monthly_money = limits_of(plugin, setup)
    complete = all(secrets.get(need.name) for need in plugin.needs if need.required)
    return Standing(
        plugin=plugin,
        capabilities=plugin.make(_Mute(), secrets).capabilities(),
        given=frozenset(secrets),
        shown=setup.shown,
        ready=complete and setup.paused_at is None and not settings.OFFLINE,
        paused_at=setup.paused_at,
        daily_units=daily_units,
        monthly_money=monthly_money,
        calls_today=spent.calls,
        units_today=spent.units,
        money_this_month=money,
        troubles=troubles,
        policy=policy_with(plugin, setup),
        buckets=buckets,
    )


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a network sent by itself in the last 30 days: how much was read, waits, and was given up; when the newest
    came, and why the last that could not be read could not."""

    read: int
    waiting: int
    given_up: int
    newest: datetime | None
    problem: str


def arrived(connector: str) -> Arrived:
    """How it goes with the events of one connector."""
    rows = NetworkNotice.objects.filter(connector=connector)
    done, failed = Q(done_at__isnull=False), ~Q(message="")
    counted = rows.aggregate(
        read=Count("pk", filter=done & ~failed), waiting=Count("pk", filter=~done),
        given_up=Count("pk", filter=done & failed), newest=Max("received_at"),
    )  # fmt: skip
    last = rows.filter(failed).order_by("-received_at", "-pk").values_list("message", flat=True).first()
    return Arrived(**counted, problem=last or "")


def ready_connectors() -> frozenset[str]:
    """Names of those that can be asked for profiles now: keys given, not paused."""
    return frozenset(one.plugin.name for one in standings() if one.ready and "profile" in one.capabilities.can)


def policies() -> Mapping[str, Policy]:
    """What the terms of each connector allow with what it told, by its name, as the operator's declarations make them."""
    setups = {setup.connector: setup for setup in ConnectorSetup.objects.all()}
    return {name: policy_with(plugin, setups.get(name)) for name, plugin in plugins().items()}


def policy_of(platform: str) -> Policy | None:
    """The policy for a network (a slug of `platforms.names`); None where there is no connector."""
    plugin = plugin_for(platform)
    return policies()[plugin.name] if plugin else None


def platforms_that_may_not(question: str) -> frozenset[str]:
    """The networks whose policy answers no; `question` is `may_derive`, `may_mix` or `may_match`."""
    known = plugins()
    refusing = [known[name] for name, policy in policies().items() if not getattr(policy, question)]
    return frozenset(network for plugin in refusing for network in plugin.serves)


def connectable() -> list[Plugin]:
    """Networks whose creators can connect their own account here: the operator gave the keys for it and paused nothing."""
    if settings.OFFLINE:
        return []
    setups = {row.connector: row for row in ConnectorSetup.objects.filter(paused_at=None)}
    ways = ((plugin, plugin.connect, setups.get(name)) for name, plugin in plugins().items())
    return [plugin for plugin, oauth, row in ways if oauth and row and oauth.is_set_up(secrets_of(row))]


def tells_labels(plugin: Plugin) -> bool:
    """Whether the connector tells paid labels apart from posts (`TellsLabels`), given its keys."""
    return isinstance(plugin.make(_Mute(), {}), TellsLabels)


def why_unknown(platform: str, operation: str) -> str:
    """The sentence to show where a network cannot tell something; empty when it can, or when nobody asks it."""
    plugin = plugin_for(platform)
    if plugin is None:
        return ""
    told = plugin.make(_Mute(), {}).capabilities()
    if operation in told.can:
        return ""
    return told.why_not.get(operation, f"Not available on {plugin.label}.")


def _places(name: str, bucket: Bucket, now: datetime) -> int:
    """Also of buckets that are one for each account of the operator: "hashtags:17841…"."""
    since = now - timedelta(days=bucket.days)
    mine = Q(bucket=bucket.name) | Q(bucket__startswith=f"{bucket.name}:")
    return BucketPlace.objects.filter(mine, connector=name, taken_at__gt=since).count()


def _troubles(asked: Collection[str], now: datetime) -> dict[str, list[Trouble]]:
    """The newest by connector."""
    found: dict[str, list[Trouble]] = {}
    rows = Circuit.objects.filter(connector__in=asked, failed_at__gt=now - TROUBLE_SHOWN).order_by("-failed_at")
    for row in rows[:TROUBLES_READ]:
        if row.failed_at:
            found.setdefault(row.connector, []).append(_trouble(row, row.failed_at, now))
    return found


def _trouble(row: Circuit, failed_at: datetime, now: datetime) -> Trouble:
    return Trouble(
        host=row.host,
        code=row.error,
        message=row.message,
        at=failed_at,
        over=row.well_at is not None and row.well_at > failed_at,
        rest_until=row.rest_until if row.rest_until and row.rest_until > now else None,
    )


class _Mute:
    """A wire nobody can ask through: enough to read what a connector says of itself."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise NotAvailable("Nothing is asked here.")

    get_json = expect_json = get_bytes = post_json = post_form = take = _refuse

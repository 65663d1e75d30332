"""Keys, limits and pauses. They are the installation's: only who runs it may change them."""

import json
from collections.abc import Mapping
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import User, Workspace
from groundswell.accounts.queries import runs_installation
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.secret_box import SecretBox
from groundswell.platforms.models import Circuit, ConnectorSetup
from groundswell.platforms.port import TICKED
from groundswell.platforms.registry import plugin_named
from groundswell.platforms.services.opening import secrets_of

LONGEST = 4000


@transaction.atomic
def save_keys(
    *, connector: str, given: Mapping[str, str], workspace: Workspace | None = None, user: User | None = None
) -> ConnectorSetup:
    """Keeps keys by the name of the need, sealed; an empty text removes one, one not named stays.

    `Forbidden` unless `user` runs the installation (None: a command); `BadInput` for a name the connector does not need.
    """
    plugin, setup = plugin_named(connector), _changeable(connector, user)
    needs = {need.name: need for need in plugin.needs}
    for name, text in given.items():
        if name not in needs:
            raise BadInput(f"{plugin.label} needs no “{name}”.", where=name, cure=f"Known: {', '.join(needs)}.")
        if needs[name].tick and text.strip() not in ("", TICKED):
            raise BadInput(f"“{needs[name].label}” is “{TICKED}”, or empty.", where=name)
        if len(text) > LONGEST or any(ord(character) < 32 for character in text.strip()):
            raise BadInput(f"“{needs[name].label}” is too long or holds control characters.", where=name)
    kept = {**secrets_of(setup), **{name: text.strip() for name, text in given.items()}}
    kept = {name: text for name, text in kept.items() if text}
    setup.sealed = SecretBox(settings.SECRET_KEY).seal(json.dumps(kept)) if kept else ""
    setup.shown = {name: text for name, text in kept.items() if name in needs and not needs[name].secret}
    # New keys deserve a new try, also where the old ones were refused.
    Circuit.objects.filter(connector=connector).update(faults=0, rest_until=None)
    return _saved(setup, workspace, user, "keys", {"names": sorted(given)})


@transaction.atomic
def set_limits(
    *,
    connector: str,
    daily_units: int | None,
    monthly_money: Decimal | None,
    workspace: Workspace | None = None,
    user: User | None = None,
) -> ConnectorSetup:
    """Units a day and USD a month for this connector; None is the connector's own limit again. `Forbidden` as above."""
    setup = _changeable(connector, user)
    for name, value in (("daily_units", daily_units), ("monthly_money", monthly_money)):
        if value is not None and not 0 <= value < 10**10:
            raise BadInput("A limit is a number from 0.", where=name)
    setup.daily_units, setup.monthly_money = daily_units, monthly_money
    return _saved(setup, workspace, user, "limits", {"daily_units": daily_units, "monthly_money": str(monthly_money)})


@transaction.atomic
def pause_connector(
    *, connector: str, paused: bool, workspace: Workspace | None = None, user: User | None = None
) -> ConnectorSetup:
    """Stops asking the network, or goes on. `Forbidden` as above."""
    setup = _changeable(connector, user)
    setup.paused_at = (setup.paused_at or clock.now()) if paused else None
    return _saved(setup, workspace, user, "paused" if paused else "resumed", {})


def _changeable(connector: str, user: User | None) -> ConnectorSetup:
    plugin_named(connector)
    if user is not None and not runs_installation(user):
        raise Forbidden(
            "Keys and limits hold for all workspaces of this installation: only who owns all of them may change them.",
            where="user",
        )
    ConnectorSetup.objects.get_or_create(connector=connector)
    return ConnectorSetup.objects.select_for_update().get(connector=connector)


def _saved(
    setup: ConnectorSetup, workspace: Workspace | None, user: User | None, what: str, detail: dict[str, object]
) -> ConnectorSetup:
    setup.changed_at = clock.now()
    setup.save()
    if workspace is not None:
        record_audit(workspace=workspace, user=user, action=f"connector.{what}", subject=setup.connector, detail=detail)
    return setup

"""One live question to a network: does the connector read a profile, here and now?"""

import time

from groundswell.cli.upkeep.doctor import Finding
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.platforms.port import Checks
from groundswell.platforms.registry import plugin_named
from groundswell.platforms.services import open_connector

CURES = {
    "platform_sign_in": "Give new keys: groundswell platforms keys",
    "platform_gone": "Name a profile that exists: --profile",
    "platform_unreachable": "Can this machine reach the host? See proxy, firewall and the network’s status page.",
    "platform_unreadable": "The network changed its answers: update Groundswell.",
}


def examine_connector(name: str, profile: str) -> Finding:
    """Reads one profile: `profile`, else the one the connector names; where it reads none, what it checks itself. What
    the network refuses is a finding that fails."""
    plugin = plugin_named(name)
    reference = profile or plugin.smoke
    started = time.monotonic()
    try:
        with open_connector(name) as opened:
            if not reference and isinstance(opened.connector, Checks):
                return Finding(name, "ok", opened.connector.check())
            facts = opened.connector.profile(reference) if reference else None
    except GroundswellError as error:
        cure = error.cure or CURES.get(error.code, "See: groundswell platforms status")
        return Finding(name, "fail", f"{reference}: {error.message}".removeprefix(": "), cure)
    if facts is None:
        raise BadInput(
            f"{plugin.label} names no profile that is always there.", where="--profile",
            cure="Name one: --profile ADDRESS",
        )  # fmt: skip
    figures = ", ".join(f"{metric} {value:,.0f}" for metric, value in facts.metrics.items()) or "no figures"
    took = time.monotonic() - started
    return Finding(name, "ok", f"read {facts.url} ({facts.display_name or facts.handle}): {figures}, in {took:.2f} s")

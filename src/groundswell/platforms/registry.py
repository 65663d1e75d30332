"""Which connectors there are: entry points of the group `groundswell.connectors`, also those of other packages."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

import structlog

from groundswell.kit.errors import NotFound
from groundswell.platforms.port import Plugin

GROUP = "groundswell.connectors"
log = structlog.get_logger("groundswell.platforms")


@cache
def plugins() -> Mapping[str, Plugin]:
    """Every connector by name, in the order of their names. One that cannot be loaded is logged and left out."""
    found: dict[str, Plugin] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            plugin = entry.load()
        except Exception as error:  # a connector of others may break in any way; the rest must go on
            log.error("platform.unloadable", connector=entry.name, error=repr(error))
            continue
        found[plugin.name] = plugin
    return found


def plugin_named(name: str) -> Plugin:
    """The connector of that name; `NotFound` names the known ones."""
    known = plugins()
    if name not in known:
        raise NotFound(
            f"There is no connector “{name}”.", where="connector", cure=f"Known: {', '.join(known) or 'none'}."
        )
    return known[name]


def plugin_for(platform: str) -> Plugin | None:
    """The connector that serves a network (a slug of `platforms.names`), or None."""
    return next((plugin for plugin in plugins().values() if platform in plugin.serves), None)

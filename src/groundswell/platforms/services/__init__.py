"""Writing about connectors: keys, limits, pauses, and the ledger."""

from groundswell.platforms.services.hooks import receive_event
from groundswell.platforms.services.opening import Line, Opened, open_connector, open_line
from groundswell.platforms.services.setup import pause_connector, save_keys, set_limits

__all__ = [
    "Line",
    "Opened",
    "open_connector",
    "open_line",
    "pause_connector",
    "receive_event",
    "save_keys",
    "set_limits",
]

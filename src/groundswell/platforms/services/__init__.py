"""Writing about connectors: keys, limits, pauses, and the ledger."""

from groundswell.platforms.services.opening import Opened, open_connector
from groundswell.platforms.services.setup import pause_connector, save_keys, set_limits

__all__ = ["Opened", "open_connector", "pause_connector", "save_keys", "set_limits"]

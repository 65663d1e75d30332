"""What shops send: verified against the secret in memory, written to a journal before the answer."""

from groundswell.links.hooks.door import HookDoor, hook_door
from groundswell.links.hooks.path import StoreHooks

__all__ = ["HookDoor", "StoreHooks", "hook_door"]

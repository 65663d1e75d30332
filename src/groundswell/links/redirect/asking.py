"""Asking the database beside the event loop."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connections

T = TypeVar("T")


async def asked(question: Callable[..., T], *arguments: Any) -> T:
    """Asks the database in a thread, and leaves no connection behind there."""

    def ask() -> T:
        try:
            return question(*arguments)
        finally:
            connections.close_all()

    return await asyncio.to_thread(ask)

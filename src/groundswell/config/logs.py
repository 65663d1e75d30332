"""Structured logs on standard error: lines of JSON, or coloured text when a person is watching."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from groundswell.kit.redact import redact


def redact_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """structlog's step that keeps secrets out."""
    return {key: value if key.startswith("_") else redact(value, key) for key, value in event.items()}


class Stderr(logging.StreamHandler[Any]):
    """Standard error as it is at the time of writing, wherever it leads by then."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> Any:
        return sys.stderr


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.StackInfoRenderer(),
]


def configure(level: str, *, pretty: bool | None = None) -> dict[str, Any]:
    """Sets structlog up and returns Django's LOGGING; both kinds of log take the same way out."""
    pretty = sys.stderr.isatty() if pretty is None else pretty
    end: list[Any] = (
        [structlog.dev.ConsoleRenderer()]
        if pretty
        else [structlog.processors.format_exc_info, redact_event, structlog.processors.JSONRenderer(default=str)]
    )
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact_event, *end],
    }
    quiet = {"level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"stderr": {"()": Stderr, "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # A page that is not there is no news, and our own request line says it already.
            "django.request": {"level": "ERROR"},
            # The worker says it better.
            "django_tasks": quiet,
            # These write whole addresses, with what may be secret in them.
            "httpx": quiet,
            "httpcore": quiet,
            "_granian": quiet,
        },
    }

"""Liquid's filters, unable to blow a small text up into a large one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from liquid import Environment
from liquid.exceptions import OutputStreamLimitError
from liquid.filter import string_filter

LARGEST = 20_000


def bound_filters(environment: Environment) -> None:
    """Every filter refuses results above LARGEST characters or items, those that multiply before they do the work."""
    environment.add_filter("replace", _replace)
    environment.add_filter("join", _guarded_join(environment.filters["join"]))
    for name, function in list(environment.filters.items()):
        environment.add_filter(name, _bounded(function))


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        result = function(*arguments, **options)
        if isinstance(result, (str, list, tuple)) and len(result) > LARGEST:
            raise _too_large()
        return result

    return call


@string_filter
def _replace(value: str, old: object, new: object = "") -> str:
    old, new = str(old), str(new)
    if value.count(old) * len(new) > LARGEST:
        raise _too_large()
    return value.replace(old, new)


def _guarded_join(join: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(join)
    def call(value: object, separator: object = " ", **options: Any) -> Any:
        items = value if isinstance(value, (list, tuple)) else [value]
        if len(items) * len(str(separator)) + sum(len(str(item)) for item in items) > LARGEST:
            raise _too_large()
        return join(value, separator, **options)

    return call


def _too_large() -> OutputStreamLimitError:
    return OutputStreamLimitError("a text in this template grows too large", token=None)

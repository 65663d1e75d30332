"""Templates people write, in Liquid: small, bounded, and strict about what is not known."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, ClassVar

from liquid import BoundTemplate, Environment, Undefined
from liquid.exceptions import LiquidError

from groundswell.outreach.errors import BadTemplate, MissingValue
from groundswell.outreach.rules.addresses import one_line
from groundswell.outreach.rules.filters import LARGEST, bound_filters

LONGEST_TEMPLATE = 20_000
_missing: ContextVar[list[str]] = ContextVar("missing")


class _Unknown(Undefined):
    """Falsy in conditions and replaced by `default`, but noted as missing as soon as it would be written."""

    __slots__ = ()

    def __str__(self) -> str:
        self._note()
        return ""

    def __iter__(self) -> Any:
        self._note()
        return iter(())

    def __int__(self) -> int:
        self._note()
        return 0

    def _note(self) -> None:
        name = (self.hint or self.name).removesuffix(" is undefined").strip("'")
        noted = _missing.get([])
        if name not in noted:
            noted.append(name)


class _Environment(Environment):
    loop_iteration_limit: ClassVar[int | None] = 500
    output_stream_limit: ClassVar[int | None] = LARGEST
    local_namespace_limit: ClassVar[int | None] = 100_000
    block_nesting_limit: ClassVar[int] = 10
    context_depth_limit: ClassVar[int] = 10


def _environment() -> _Environment:
    environment = _Environment(undefined=_Unknown, strict_filters=True, autoescape=False)
    for tag in ("include", "render"):
        environment.tags.pop(tag, None)
    bound_filters(environment)
    return environment


_ENVIRONMENT = _environment()


def render(template_text: str, facts: Mapping[str, Any]) -> str:
    """The text with the facts filled in.

    `facts`: nested dicts of strings, numbers and lists; None, "" and empty lists count as not known.
    Raises `MissingValue` naming every value that would have been written and is not known,
    `BadTemplate` for a text that is no template or exceeds a limit (500 turns of loops, 20,000 characters).
    """
    template = _parsed(template_text)
    noted: list[str] = []
    token = _missing.set(noted)
    try:
        text = template.render(_known(facts))
    except (LiquidError, RecursionError) as error:
        raise _bad(error) from error
    finally:
        _missing.reset(token)
    if noted:
        raise MissingValue(noted)
    return text


def render_subject(template_text: str, facts: Mapping[str, Any]) -> str:
    """As `render`, for a header line: refuses line breaks and more than 255 characters."""
    return one_line(render(template_text, facts), "subject")


def names_in(template_text: str) -> list[str]:
    """The facts a template asks for, as "creator.first_name", sorted."""
    return sorted({str(path) for path in _parsed(template_text).global_variable_paths()})


def unknown_names(template_text: str, known: Sequence[str]) -> list[str]:
    """The facts a template asks for that nothing offers."""
    offered = set(known)
    return [name for name in names_in(template_text) if name.split("[")[0] not in offered]


@lru_cache(maxsize=256)
def _parsed(template_text: str) -> BoundTemplate:
    if len(template_text) > LONGEST_TEMPLATE:
        raise BadTemplate(f"A template has at most {LONGEST_TEMPLATE:,} characters.", where="body")
    try:
        return _ENVIRONMENT.from_string(template_text)
    except (LiquidError, RecursionError) as error:
        raise _bad(error) from error


def _bad(error: LiquidError | RecursionError) -> BadTemplate:
    reason = str(getattr(error, "message", None) or "too deeply nested")
    spot = error.context() if isinstance(error, LiquidError) else None
    line = f"line {spot[0]}" if spot else None
    return BadTemplate(
        f"This template does not work: {reason}.", where=line, cure="See the list of facts for how to write them."
    )


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without what is not known, so that asking for it is noticed."""
    known: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, Mapping):
            known[name] = _known(value)
        elif value not in (None, "", [], ()):
            known[name] = value
    return known

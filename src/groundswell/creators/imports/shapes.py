"""Whether a column's values look like what its name promises."""

from collections.abc import Callable, Sequence

from groundswell.creators.imports import dates, numbers, places
from groundswell.creators.imports.fields import Field
from groundswell.creators.imports.headers import EMAIL
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.addresses import HOSTS, parse_profile

ENOUGH = 3  # values from which a name alone is no longer believed


def _number(text: str) -> bool:
    try:
        numbers.parse_number(text, numbers.NumberStyle())
    except (ValueError, ArithmeticError):
        return False
    return True


def _country(text: str) -> bool:
    try:
        places.country_code(text)
    except ValueError:
        return False
    return True


def _date(text: str) -> bool:
    return dates.share_of_dates([text]) > 0


def _url(text: str) -> bool:
    return text.startswith(("http://", "https://", "www.")) or ("." in text and " " not in text)


TESTS: dict[str, Callable[[str], bool]] = {
    "email": lambda text: bool(EMAIL.fullmatch(text)),
    "count": _number,
    "number": _number,
    "rate": _number,
    "money": _number,
    "date": _date,
    "country": _country,
    "url": _url,
}


def fits(field: Field, values: Sequence[str], *, sure: bool) -> bool:
    """Half of the values must fit; where the name is `sure`, one is enough, so that bad cells are reported as such."""
    test = TESTS.get(field.type)
    if test is None or not values:
        return True
    good = sum(1 for value in values[:50] if test(value))
    if sure:
        return good > 0 or len(values) < ENOUGH
    return good * 2 >= min(len(values), 50)


def is_clearly(field: Field, values: Sequence[str]) -> bool:
    """Nearly all values have a shape that only this type has."""
    seen = values[:50]
    if len(seen) == 0:
        return False
    test = _profile_address if field.type == "profile" else TESTS.get(field.type)
    return test is not None and sum(1 for value in seen if test(value)) >= 0.8 * len(seen)


def _profile_address(text: str) -> bool:
    if not any(host in text.lower() for host in HOSTS):
        return False
    try:
        return parse_profile(text).platform != "blog"
    except GroundswellError:
        return False

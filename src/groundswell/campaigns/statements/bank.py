"""Bank numbers are refused wherever creators or the team write something that stands on a statement. Pure."""

import re

from groundswell.kit.errors import BadInput

_IBAN = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}", re.IGNORECASE)
# How long the IBANs of a country are: SWIFT's IBAN registry.
_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI NL", 19: "SI", 20: "AT EE LT LU", 21: "CH HR LI LV", 22: "BG DE GB IE", 23: "AE IL",
        24: "CZ ES RO SA SE SK", 25: "PT", 26: "IS TR", 27: "FR GR IT MC", 28: "CY HU PL", 29: "BR UA", 31: "MT",
    }.items()
    for country in countries.split()
}  # fmt: skip
_NAMED = re.compile(
    r"\b(iban|bic:? ?[a-z0-9]{8}|swift[ -]?code|sort[ -]?code|routing|account (?:number|no)|kontonummer|bankleitzahl)",
    re.IGNORECASE,
)


def holds_bank_number(text: str) -> bool:
    """Whether the text names a bank's number, or holds an IBAN whose check digits are right (ISO 13616)."""
    return bool(_NAMED.search(text)) or any(_is_iban(found[0]) for found in _IBAN.finditer(text))


def without_bank_number(name: str, text: str, longest: int) -> str:
    """The text, trimmed; `BadInput` when it is too long or holds a bank number."""
    tidy = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    if len(tidy) > longest:
        raise BadInput(f"That is longer than {longest} characters.", where=name)
    if holds_bank_number(tidy):
        raise BadInput(
            "Bank numbers are not kept here.", where=name, cure="Leave it out: the payment service knows the recipient."
        )
    return tidy


def _is_iban(text: str) -> bool:
    tight = text.replace(" ", "").upper()
    length = _LENGTHS.get(tight[:2], 0)
    return bool(length) and len(tight) >= length and _checks(tight[:length])


def _checks(number: str) -> bool:
    return int("".join(str(int(char, 36)) for char in number[4:] + number[:4])) % 97 == 1

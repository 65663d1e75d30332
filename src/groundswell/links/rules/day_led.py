"""Names of clicks and visitors begin with their day, so that the indexes over them grow at one end.

Names that are random from the start would touch a page of the index each, wherever it lies: slow once it outgrows the memory.
The day tells nothing that the click's own time does not tell.
"""

from binascii import b2a_base64
from os import urandom

from groundswell.links.rules.moments import DAY

DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"  # in the order of their bytes
_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def new_click_id(milliseconds: int) -> str:
    """12 URL-safe characters: two for the day (anew after eleven years), ten with 60 random bits."""
    day = milliseconds // DAY
    chance = b2a_base64(urandom(8))[:10].translate(_URL_SAFE)  # half of what secrets.token_urlsafe takes
    return DIGITS[day >> 6 & 63] + DIGITS[day & 63] + chance.decode()


def visitor_of(milliseconds: int, digest: str) -> str:
    """32 hexadecimal digits: four for the day, and the digest's first 28 (112 bits)."""
    return f"{milliseconds // DAY & 0xFFFF:04x}{digest[:28]}"

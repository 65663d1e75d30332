"""Readable slugs and purchase codes that nobody mistypes."""

import re
import secrets
import unicodedata

from groundswell.kit.errors import BadInput

LOOKALIKE_FREE = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST_SLUG = 64
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")
_CODE = re.compile(r"[^\s,;|]{2,64}")


def plain(text: str) -> str:
    """ASCII letters and digits in lower case, words joined by hyphens: `Zoë  van Dijk` is `zoe-van-dijk`."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def random_slug(length: int = 7) -> str:
    """Random letters and digits without those that look alike (0 o, 1 i l)."""
    return "".join(secrets.choice(LOOKALIKE_FREE) for _ in range(length))


def slug_for(creator: str, campaign: str) -> str:
    """`maya-spring-sale` from a handle or name and a campaign; random when both are empty or not Latin."""
    pieces = [piece for piece in (plain(creator)[:30].strip("-"), plain(campaign)[:30].strip("-")) if piece]
    return "-".join(pieces) or random_slug()


def checked_slug(text: str) -> str:
    """The slug in lower case; BadInput says what a slug may hold."""
    slug = text.strip().lower()
    if not _SLUG.fullmatch(slug):
        raise BadInput(
            f"“{text.strip()}” cannot be the end of a link.",
            where="slug",
            cure=f"Use letters, digits, hyphens and underscores, at most {LONGEST_SLUG}, beginning and ending with a letter or digit.",
        )
    return slug


def is_slug(text: str) -> bool:
    """Whether a link may end so."""
    return _SLUG.fullmatch(text) is not None


def folded(code: str) -> str:
    """How codes are compared: trimmed, without regard to case."""
    return unicodedata.normalize("NFKC", code).strip().upper()


def checked_code(text: str) -> str:
    """The code as shown to buyers, trimmed; BadInput for one that a shop would not take."""
    code = text.strip()
    if not _CODE.fullmatch(code):
        raise BadInput(
            f"“{code}” cannot be a purchase code.",
            where="code",
            cure="Use 2 to 64 letters and digits without spaces or commas.",
        )
    return code


def code_stem(name: str) -> str:
    """The name part of a code: `Maya Brook` is `MAYA`, a name without Latin letters is random."""
    first = plain(name).split("-")[0].upper()[:12]
    return first if len(first) >= 2 else random_slug(5).upper()


def code_number(discount: str) -> str:
    """The number in what a code gives (`10 % off` is `10`); 10 when there is none."""
    found = re.search(r"\d{1,3}", discount)
    return found.group() if found else "10"

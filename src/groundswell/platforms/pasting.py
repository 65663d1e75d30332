"""What people paste where a profile is asked for, without what came along with it. Pure."""

import re
from unicodedata import normalize

from groundswell.platforms.names import ALIASES, PLATFORMS

# Marks that steer the direction of text, widths of nothing, and control characters.
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
WRAPPED = re.compile(r"""^[\s<(\[{"'“”‘’«»„]+|[\s>)\]}"'“”‘’«»,;:!?…]+$""")
NAMED_BEFORE = re.compile(r"(?P<network>[\w ./()]{1,30}?)[\s:]+(?P<handle>@\S+)")
NAMED_AFTER = re.compile(r"(?P<handle>@?[^\s(]+)\s+(?:on\s+|\()(?P<network>[\w ./]{1,30}?)\)?")


def unwrapped(text: str) -> str:
    """In plain width, without invisible marks, and without the quotation marks, brackets and punctuation around it."""
    plain = INVISIBLE.sub("", normalize("NFKC", INVISIBLE.sub("", text)))
    return WRAPPED.sub("", plain).strip().removeprefix("acct:")


def network_beside(text: str) -> tuple[str, str] | None:
    """(network, handle) of "Instagram @maya", "@maya on Instagram" and "maya (Instagram)"; None for anything else."""
    for pattern in (NAMED_BEFORE, NAMED_AFTER):
        if found := pattern.fullmatch(text):
            name = " ".join(found["network"].lower().split())
            if (slug := ALIASES.get(name, name)) in PLATFORMS:
                return slug, found["handle"]
    return None

"""What somebody wants watched, read out of what they typed. Pure."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import HANDLE_PATTERN, HOSTS, parse_profile
from groundswell.platforms.folding import SPACELESS, WORD, folded
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.places import place_of

KINDS = ("hashtag", "handle", "name", "link")
LONGEST = 500
LONGEST_WORD = 100
SHORTEST_NAME = 2
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f]")
BARE_HANDLE = re.compile(r"\w[\w.-]{0,98}\w")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`value` is as it is compared; `platform` is the network of a handle, empty where it may be any; `shown` for people."""

    kind: str
    value: str
    platform: str
    shown: str


def read_monitor(text: str, kind: str = "") -> Wanted:
    """What to watch for. Left out, the kind is told by how it is written: `#acmerun`, `@acme`, `network:handle`,
    a profile's address; another address is a product's page, and anything else a name.

    `BadInput` says what was understood and what is missing.
    """
    shown = " ".join(INVISIBLE.sub("", normalize("NFC", text)).split())
    if not shown:
        raise BadInput("There is nothing to watch for.", where="value", cure="Write a #hashtag, @handle, name or link.")
    if len(shown) > LONGEST:
        raise BadInput(f"That is longer than {LONGEST} characters.", where="value")
    chosen = kind or _kind_of(shown)
    if chosen not in KINDS:
        raise BadInput(f"“{kind}” is no kind of monitor.", where="kind", cure=f"One of: {', '.join(KINDS)}.")
    return READERS[chosen](shown)


def _kind_of(shown: str) -> str:
    if shown[0] in "#＃":
        return "hashtag"
    prefix = shown.partition(":")[0].lower()
    if shown[0] in "@＠" or (prefix in PLATFORMS and "://" not in shown):
        return "handle"
    if " " in shown or not ("://" in shown or re.match(r"(www\.)?[\w-]+(\.[\w-]+)+(/|$)", shown)):
        return "name"
    place = place_of(shown)
    known = place and any(place.host == host or place.host.endswith(f".{host}") for host in HOSTS)
    return "handle" if known else "link"


def _hashtag(shown: str) -> Wanted:
    tag = normalize("NFKC", shown).lstrip("#").strip().rstrip(".,;:!?")
    if not WORD.fullmatch(tag):
        raise BadInput(
            f"“{shown}” is no hashtag: it may hold letters, digits and _ only.", where="value",
            cure="Leave out spaces and signs, or watch for it as a name.",
        )  # fmt: skip
    if tag.isdigit():
        raise BadInput(f"“{shown}” is a number: networks make no hashtag of it.", where="value")
    return Wanted("hashtag", _within(tag.casefold()), "", f"#{tag}")


def _handle(shown: str) -> Wanted:
    plain = normalize("NFKC", shown).rstrip(".,;:!?").strip()
    bare = plain.removeprefix("@")
    if BARE_HANDLE.fullmatch(bare) and "@" not in bare:
        if HANDLE_PATTERN["bluesky"].fullmatch(bare.lower()):
            # A name of the domain system is nobody's on the networks that have short handles.
            return Wanted("handle", _within(bare.lower()), "bluesky", f"@{bare}")
        return Wanted("handle", _within(bare.lower()), "", f"@{bare}")
    found = parse_profile(plain)
    if found.platform in ("blog", "podcast"):
        raise BadInput(
            f"“{shown}” is the address of a site, not of a profile on a network.", where="value",
            cure="Watch for it as a link.",
        )  # fmt: skip
    return Wanted("handle", found.handle, found.platform, f"@{found.handle}")


def _name(shown: str) -> Wanted:
    if not WORD.search(shown) or (len(folded(shown)) < SHORTEST_NAME and not SPACELESS.search(shown)):
        raise BadInput(f"“{shown}” is too short to watch for.", where="value", cure="A name has two letters or more.")
    return Wanted("name", _within(folded(shown)), "", shown)


def _link(shown: str) -> Wanted:
    place = place_of(shown)
    if place is None or "." not in place.host or " " in shown:
        raise BadInput(f"“{shown}” is no web address.", where="value", cure="Copy it from the browser.")
    return Wanted("link", str(place)[:LONGEST], "", shown)


def _within(value: str) -> str:
    if len(value) > LONGEST_WORD:
        raise BadInput(f"That is longer than {LONGEST_WORD} characters.", where="value")
    return value


READERS = {"hashtag": _hashtag, "handle": _handle, "name": _name, "link": _link}

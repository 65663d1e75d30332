"""What a domain's TXT records say about mail from it. Pure."""

from collections.abc import Sequence
from typing import NamedTuple


class Said(NamedTuple):
    """`state` is ok, warn or fail; `words` say what was read, `cure` what to do about it."""

    state: str
    words: str
    cure: str = ""


def read_spf(records: Sequence[str]) -> Said:
    """RFC 7208: exactly one record, and one that says who may send."""
    found = [record for record in records if record.lower().split(" ")[0] == "v=spf1"]
    if not found:
        return Said("fail", "The domain says nothing about who may send for it.", "Publish your provider's SPF record.")
    if len(found) > 1:
        return Said("fail", f"There are {len(found)} SPF records, so receivers heed none.", "Join them into one.")
    if found[0].lower().split()[-1] in ("+all", "all"):
        return Said("warn", f"It lets anybody send: {found[0]}", "End it with ~all or -all.")
    return Said("ok", found[0])


def read_dkim(records: Sequence[str], selector: str) -> Said:
    """RFC 6376: a key under the selector; an empty one is a key withdrawn."""
    for record in records:
        tags = _tags(record)
        if "p" in tags:
            if not tags["p"]:
                return Said("fail", f"The key under “{selector}” was withdrawn.", "Ask your provider for the new one.")
            return Said("ok", f"A key is published under “{selector}”.")
    return Said("fail", f"There is no key under “{selector}”.", "Publish the record that your provider names.")


def read_dmarc(records: Sequence[str]) -> Said:
    """RFC 7489: what receivers are to do with mail that fails."""
    found = [_tags(record) for record in records if record.lower().replace(" ", "").startswith("v=dmarc1")]
    if len(found) != 1:
        words = "There is no DMARC record." if not found else "There are several DMARC records, so none counts."
        return Said("warn", words, "Publish one, such as v=DMARC1; p=none; rua=mailto:you@your-domain.")
    policy = found[0].get("p", "").lower()
    if policy not in ("none", "quarantine", "reject"):
        return Said("fail", "The DMARC record has no policy.", "Add p=none, p=quarantine or p=reject.")
    return Said("ok", f"The policy is {policy}.")


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, sign, value in pairs if sign}

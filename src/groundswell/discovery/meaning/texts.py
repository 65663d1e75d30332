"""What is read of an account to know what it is about."""

import hashlib

from groundswell.discovery.facts import Facts
from groundswell.discovery.meaning.model import VERSION

LONGEST = 700
CAPTIONS = 5


def text_about(facts: Facts) -> str:
    """Bio, stated topics and the newest captions, at most LONGEST characters; empty where nobody wrote anything."""
    captions = (*facts.captions, *facts.paid_captions)[:CAPTIONS]
    stated = () if facts.topics_found else facts.topics
    parts = (facts.profile.bio, ", ".join(stated), *captions)
    return ". ".join(part.strip() for part in parts if part.strip())[:LONGEST]


def digest(text: str) -> int:
    """Tells texts apart that must be read anew; a signed number of 64 bits."""
    made = hashlib.blake2b(f"{VERSION}:{text}".encode(), digest_size=8).digest()
    return int.from_bytes(made, "little", signed=True)

"""The ledger's chain: every entry carries the hash of the one before it, so that a change anywhere shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

START = "0" * 64  # what the first entry takes for the hash of the one before it


class Link(NamedTuple):
    """One entry as the chain sees it; `content` holds plain JSON values."""

    number: int
    kind: str
    at: datetime
    content: Mapping[str, Any]
    previous: str


def link_hash(link: Link) -> str:
    """SHA-256, 64 hexadecimal digits, of the entry in one canonical spelling (JSON, sorted keys, UTC)."""
    spelling = {
        "number": link.number,
        "kind": link.kind,
        "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "content": link.content,
        "previous": link.previous,
    }
    text = json.dumps(spelling, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(value: object) -> str:
    """SHA-256 of any JSON value in the same canonical spelling."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

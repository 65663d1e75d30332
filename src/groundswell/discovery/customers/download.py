"""Instagram's `following.json`, as people find it in their own data download. Pure."""

import json
from typing import Any

from groundswell.discovery.errors import BadDownload

LARGEST = 5 * 1024 * 1024
MOST = 20_000


def handle_of_entry(title: str, string_list_data: str) -> str:
    """The handle of one entry, in lower case: in `string_list_data[0].value`, at the end of its address, or the title."""
    try:
        entries = json.loads(string_list_data) if string_list_data else []
    except (ValueError, RecursionError):
        entries = []
    return _handle(title, entries)


def read_following(content: bytes) -> list[str]:
    """The handles, each once, in order. `BadDownload` for what is no such file."""
    if len(content) > LARGEST:
        raise BadDownload("The file is larger than any list of followed accounts.", where="file")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadDownload("This is no JSON file.", where="file", cure=BadDownload.how) from error
    entries = found.get("relationships_following") if isinstance(found, dict) else found
    if not isinstance(entries, list):
        raise BadDownload("This is not the list of whom you follow.", where="file", cure=BadDownload.how)
    handles = [
        _handle(str(entry.get("title", "")), entry.get("string_list_data"))
        for entry in entries[:MOST]
        if isinstance(entry, dict)
    ]
    named = list(dict.fromkeys(handle for handle in handles if handle))
    if not named:
        raise BadDownload("The file names nobody.", where="file", cure=BadDownload.how)
    return named


def _handle(title: str, entries: Any) -> str:
    first = entries[0] if isinstance(entries, list) and entries and isinstance(entries[0], dict) else {}
    address = str(first.get("href") or "").rstrip("/").rpartition("/")[2]
    return str(first.get("value") or title or address).strip().lstrip("@").lower()[:255]

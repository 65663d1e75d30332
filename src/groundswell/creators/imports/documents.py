"""JSON and JSON Lines as rows: nested objects become columns with dotted names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from groundswell.creators.errors import FileRefused


class Document:
    """A list of objects, an object that holds one such list, or one object a line; read whole."""

    def __init__(self, path: Path) -> None:
        records = [flatten(record) for record in _records(path)]
        if not records:
            raise FileRefused(f"{path.name} holds no records.", where=path.name, code="file_empty")
        self.header = list(dict.fromkeys(name for record in records for name in record))
        self.records = records

    def __iter__(self) -> Iterator[list[str]]:
        yield self.header
        for record in self.records:
            yield [record.get(name, "") for name in self.header]


def _records(path: Path) -> list[dict[str, Any]]:
    text = path.read_text("utf-8-sig", errors="replace")
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise _unreadable(path, "it is nested too deep") from error
    except ValueError:
        return _lines(path, text)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        found = lists[0] if len(lists) == 1 else [found]
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise _unreadable(path, "it is no list of objects")
    return found


def _lines(path: Path, text: str) -> list[dict[str, Any]]:
    records = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _unreadable(path, f"line {number}: {error}") from error
        if not isinstance(record, dict):
            raise _unreadable(path, f"line {number} is no object")
        records.append(record)
    return records


def flatten(record: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """{"a": {"b": 1}} is {"a.b": "1"}; a list of plain values is joined by ", ", any other list stays JSON."""
    flat: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict) and value:
            flat.update(flatten(value, f"{prefix}{name}."))
        else:
            flat[f"{prefix}{name}"] = _text(value)
    return flat


def _text(value: Any) -> str:
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(part, (str, int, float)) for part in value):
        return ", ".join(str(part) for part in value)
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).replace("\0", "")


def _unreadable(path: Path, reason: str) -> FileRefused:
    return FileRefused(
        f"{path.name} is not readable JSON: {reason}.", where=path.name, code="file_unreadable", cure="Export it again."
    )

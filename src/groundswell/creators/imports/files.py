"""What a file is before anything reads it, and the refusals that protect the machine."""

import zipfile
from pathlib import Path

from groundswell.creators.errors import FileRefused

SHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
JSON_LIMIT = 64 * 1024 * 1024  # a document is read whole
SHEET_LIMIT = 800 * 1024 * 1024  # what a workbook may unpack to
MOST_RATIO = 150  # real workbooks stay below 40
RATIO_COUNTS_FROM = 20 * 1024 * 1024
CHUNK = 1 << 20


def size_text(size: int) -> str:
    """Bytes for people: "200 MB"."""
    return f"{size / 1024 / 1024:,.0f} MB" if size >= 1024 * 1024 else f"{size:,} bytes"


def check_size(name: str, size: int, limit: int) -> None:
    """`FileRefused` when the file is empty or larger than the limit; the message names it."""
    if size == 0:
        raise FileRefused(
            f"{name} is empty.", where=name, code="file_empty", cure="Export it again and check the download."
        )
    if size > limit:
        raise FileRefused(
            f"{name} has {size_text(size)}; the limit for one file is {size_text(limit)}.", where=name, code="file_too_large",
            cure="Split the file, or raise UPLOAD_LIMIT_MB.",
        )  # fmt: skip


def form_of(path: Path) -> str:
    """ "sheet", "archive", "json" or "text", by content first and name second; `FileRefused` for anything binary."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "sheet" if _is_workbook(path) else "archive"
    if start.startswith(OLE):
        return "sheet"
    if _looks_binary(start):
        raise FileRefused(
            f"{path.name} is no table: it holds binary data.", where=path.name, code="file_binary",
            cure="Give a CSV, Excel, OpenDocument or JSON file.",
        )  # fmt: skip
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson") or start.lstrip(b"\xef\xbb\xbf \t\r\n")[:2] in (
        b'{"',
        b"[{",
        b"[\n",
    ):
        return "json"
    return "text"


def _looks_binary(start: bytes) -> bool:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or _utf16_without_mark(start):
        return False
    controls = sum(1 for byte in start if byte < 32 and byte not in (9, 10, 11, 12, 13, 26, 27))
    return b"\0" in start or controls > len(start) * 0.05


def _utf16_without_mark(start: bytes) -> bool:
    pairs = len(start) // 2
    return pairs >= 4 and max(start[0::2].count(0), start[1::2].count(0)) > pairs * 0.7


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise _damaged(path) from error
    return "[Content_Types].xml" in names or "content.xml" in names or path.suffix.lower() in SHEETS


def check_archive(path: Path, limit: int = SHEET_LIMIT) -> None:
    """Refuses what unpacks to more than `limit` bytes or far more than its size, counting real bytes, not promises."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            promised = sum(member.file_size for member in members)
            packed = max(1, path.stat().st_size)
            if promised > limit or (promised > RATIO_COUNTS_FROM and promised / packed > MOST_RATIO):
                raise _bomb(path, promised)
            unpacked = 0
            for member in members:
                with archive.open(member) as stream:
                    while piece := stream.read(CHUNK):
                        unpacked += len(piece)
                        if unpacked > limit:
                            raise _bomb(path, unpacked)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _damaged(path) from error


def _bomb(path: Path, unpacked: int) -> FileRefused:
    return FileRefused(
        f"{path.name} would unpack to {size_text(unpacked)}, far more than a table of its size.", where=path.name,
        code="file_bomb", cure="Save the table as CSV.",
    )  # fmt: skip


def _damaged(path: Path) -> FileRefused:
    return FileRefused(
        f"{path.name} is damaged or incomplete: it cannot be unpacked.", where=path.name, code="file_truncated",
        cure="Export or copy it again.",
    )  # fmt: skip

"""Where the follow graph lies: arrays that only grow, and a small file that says how far they are whole.

Who is killed while writing leaves bytes beyond that mark: nobody reads them, and the next writer cuts them off.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from groundswell.kit.ids import new_click_id

VERSION = 1
LIST = np.dtype(
    [
        ("account", "<i8"), ("read", "<i8"), ("start", "<i8"), ("length", "<i4"), ("platform", "S20"), ("country", "S2"),
        ("language", "S8"),
    ]
)  # fmt: skip
"""One reading of an account's list: `read` in microseconds since 1970; the accounts it names are `length` edges from
`start` on. The last row of an account counts; one without edges says that the list is gone."""
NAME = np.dtype([("digest", "<u8"), ("start", "<i8"), ("length", "<u4")])
EDGE = np.dtype("<i4")
TEXT = np.dtype("u1")


@dataclass(frozen=True, slots=True)
class Head:
    """How many rows of each array are whole, and how many names were taken out. A `series` is one set of files;
    compacting begins a new one."""

    series: int = 0
    lists: int = 0
    edges: int = 0
    names: int = 0
    text: int = 0
    gone: int = 0

    def sizes(self) -> dict[str, tuple[int, np.dtype[Any]]]:
        """By array: its rows and what a row is."""
        return {
            "lists": (self.lists, LIST), "edges": (self.edges, EDGE), "names": (self.names, NAME), "text": (self.text, TEXT),
        }  # fmt: skip


def folder() -> Path:
    return Path(settings.HOME) / "follows"


def path_of(where: Path, array: str, series: int) -> Path:
    return where / f"{array}-{series}.bin"


def read_head(where: Path) -> Head:
    """An empty one where there is none, or one that another version wrote or that cannot be read."""
    try:
        told = json.loads((where / "head.json").read_text())
        if told.pop("version") == VERSION:
            return Head(**told)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Head(series=_unused(where))


def write_head(where: Path, head: Head) -> None:
    """Replaces the mark in one step, after what it counts is on the disk."""
    draft = where / f"head-{new_click_id()}.json"
    with draft.open("w") as file:
        json.dump({"version": VERSION, **asdict(head)}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(where / "head.json")


def remove(where: Path, series: int) -> None:
    """Takes a series of files off the disk; who has them open reads on."""
    for array in Head().sizes():
        path_of(where, array, series).unlink(missing_ok=True)


def size(where: Path) -> int:
    """Bytes on disk."""
    return sum(path.stat().st_size for path in where.glob("*.bin"))


def _unused(where: Path) -> int:
    taken = [int(path.stem.rpartition("-")[2]) for path in where.glob("lists-*.bin")]
    return max(taken, default=-1) + 1

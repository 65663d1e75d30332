"""What can be taken out: each room registers its exports in `AppConfig.ready()`.

    register(Export("orders", ("order", "placed_at", …), order_rows))   # rows(workspace) -> iterable of dicts

The face that writes the file neutralises cells that a spreadsheet would take for formulas.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from groundswell.accounts.models import Workspace
from groundswell.kit.errors import BadInput


@dataclass(frozen=True)
class Export:
    """One table of a workspace. `in_archive`: part of `everything`, in a shape that `import` takes back."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Workspace], Iterable[Mapping[str, Any]]]
    in_archive: bool = False


_exports: dict[str, Export] = {}


def register(export: Export) -> None:
    """Makes the export known under its name."""
    _exports[export.name] = export


def known() -> list[Export]:
    return sorted(_exports.values(), key=lambda export: export.name)


def named(name: str) -> Export:
    """The export of that name; `BadInput` lists the known ones."""
    if name not in _exports:
        names = ", ".join([*(export.name for export in known()), "everything"])
        raise BadInput(f"“{name}” cannot be exported.", where="KIND", cure=f"Known: {names}.", code="export_unknown")
    return _exports[name]

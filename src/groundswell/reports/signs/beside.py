"""Everything that stands beside the money of a report. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from groundswell.reports.signs.sign import Sign
from groundswell.reports.worth.told import Worth


@dataclass(frozen=True, kw_only=True)
class Beside:
    """`worth`: what rests on assumptions; `signs`: what moved, and the two answers of `worth` among them."""

    worth: Worth
    signs: Sequence[Sign]

    def as_dicts(self, workspace: str) -> list[dict[str, Any]]:
        return [sign.as_dict(workspace) for sign in self.signs]

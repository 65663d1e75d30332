"""Answers recorded from a local network with synthetic people."""

import json
from pathlib import Path
from typing import Any


def recorded(name: str) -> Any:
    return json.loads((Path(__file__).parent / "recorded" / f"{name}.json").read_text())

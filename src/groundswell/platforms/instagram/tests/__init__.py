"""Answers in the shape of Instagram's Graph API, about people who do not exist."""

import json
from pathlib import Path
from typing import Any


def recorded(name: str) -> Any:
    return json.loads((Path(__file__).parent / "recorded" / f"{name}.json").read_text())

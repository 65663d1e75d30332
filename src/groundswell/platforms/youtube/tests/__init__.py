"""Answers in the shape of the YouTube Data API, about people who do not exist."""

import json
from pathlib import Path
from typing import Any

CHANNEL = "UCmaya0baking0kitchen000"
SHORT, VIDEO, LIVE, PRIVATE = "sh0rtRye001", "v1deoRye002", "l1veRye0003", "pr1vate0004"


def recorded(name: str) -> Any:
    return json.loads((Path(__file__).parent / "recorded" / f"{name}.json").read_text())


def listed(*items: Any) -> dict[str, Any]:
    """A list answer; without items it has no list, as YouTube leaves it out."""
    return {"pageInfo": {"totalResults": len(items)}, **({"items": list(items)} if items else {})}

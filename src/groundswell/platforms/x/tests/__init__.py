"""Answers in the shape of the X API v2, about people who do not exist."""

import json
from pathlib import Path
from typing import Any

MAYA = "1420070400123456789"
FIRST, EDITED, LONG, OLD = "2123710439224246279", "2123713207464886279", "2120909483013046279", "1531908405457846279"
NOTHING = {"meta": {"result_count": 0}}


def recorded(name: str) -> Any:
    return json.loads((Path(__file__).parent / "recorded" / f"{name}.json").read_text())

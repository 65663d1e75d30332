"""`python -m bench [NAME…]`: every benchmark here, each in a process of its own; a table, and artifacts/bench.json.

A benchmark is a module with `run() -> dict`; a figure under the key "met" says whether its target is reached.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULT = HERE.parent / "artifacts" / "bench.json"
CALL = "import importlib, json, sys; r = importlib.import_module(sys.argv[1]).run(); print('\\n' + json.dumps(r, default=str))"


def main(names: list[str]) -> int:
    results = {name: measure(name) for name in names or benchmarks()}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\nwritten to {RESULT}")
    return int(any(result is None for result in results.values()))


def benchmarks() -> list[str]:
    """The names of all benchmarks, in order."""
    return sorted(path.stem for path in HERE.glob("*.py") if "\ndef run(" in path.read_text())


def measure(name: str) -> dict[str, Any] | None:
    """The figures of one benchmark, printed as they come; None when it failed."""
    print(f"\n{name}", flush=True)
    environment = {**os.environ, "PYTHONPATH": str(HERE), "LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        [sys.executable, "-c", CALL, name], env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        print(f"  failed with status {done.returncode}", file=sys.stderr)
        return None
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    for label, value in flat(figures):
        print(f"  {label:<48} {shown(value):>16}")
    return figures


def flat(figures: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """`{"a": {"b": 1}}` → `("a b", 1)`."""
    if isinstance(figures, dict):
        for key, value in figures.items():
            yield from flat(value, f"{path} {key}".strip())
    elif isinstance(figures, list):
        for place, value in enumerate(figures):
            yield from flat(value, f"{path} {place + 1}")
    else:
        yield path, figures


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

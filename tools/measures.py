"""The measures the house keeps: how long files and functions are. Prints them; exit status 1 when one is passed."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
SOURCE, TESTS = ROOT / "src" / "groundswell", ROOT / "tests"
WRITTEN = {".py", ".html", ".js", ".css", ".typ"}
MADE = {"migrations", "vendor"}
FILE_MEDIAN, FILE_95, FILE_MOST = 60, 300, 500
FUNCTION_95, FUNCTION_MOST = 30, 60
Sized = tuple[int, str]


def main() -> int:
    paths = [path for path in SOURCE.rglob("*") if path.suffix in WRITTEN and not MADE & set(path.parts)]
    files = sorted((len(path.read_text().splitlines()), str(path.relative_to(SOURCE))) for path in paths)
    files = [sized for sized in files if sized[0] > 0]
    functions = sorted(
        sized for path in paths if path.suffix == ".py" and "tests" not in path.parts for sized in functions_of(path)
    )
    python = [sized for sized in files if sized[1].endswith(".py")]
    code = sum(lines for lines, name in python if "/tests/" not in name)
    tests = sum(lines for lines, name in python if "/tests/" in name)
    tests += sum(len(path.read_text().splitlines()) for path in TESTS.rglob("*.py"))
    middle = median(lines for lines, _ in files)
    print(
        f"files: {len(files)}, median {middle:.0f}, 95th percentile {at_95(files)}, longest {files[-1][0]} ({files[-1][1]})"
    )
    print(
        f"functions: {len(functions)}, 95th percentile {at_95(functions)}, longest {functions[-1][0]} ({functions[-1][1]})"
    )
    print(f"lines of test per line of code: {tests / code:.2f} ({tests} / {code})")
    problems = [
        *([f"the median file has {middle:.0f} lines, over {FILE_MEDIAN}"] if middle > FILE_MEDIAN else []),
        *([f"the 95th percentile of files is over {FILE_95}"] if at_95(files) > FILE_95 else []),
        *([f"the 95th percentile of functions is over {FUNCTION_95}"] if at_95(functions) > FUNCTION_95 else []),
        *(f"{name} has {lines} lines, over {FILE_MOST}" for lines, name in files if lines > FILE_MOST),
        *(f"{name} has {lines} lines, over {FUNCTION_MOST}" for lines, name in functions if lines > FUNCTION_MOST),
    ]
    for problem in problems:
        print(f"too long: {problem}", file=sys.stderr)
    return int(bool(problems))


def functions_of(path: Path) -> Iterator[Sized]:
    """The lines of each function, its decorators and docstring included."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(SOURCE)}:{node.name}"


def at_95(sized: list[Sized]) -> int:
    return sized[int(len(sized) * 0.95)][0]


if __name__ == "__main__":
    sys.exit(main())

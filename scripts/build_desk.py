"""Build the files that the desk page's browser gets: `python -m scripts.build_desk` writes `stream/desk/static`.

They come from the packages of `scripts/desk/package-lock.json`, which npm fetches and checks by hash; no script of theirs
runs. The results are committed, so that installing newswire-stream needs no node. Our own `map.js` and the style sheets
stand in the same folder and are written by hand.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = Path(__file__).resolve().parent / "desk"
STATIC: Final = ROOT / "stream" / "desk" / "static"
SUMS: Final = "built.json"  # the hash of what it was built from and of every file: checked where node is not
# Scripts that are joined as they are: htmx, its morphing swap. Its extension for server-sent events is not among them: it knows no
# page that nobody sees, and does not say since when a connection is broken; desk.js does both.
HTMX: Final = (
    "htmx.org/dist/htmx.min.js",
    "idiomorph/dist/idiomorph-ext.min.js",
)
HTMX_LICENCES: Final = "/* htmx and idiomorph: Zero-Clause BSD */\n"
MAP_LICENCES: Final = "/* d3-geo, d3-zoom, d3-selection and what they need: ISC, d3-ease: BSD 3-Clause; topojson-client: ISC (see NOTICE) */"
BORDERS: Final = {"borders-110m.json": "countries-110m.json", "borders-50m.json": "countries-50m.json"}


def build(target: Path) -> None:
    """Write every built file and their sums into a folder.

    Raises:
        FileNotFoundError: npm or node is not installed.
        subprocess.CalledProcessError: npm or esbuild failed; what it said is on stderr.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        msg = "npm and node are not installed: the desk's files are built with node 18 or newer"
        raise FileNotFoundError(msg)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json", "d3_map.js"):
            shutil.copy(SOURCES / name, work / name)
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([npm, "ci", *quiet], cwd=work, check=True, stdout=sys.stderr)  # noqa: S603 - npm as found, our own arguments
        modules = work / "node_modules"
        parts = [(modules / name).read_text().rstrip() for name in HTMX]
        (target / "htmx.js").write_text(HTMX_LICENCES + ";\n".join(parts) + "\n")
        subprocess.run(  # noqa: S603 - esbuild from the lock, our own arguments
            [
                str(modules / ".bin" / "esbuild"), "d3_map.js", "--bundle", "--minify", "--format=iife",
                "--global-name=d3map", "--target=es2020", "--legal-comments=none", "--charset=utf8",
                f"--banner:js={MAP_LICENCES}", f"--outfile={target / 'd3-map.js'}", "--log-level=warning",
            ],
            cwd=work,
            check=True,
        )  # fmt: skip
        for name, source in BORDERS.items():
            shutil.copy(modules / "world-atlas" / source, target / name)
    (target / SUMS).write_text(json.dumps(sums(target), indent=2) + "\n")


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of the sources and of the built files in a folder, by name."""
    sources = [SOURCES / name for name in ("package.json", "package-lock.json", "d3_map.js")]
    built = [folder / name for name in ("htmx.js", "d3-map.js", *BORDERS)]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (*sources, *built)}


if __name__ == "__main__":
    build(STATIC)
    for name in sorted(sums(STATIC)):
        print(name)

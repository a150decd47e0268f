"""A benchmark, or any module, on the core as plain Python, whatever is compiled: what compiling is worth.

    python -m bench.plain MODULE [ARGUMENTS]

The compiled modules lie beside their sources and hide them; here only sources are looked for in the package.
"""

from __future__ import annotations

import runpy
import sys
from importlib.abc import PathEntryFinder
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent.parent / "stream"

_finder_of = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))


def hide_compiled() -> None:
    """Import the package's modules from their sources from now on.

    Raises:
        RuntimeError: when some are imported already.
    """
    if any(name.startswith("stream.") for name in sys.modules):
        msg = "modules of the package are imported already, compiled perhaps: hide the compiled ones first"
        raise RuntimeError(msg)
    sys.path_hooks.insert(0, _sources_in)
    sys.path_importer_cache.clear()


def _sources_in(path: str) -> PathEntryFinder:
    if not Path(path).resolve().is_relative_to(PACKAGE):
        raise ImportError(path)
    return _finder_of(path)


def main() -> None:
    """Run a module as `python -m` would."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    del sys.argv[0]
    hide_compiled()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

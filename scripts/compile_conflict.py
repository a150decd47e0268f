"""Compile the conflict tagger to machine code, with mypyc, from the same Python that runs without it.

    python scripts/compile_conflict.py [--drop]

The tagger's rules are loops over words, which is what an interpreter is slowest at: compiled they are about 1.6 times as fast
(`python -m bench.tagging`, before and after --drop). In a work tree the extension modules come to lie beside their sources, which they
hide from Python: after a change `make install` (or any of make's goals) compiles anew, and pytest refuses to run on what is older than
its source. --drop takes them away again. Hatchling runs this file too, as the hook of `pip wheel`, and puts the modules into the wheel.
Where there is no C compiler or no header of Python everything stays as it is: plain Python, the same results.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = Path("stream/conflict")
GROUP: Final = (
    "newswire_conflict"  # names the library that all the modules share, which lies at the top of the path
)
SUFFIX: Final = str(sysconfig.get_config_var("EXT_SUFFIX"))
# Left as they are: pydantic makes the rows in here, and it needs ordinary classes.
INTERPRETED: Final = frozenset({PACKAGE / "versions.py"})


def main() -> None:
    """Compile in place, or drop what was compiled."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--drop", action="store_true", help="remove the compiled modules, for working on their sources"
    )
    options = parser.parse_args()
    drop()
    if options.drop:
        return
    lacking = missing()
    if lacking:
        sys.stderr.write(f"{lacking} is missing: the tagger runs as plain Python, at about half the speed\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        for built in compiled(Path(folder)):
            shutil.copyfile(built, ROOT / built.relative_to(Path(folder) / "out"))


def missing() -> str:
    """What compiling needs and this machine lacks, "" for nothing."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"a C compiler ({compiler})"
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        return "Python.h"
    try:
        import mypyc.build  # noqa: F401, PLC0415 - absent where a wheel is built without the lock's build tools
        import setuptools  # noqa: F401, PLC0415 - as above
    except ImportError as error:
        return str(error.name)
    return ""


def drop() -> None:
    """Remove the extension modules from the work tree, those of modules that are gone included."""
    for left in [
        *ROOT.glob(f"{GROUP}__mypyc.*"),
        *(ROOT / PACKAGE).rglob("*.so"),
        *(ROOT / PACKAGE).rglob("*.pyd"),
    ]:
        left.unlink()


def sources() -> list[Path]:
    """The modules to compile, relative to the root."""
    modules = (path.relative_to(ROOT) for path in (ROOT / PACKAGE).rglob("*.py"))
    return sorted(path for path in modules if path.name != "__init__.py" and path not in INTERPRETED)


def in_place() -> list[Path]:
    """The compiled modules of this Python in the work tree, relative to the root; empty when there are none."""
    made = [*ROOT.glob(f"{GROUP}__mypyc{SUFFIX}"), *(ROOT / PACKAGE).rglob(f"*{SUFFIX}")]
    return sorted(path.relative_to(ROOT) for path in made)


def outdated() -> list[Path]:
    """Sources that were changed after they were compiled, relative to the root; empty where nothing is compiled."""
    made = in_place()
    if not made:
        return []
    since = min((ROOT / path).stat().st_mtime for path in made)
    return [path for path in sources() if (ROOT / path).stat().st_mtime > since]


def compiled(folder: Path) -> list[Path]:
    """Compile into `out` under a folder; the extension modules, where they would lie under the root.

    Raises:
        SystemExit: when mypyc or the C compiler refuses the sources.
    """
    from mypyc.build import mypycify  # noqa: PLC0415 - see `missing`
    from setuptools import Distribution  # noqa: PLC0415 - see `missing`

    flags = ["--config-file=", "--ignore-missing-imports", f"--cache-dir={folder / 'cache'}"]
    said = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(said):
        try:
            modules = mypycify(
                [*flags, *map(str, sources())],
                debug_level="0",
                group_name=GROUP,
                target_dir=str(folder / "c"),
            )
        except SystemExit:
            sys.stderr.write(said.getvalue())
            raise
        build = Distribution({"name": GROUP, "ext_modules": modules}).get_command_obj("build_ext")
        build.build_lib, build.build_temp = str(folder / "out"), str(folder / "objects")
        build.ensure_finalized()
        build.run()
    return [Path(built) for built in build.get_outputs()]


class CompiledConflict(BuildHookInterface[Any]):
    """Hatchling's hook: compiled modules in every wheel, where it can be done; an editable install has `make install`."""

    PLUGIN_NAME = "conflict"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the modules to the wheel: those of the work tree when they are up to date, else compiled for it."""
        self._folder = Path(tempfile.mkdtemp())
        if version == "editable":
            return
        made = {path: ROOT / path for path in in_place()} if not outdated() else {}
        lacking = missing()
        if not made and lacking:
            self.app.display_warning(f"{lacking} is missing: a wheel of plain Python")
            return
        made = made or {path.relative_to(self._folder / "out"): path for path in compiled(self._folder)}
        build_data["pure_python"], build_data["infer_tag"] = False, True
        build_data["force_include"].update({str(path): str(place) for place, path in made.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Leave nothing behind."""
        shutil.rmtree(self._folder)


if __name__ == "__main__":
    main()

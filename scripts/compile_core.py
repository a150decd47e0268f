"""Compile the pure core to machine code: by mypyc from the same Python that runs without it, the hot loops from C.

    python scripts/compile_core.py [--drop | --anew]

The tagger's rules and the comparison of texts are loops over words, which is what an interpreter is slowest at: what it
is worth is told by `python -m bench.tagging` and, of any other benchmark, beside `python -m bench.plain`. In a work tree the
extension modules come to lie beside their sources, which they hide from Python: after a change `make install` (or any
of make's goals) compiles anew, and pytest refuses to run on what is older than its source. --drop takes them away
again. What was compiled is kept for the next work tree, by the content of all that it was made of, and --anew compiles all the
same. Hatchling runs this file too, as the hook of `pip wheel`, and puts the modules into the wheel. Where there is no C compiler or no header of Python everything stays as it is: plain Python, the same results.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT: Final = Path(__file__).resolve().parent.parent
# What is compiled together calls each other without Python between: the sketches and outlines of texts are read by the
# deduplication word by word.
GROUPS: Final = {
    "tagging": (Path("stream/tagging"),),
    "dedup": (Path("stream/dedup"), Path("stream/text")),
    "threads": (Path("stream/threads"),),
}
# The hot loops: C, with a twin in plain Python that takes its place where it is not compiled.
LOOPS: Final = Path("stream/loops/compiled.c")
# Whose types a group may read besides its own (ARCHITECTURE.md, the rooms): what is compiled hangs on them.
READ: Final = (Path("stream/model"), Path("stream/loops"), Path("stream/text"))
KEPT: Final = 16  # the groups of four states of the core, two megabytes each
FOLDERS: Final = (*(folder for folders in GROUPS.values() for folder in folders), LOOPS.parent)
LIBRARY: Final = "newswire_{}__mypyc"  # what the modules of a group share; it lies at the top of the path
SUFFIX: Final = str(sysconfig.get_config_var("EXT_SUFFIX"))
# Left as they are. Pydantic makes the rows in `versions` and `journal`, and it needs ordinary classes; the shell derives
# from `archive`; mypyc knows no memoryview as the type of a field (`row_steps`, `rows`); tests replace parts of `deliveries` and, in
# chaos runs, of the `stage`; a dataclass with slots that derives from another (`placement`) crashes once `replace` has made it.
INTERPRETED: Final = frozenset(
    Path("stream", name)
    for name in (
        "tagging/document/versions.py",
        "dedup/journal/archive.py",
        "dedup/journal/row_archive.py",
        "dedup/state/deliveries.py",
        "dedup/journal/decision.py",
        "dedup/journal/row_steps.py",
        "threads/placement.py",
        "dedup/journal/rows.py",
        "dedup/stage.py",
        "text/diff.py",
        "text/language.py",
    )
)


def main() -> None:
    """Compile in place, or drop what was compiled."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--drop", action="store_true", help="remove the compiled modules, for working on their sources"
    )
    parser.add_argument("--anew", action="store_true", help="compile what is kept, too")
    parser.add_argument("--only", help=argparse.SUPPRESS)  # one group or the loops, in a process of its own
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)  # the folder to compile it in
    options = parser.parse_args()
    if options.only:
        build = _build_loops if options.only == LOOPS.parent.name else _compile
        build(options.into, options.only)
        return
    drop()
    if options.drop:
        return
    lacking = missing()
    if lacking:
        sys.stderr.write(f"{lacking} is missing: the core runs as plain Python, the same but slower\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        for built in compiled(Path(folder), None if options.anew else kept_folder()):
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


def drop(root: Path = ROOT) -> None:
    """Remove the extension modules from a work tree, those of modules that are gone included."""
    for left in [
        *root.glob("*__mypyc.*"),
        *(
            left
            for folder in FOLDERS
            for kind in ("so", "pyd")
            for left in (root / folder).rglob(f"*.{kind}")
        ),
    ]:
        left.unlink()


def sources(root: Path = ROOT) -> list[Path]:
    """What is compiled, relative to the root."""
    folders = (folder for folders in GROUPS.values() for folder in folders)
    modules = (path.relative_to(root) for folder in folders for path in (root / folder).rglob("*.py"))
    return [
        LOOPS,
        *sorted(path for path in modules if path.name != "__init__.py" and path not in INTERPRETED),
    ]


def in_place(root: Path = ROOT) -> list[Path]:
    """The compiled modules of this Python in the work tree, relative to the root; empty when there are none."""
    below = (made for folder in FOLDERS for made in (root / folder).rglob(f"*{SUFFIX}"))
    shared = (root / f"{LIBRARY.format(group)}{SUFFIX}" for group in GROUPS)
    return sorted(path.relative_to(root) for path in [*shared, *below] if path.is_file())


def outdated(root: Path = ROOT) -> list[Path]:
    """Sources that were changed after they were compiled, relative to the root; empty where nothing is compiled."""
    made = in_place(root)
    if not made:
        return []
    since = min((root / path).stat().st_mtime for path in made)
    return [path for path in sources(root) if (root / path).stat().st_mtime > since]


def kept_folder() -> Path:
    """Where what was compiled is kept, beside the project's other caches."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "newswire-stream" / "compiled"


def state_of(group: str, root: Path = ROOT) -> str:
    """What the modules of a group are made of, in one word: sources, the types that they read, and all that compiles them."""
    folders = sorted({*GROUPS.get(group, ()), *READ})
    files = [
        path
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".pyi", ".c"}
    ]
    said = hashlib.sha256()
    for path in sorted([*files, root / "scripts" / "compile_core.py"]):
        said.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        said.update(path.read_bytes())
    flags = [
        f"{name}={os.environ.get(name, '')} {sysconfig.get_config_var(name)}"
        for name in ("CC", "CFLAGS", "LDFLAGS")
    ]
    said.update("\n".join([group, sys.version, SUFFIX, *_installed(), *flags, _compiler_version()]).encode())
    return said.hexdigest()[:32]


@cache
def _installed() -> tuple[str, ...]:
    """Every package with its version: mypyc and whose types it reads are among them."""
    return tuple(sorted(f"{each.name} {each.version}" for each in metadata.distributions()))


def _compiler_version() -> str:
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    return subprocess.run([compiler, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - the user's own compiler


def keep(built: Path, place: Path) -> None:
    """Keep a folder of compiled modules, whole or not at all, and no more than the last ones of all that are kept."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".") as made:
        shutil.copytree(built, Path(made) / "out")
        with contextlib.suppress(OSError):  # another has kept the same meanwhile
            (Path(made) / "out").rename(place)
    kept = sorted(
        (each for each in place.parent.iterdir() if each.name[0] != "."),
        key=lambda each: each.stat().st_mtime,
    )
    for old in kept[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def compiled(folder: Path, kept: Path | None = None) -> list[Path]:
    """Compile into `out` under a folder, the groups side by side; the extension modules, placed as under the root.

    Args:
        folder: an empty one.
        kept: where what was compiled before is kept, by its state; what is there is taken from there, and what is not is put there.

    Raises:
        SystemExit: when mypyc or the C compiler refuses the sources.
    """
    places = {} if kept is None else {group: kept / state_of(group) for group in (*GROUPS, LOOPS.parent.name)}
    running = {}
    for group in (*GROUPS, LOOPS.parent.name):
        if group in places and places[group].is_dir():
            shutil.copytree(places[group], folder / "out", dirs_exist_ok=True)
            places[group].touch()
            continue
        # By name and not by a pool of processes: hatchling loads this file as no module that another process could import.
        command = [
            sys.executable,
            str(Path(__file__).resolve()),
            "--into",
            str(folder / group),
            "--only",
            group,
        ]
        running[group] = subprocess.Popen(command)  # noqa: S603 - this very file
    ended = [each.wait() for each in running.values()]
    if any(ended):
        msg = "the core was not compiled, for the reason above; `make plain` works without"
        raise SystemExit(msg)
    for group in running:
        if group in places:
            with contextlib.suppress(OSError):  # a home that nobody may write to: compiled all the same
                keep(folder / group / "out", places[group])
        shutil.copytree(folder / group / "out", folder / "out", dirs_exist_ok=True)
    return sorted((folder / "out").rglob(f"*{SUFFIX}"))


def _build_loops(folder: Path, name: str) -> None:
    from setuptools import Extension  # noqa: PLC0415 - see `missing`

    module = ".".join((*LOOPS.parent.parts, LOOPS.stem))
    _build(folder, name, [Extension(module, [str(LOOPS)], extra_compile_args=["-O3", "-ffp-contract=off"])])


def _compile(folder: Path, group: str) -> None:
    from mypyc.build import mypycify  # noqa: PLC0415 - see `missing`

    own = folder / group
    paths = [str(path) for path in sources() if any(map(path.is_relative_to, GROUPS[group]))]
    flags = ["--config-file=", "--ignore-missing-imports", f"--cache-dir={own / 'cache'}"]
    said = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(said):
        try:
            modules = mypycify(
                [*flags, *paths],
                debug_level="0",
                group_name=LIBRARY.format(group).removesuffix("__mypyc"),
                target_dir=str(own / "c"),
            )
        except SystemExit as error:
            msg = f"{group}: {error}\n{said.getvalue()}"
            raise SystemExit(msg) from error
    _build(folder, group, modules)


def _build(folder: Path, name: str, modules: list[Any]) -> None:
    """Compile extension modules into `out` under the folder."""
    from setuptools import Distribution  # noqa: PLC0415 - see `missing`

    said = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(said):
        try:
            build = Distribution({"name": name, "ext_modules": modules}).get_command_obj("build_ext")
            build.build_lib, build.build_temp = str(folder / "out"), str(folder / name / "objects")
            build.ensure_finalized()
            build.run()
        except SystemExit as error:
            msg = f"{name}: {error}\n{said.getvalue()}"
            raise SystemExit(msg) from error


class CompiledCore(BuildHookInterface[Any]):
    """Hatchling's hook: compiled modules in every wheel, where it can be done; an editable install has `make install`."""

    PLUGIN_NAME = "core"

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

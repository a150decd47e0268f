"""Compiling the core: what is compiled is what is written."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from scripts import compile_core

ROOT = Path(__file__).parent.parent
PACKAGE = Path("stream/tagging")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A work tree of two modules, one of them in a folder below, and the loops, compiled after they were written."""
    package = tmp_path / PACKAGE
    (package / "learned").mkdir(parents=True)
    for name in ("tagger", "learned/chain"):
        (package / f"{name}.py").write_text("")
        os.utime(package / f"{name}.py", (100, 100))
        (package / f"{name}{compile_core.SUFFIX}").write_bytes(b"")
    (tmp_path / f"{compile_core.LIBRARY.format('tagging')}{compile_core.SUFFIX}").write_bytes(b"")
    loops = tmp_path / compile_core.LOOPS
    loops.parent.mkdir(parents=True)
    loops.write_text("")
    os.utime(loops, (100, 100))
    (loops.parent / f"compiled{compile_core.SUFFIX}").write_bytes(b"")
    return tmp_path


def test_what_was_compiled_after_its_last_change_is_up_to_date(tree: Path) -> None:
    """Nothing is named, and all the modules of this Python are found."""
    assert compile_core.outdated(tree) == []
    assert len(compile_core.in_place(tree)) == 4


def test_a_source_that_changed_since_is_named(tree: Path) -> None:
    """The compiled module hides it, so a test would try the wrong code."""
    os.utime(tree / PACKAGE / "learned" / "chain.py", (2**32, 2**32))
    assert compile_core.outdated(tree) == [PACKAGE / "learned" / "chain.py"]


def test_a_new_source_is_named_too(tree: Path) -> None:
    """It runs as it is, but what it calls may have been compiled before it."""
    (tree / PACKAGE / "fresh.py").write_text("")
    os.utime(tree / PACKAGE / "fresh.py", (2**32, 2**32))
    assert compile_core.outdated(tree) == [PACKAGE / "fresh.py"]


def test_changed_loops_are_named(tree: Path) -> None:
    """They are no Python, but as much part of what was compiled."""
    os.utime(tree / compile_core.LOOPS, (2**32, 2**32))
    assert compile_core.outdated(tree) == [compile_core.LOOPS]


def test_plain_leaves_the_sources_alone(tree: Path) -> None:
    """Every compiled module goes, that of another Python too, and nothing is out of date then."""
    (tree / PACKAGE / "tagger.cpython-399-x86_64-linux-gnu.so").write_bytes(b"")
    compile_core.drop(tree)
    left = sorted(path.name for path in tree.rglob("*") if path.is_file())
    assert left == ["chain.py", "compiled.c", "tagger.py"]
    assert compile_core.outdated(tree) == []


@pytest.mark.parametrize("compiler", ["no-such-compiler", "no-such-compiler -pthread"])
def test_without_a_compiler_it_says_which(compiler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out is in the line: what to install, or which CC to name."""
    monkeypatch.setenv("CC", compiler)
    assert compile_core.missing() == "a C compiler (no-such-compiler)"


def test_make_compiles_anew_what_is_compiled() -> None:
    """Each folder of the compiled core is one whose sources `make` looks at: else a change would stay hidden behind what was compiled."""
    (line,) = (each for each in (ROOT / "Makefile").read_text().splitlines() if each.startswith("CORE :="))
    looked_at = line.split()
    folders = [folder.as_posix() for folders in compile_core.GROUPS.values() for folder in folders]
    assert [folder for folder in folders if folder not in looked_at] == []
    assert compile_core.LOOPS.as_posix() in looked_at


def test_what_is_made_of_the_same_is_not_compiled_again(tmp_path: Path) -> None:
    """Another work tree with the same sources takes what was kept, each group by itself, and says so to nobody."""
    built = tmp_path / "built"
    for group in (*compile_core.GROUPS, "loops"):
        module = built / group / "stream" / group / f"module{compile_core.SUFFIX}"
        module.parent.mkdir(parents=True)
        module.write_bytes(group.encode())
        compile_core.keep(built / group, tmp_path / "kept" / compile_core.state_of(group))
    found = compile_core.compiled(tmp_path / "anew", tmp_path / "kept")
    assert {path.parent.name: path.read_text() for path in found} == {
        group: group for group in (*compile_core.GROUPS, "loops")
    }


@pytest.fixture
def core(tmp_path: Path) -> Path:
    """A work tree of a module in each folder that is compiled or read."""
    for folder in {
        *compile_core.READ,
        *(each for folders in compile_core.GROUPS.values() for each in folders),
    }:
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "module.py").write_text("A = 1\n")
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "compile_core.py").write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "anew"),
    [
        ("stream/tagging/module.py", {"tagging"}),
        ("stream/dedup/fresh.py", {"dedup"}),
        ("stream/text/module.py", {"tagging", "dedup", "threads", "loops"}),
        ("stream/model/module.py", {"tagging", "dedup", "threads", "loops"}),
        ("scripts/compile_core.py", {"tagging", "dedup", "threads", "loops"}),
        ("stream/tagging/words.txt", set()),
        ("stream/desk/pages.py", set()),
    ],
)
def test_a_change_is_another_state_of_what_is_made_of_it(core: Path, changed: str, anew: set[str]) -> None:
    """Of a source, or of one whose types are read; a list that is read as it runs, and other rooms, change nothing."""
    groups = (*compile_core.GROUPS, "loops")
    before = {group: compile_core.state_of(group, core) for group in groups}
    (core / changed).parent.mkdir(parents=True, exist_ok=True)
    (core / changed).write_text("A = 2\n")
    assert {group for group in groups if compile_core.state_of(group, core) != before[group]} == anew


def test_another_compiler_or_flag_is_another_state(core: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it makes is not what another makes."""
    before = compile_core.state_of("threads", core)
    monkeypatch.setenv("CFLAGS", "-O1")
    assert compile_core.state_of("threads", core) != before


def test_the_last_ones_are_kept(tmp_path: Path) -> None:
    """The oldest goes, however many work trees there were."""
    (tmp_path / "built").mkdir()
    places = [tmp_path / "kept" / f"{number}" for number in range(compile_core.KEPT + 3)]
    for number, place in enumerate(places):
        compile_core.keep(tmp_path / "built", place)
        os.utime(place, (number, number))
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {path.name for path in places[3:]}


def test_no_group_reads_types_of_another_room() -> None:
    """Else a change there would be hidden behind what was kept."""
    foreign = {}
    for group, folders in compile_core.GROUPS.items():
        own = {".".join(folder.parts) for folder in (*folders, *compile_core.READ)}
        for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
            imports = [
                node.module or ""
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.ImportFrom)
            ]
            read = {
                name
                for name in imports
                if name.split(".")[0] == "stream" and ".".join(name.split(".")[:2]) not in own
            }
            if read - {"stream"}:
                foreign[f"{group}: {path.name}"] = read
    assert foreign == {}

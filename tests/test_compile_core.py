"""Compiling the core: what is compiled is what is written."""

from __future__ import annotations

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

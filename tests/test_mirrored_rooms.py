"""The tests mirror the rooms: from the name of a test one knows which module it tests, and finds it in the same folder."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = {"__init__.py", "stage.py"}  # names that stand in several rooms


def test_a_test_named_as_a_module_stands_in_its_room() -> None:
    """A test of a module lies in the module's room under `tests`, and no other test has its name."""
    rooms = {
        path.name: path.relative_to(ROOT / "stream").parent
        for path in (ROOT / "stream").rglob("*.py")
        if path.name not in SHARED
    }
    elsewhere = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if rooms.get(path.name.removeprefix("test_"), path.relative_to(ROOT / "tests").parent)
        != path.relative_to(ROOT / "tests").parent
    ]
    assert [] == elsewhere


def test_every_folder_of_tests_is_a_package() -> None:
    """Two tests of one name in two folders are two modules."""
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [] == sorted(folder.name for folder in folders if not (folder / "__init__.py").exists())

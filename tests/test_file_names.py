"""From a name one knows what it stands for: no file and no class of the package shares its name with another."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Every stage has a module of this name, and each is what its room is for.
SHARED = {"__init__.py", "stage.py"}


def modules() -> Iterator[Path]:
    """Every module of the package."""
    return (path for path in (ROOT / "stream").rglob("*.py") if "__pycache__" not in path.parts)


def test_no_name_of_a_module_comes_twice() -> None:
    """In all rooms of the package together."""
    names = Counter(path.name for path in modules())
    assert [name for name, count in sorted(names.items()) if count > 1 and name not in SHARED] == []


def test_no_name_of_a_class_comes_twice() -> None:
    """One word, one meaning: who reads a class's name in a traceback knows which it is."""
    names = Counter(
        node.name
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in sorted(names.items()) if count > 1] == []

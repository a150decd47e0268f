"""From a file's name one knows what may stand in it: no name stands for two things."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Every stage has a module of this name, and each is what its room is for.
SHARED = {"__init__.py", "stage.py"}


def test_no_name_of_a_module_comes_twice() -> None:
    """In all rooms of the package together."""
    names = Counter(path.name for path in (ROOT / "stream").rglob("*.py") if "__pycache__" not in path.parts)
    assert [name for name, count in sorted(names.items()) if count > 1 and name not in SHARED] == []

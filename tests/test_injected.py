"""Tests hand in what stands in for a part, and replace nothing in the package: what can be replaced is a parameter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SETTING = {"setattr", "setitem", "delattr", "delitem"}  # of Python and of pytest's monkeypatch
PATCHING = {"patch", "object", "dict"}  # of unittest.mock: `patch`, `patch.object`, `patch.dict`
# A guard is taken away to see that its test fails: what a guard is no constructor offers to leave out.
ALLOWED = {"simulation/sabotages.py", "chaos/sabotage.py"}


def replaced(source: str) -> set[str]:
    """What a test replaces in the package: in a module or class imported from it, or named in a string."""
    tree = ast.parse(source)
    ours = set(imported(tree))
    return {
        name
        for node in ast.walk(tree)
        for target in targets_in(node)
        if (name := target.split(".")[0] if target.split(".")[0] in ours else "")
        or (name := target if target.startswith("'stream.") else "")
    }


def imported(tree: ast.Module) -> Iterator[str]:
    """The names that a module has from the package, by import or by `import_module`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "stream":
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.asname or "stream" for alias in node.names if alias.name.startswith("stream"))
        elif (
            isinstance(node, ast.Assign | ast.AnnAssign)
            and node.value is not None
            and "import_module('stream" in ast.unparse(node.value)
        ):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (ast.unparse(target) for target in targets)


def targets_in(node: ast.AST) -> Iterator[str]:
    """What a statement or call sets an attribute of: `a` of `a.b = 1`, of `setattr(a, ...)` and of `patch.object(a, ...)`."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Attribute):
                yield ast.unparse(target.value)
    elif isinstance(node, ast.Call) and node.args:
        called = ast.unparse(node.func).split(".")
        if called[-1] in SETTING or ("patch" in called and called[-1] in PATCHING):
            yield ast.unparse(node.args[0])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from stream.desk import pages\nmonkeypatch.setattr(pages, 'MOST', 3)", {"pages"}),
        ("from stream.desk import pages as desk\npatch.object(desk.inner, 'MOST', 3)", {"desk"}),
        ("from stream.desk.pages import Pages\nPages.most = 3", {"Pages"}),
        ("import stream.desk.pages\nstream.desk.pages.MOST = 3", {"stream"}),
        ("monkeypatch.setattr('stream.desk.pages.MOST', 3)", {"'stream.desk.pages.MOST'"}),
        ("patch('stream.desk.pages.MOST', 3)", {"'stream.desk.pages.MOST'"}),
        ("pages = import_module('stream.desk.pages')\npages.MOST = 3", {"pages"}),
        ("from aiokafka import codec\nmonkeypatch.setattr(codec, 'cramjam', None)", set()),
        ("from stream.desk.pages import Pages\nmade = Pages(most=3)\nmade.most = 4", set()),
    ],
)
def test_what_is_replaced_is_seen(source: str, expected: set[str]) -> None:
    """In every way that Python and its test libraries have; another library's parts are none of ours."""
    assert expected == replaced(source)


def test_no_test_replaces_what_the_package_has() -> None:
    """But those that take a guard away."""
    found = {}
    for path in sorted(TESTS.rglob("*.py")):
        place = path.relative_to(TESTS).as_posix()
        if place not in ALLOWED and (names := replaced(path.read_text(encoding="utf-8"))):
            found[place] = names
    assert {} == found

"""From a name one knows what it stands for: no file, class, type or function of the package shares its name with another.

Functions and types are those that other modules may import: at the top of a module, without an underscore.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Every stage has a module of this name, and each is what its room is for; Python and kustomize give the others their names.
SHARED = {"__init__.py", "stage.py", "kustomization.yaml"}
# What several modules of one folder offer in the same meaning, so that it is the module that says which one it is.
OFFERED_BY_EACH = {
    "read": "stream/intake/formats",  # a wire format: its message as drafts (ARCHITECTURE.md, how to add a format)
    "is_message": "stream/intake/formats",  # whether a record is of the format
    "register": "stream/worker",  # a part of the worker hangs itself into the Faust app
    "score": "stream/evaluation",  # a measure: labelled documents and their tags to a section of the report
}


def modules() -> Iterator[Path]:
    """Every module of the package."""
    return (path for path in (ROOT / "stream").rglob("*.py") if "__pycache__" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's tree, read once for all that look at it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_name_of_a_file_comes_twice() -> None:
    """In all rooms of the package together: modules, lists, manifests, pages and whatever else stands there."""
    files = (path for path in (ROOT / "stream").rglob("*") if path.is_file())
    names = Counter(path.name for path in files if "__pycache__" not in path.parts)
    assert [name for name, count in sorted(names.items()) if count > 1 and name not in SHARED] == []


def test_no_name_of_a_class_comes_twice() -> None:
    """One word, one meaning: who reads a class's name in a traceback knows which it is."""
    names = Counter(
        node.name for path in modules() for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in sorted(names.items()) if count > 1] == []


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module's folder and tree."""
    for path in modules():
        yield path.relative_to(ROOT).parent.as_posix(), tree_of(path)


def is_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A command has the name that is typed, as `newswire tag`, whatever the function is called that it runs."""
    made = (each.func if isinstance(each, ast.Call) else each for each in function.decorator_list)
    return any(isinstance(each, ast.Attribute) and each.attr in {"command", "group"} for each in made)


def functions() -> Iterator[tuple[str, str]]:
    """Folder and name of every function that others may import, commands left out."""
    for folder, tree in trees():
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_command(node):
                continue
            if not node.name.startswith("_"):
                yield folder, node.name


def types(tree: ast.Module) -> Iterator[str]:
    """The classes, aliases and type variables at the top of a module, by their capitals: `TextRun`, and no `RUNS`."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for name in (target.id for target in targets if isinstance(target, ast.Name)):
            if name[0].isupper() and not name.isupper():
                yield name


def test_no_name_of_a_function_comes_twice() -> None:
    """`compare` says nothing of what is compared; what each module of a folder offers alike is listed with its reason."""
    free = [
        name for folder, name in functions() if not f"{folder}/".startswith(f"{OFFERED_BY_EACH.get(name)}/")
    ]
    assert [
        name for name, count in sorted(Counter(free).items()) if count > 1 or name in OFFERED_BY_EACH
    ] == []


def test_what_is_listed_as_offered_alike_is() -> None:
    """A name that one module alone offers needs no exception."""
    counts = Counter(name for _, name in functions())
    assert [name for name in OFFERED_BY_EACH if counts[name] < 2] == []


def test_no_name_of_a_type_comes_twice() -> None:
    """Aliases and classes together: a `Record` of Kafka's beside one of ours is taken for it."""
    names = Counter(name for _, tree in trees() for name in types(tree))
    assert [name for name, count in sorted(names.items()) if count > 1] == []

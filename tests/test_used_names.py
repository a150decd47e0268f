"""What the package defines the package uses: what tests or benchmarks alone read stands with them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parent.parent
# Called by who registers them: the command line finds its commands by the name of their module.
REGISTERS = {"command", "group"}
FOR_OTHERS: Final = {
    "stream.dedup.judging.decision_table.LINKS": "docs/verdicts.md names every link, and is held to it",
    "stream.dedup.judging.decision_table.RULES": "docs/verdicts.md names every rule in order, and is held to it",
    "stream.intake.prepare.prepare": "one article of a record, for those who use the intake as a library",
    "stream.model.schemas.NAMES": "the schemas that are shipped, for those who read them by name",
    "stream.tagging.languages.gazetteer.slavic_cases.adjective_stem": "scripts/language_place_names.py makes the endings' data with it",
    "stream.tagging.languages.gazetteer.slavic_cases.stems": "as above",
}


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The names that a module gives at its top, each with the statement that gives it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not (registered(node) or node.name.startswith("__")):
                yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for each in (part for target in targets for part in ast.walk(target)):
                if isinstance(each, ast.Name) and not each.id.startswith("__"):
                    yield each.id, node


def registered(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether a decorator hands the function to who calls it."""
    called = (each.func for each in node.decorator_list if isinstance(each, ast.Call))
    return any(isinstance(each, ast.Attribute) and each.attr in REGISTERS for each in called)


def read_in(node: ast.AST) -> Iterator[str]:
    """The names that are read in it."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            yield each.id


def read_elsewhere(tree: ast.Module) -> Iterator[str]:
    """The names of other modules that a module reads: imported from them, or as attributes of a module imported."""
    modules: dict[str, str] = {}
    for each in ast.walk(tree):
        if isinstance(each, ast.Import):
            modules.update({alias.asname or alias.name: alias.name for alias in each.names})
        elif isinstance(each, ast.ImportFrom):
            modules.update(
                {alias.asname or alias.name: f"{each.module}.{alias.name}" for alias in each.names}
            )
    yield from modules.values()
    for each in ast.walk(tree):
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            yield f"{modules.get(each.value.id, '')}.{each.attr}"


def unused(sources: dict[str, str]) -> set[str]:
    """The names at the top of these modules, as `module.name`, that none of them reads."""
    trees = {module: ast.parse(source) for module, source in sources.items()}
    outside = {name for tree in trees.values() for name in read_elsewhere(tree)}
    found = set()
    for module, tree in trees.items():
        inside: dict[str, set[int]] = {}
        for statement in tree.body:
            for name in read_in(statement):
                inside.setdefault(name, set()).add(id(statement))
        public = exported(tree)
        for name, statement in defined(tree):
            read = inside.get(name, set()) - {id(statement)} or f"{module}.{name}" in outside
            if not (read or name in public):
                found.add(f"{module}.{name}")
    return found


def exported(tree: ast.Module) -> set[str]:
    """The names in `__all__`."""
    return {
        str(each.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "__all__" for target in node.targets)
        for each in ast.walk(node.value)
        if isinstance(each, ast.Constant)
    }


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("A = 1", "", {"stream.one.A"}),
        ("A = 1\nprint(A)", "", set()),
        ("A = 1", "from stream import one as first\nprint(first.A)", set()),
        ("A = 1", "from stream.one import A", set()),
        ("A = 1", "from stream import one\nprint(one.A)", set()),
        ("A = 1", "A = 2\nprint(A)", {"stream.one.A"}),
        ("def f(): f()", "", {"stream.one.f"}),
        ("@click.command()\ndef f(): ...", "", set()),
        ("__all__ = ['f']\ndef f(): ...", "", set()),
        ("_A: int = 1", "", {"stream.one._A"}),
    ],
)
def test_a_name_that_nothing_reads_is_seen(one: str, other: str, expected: set[str]) -> None:
    """A name counts as read in its module outside its own definition, or where it is imported."""
    assert expected == unused({"stream.one": one, "stream.other": other})


def test_every_name_of_the_package_is_used_in_it() -> None:
    """But what is named here with its reason."""
    sources = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path.read_text()
        for path in (ROOT / "stream").rglob("*.py")
    }
    assert set(FOR_OTHERS) == unused(sources)

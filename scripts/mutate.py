"""`python -m scripts.mutate MODULE TESTS...`: changes one place of a module at a time, and says what no test notices.

Each change runs in a fork of its own: the libraries are loaded once, the module is loaded from its changed source, and the
tests run until the first that fails. Plain Python only: compiled modules have no source to change (`make plain`).
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.util
import io
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Final

import click
import orjson
import pytest

CPU_SECONDS: Final = 60  # a change that makes a loop endless is noticed, too
LOADED: Final = ("numpy", "orjson", "pydantic", "xxhash", "aiokafka", "faust", "prometheus_client")
OTHER: Final[dict[type, type]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def changes(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Every change of a module: what it is in words, and the module with it."""
    nodes = list(ast.walk(tree))
    for at, node in enumerate(nodes):
        for kind in _kinds(node):
            changed = deepcopy(tree)
            other = list(ast.walk(changed))[at]
            before = ast.unparse(other)
            _change(other, kind)
            after = ast.unparse(ast.fix_missing_locations(other))
            yield f"{getattr(node, 'lineno', 0)}: {before[:90]} -> {after[:90]}", changed


def _kinds(node: ast.AST) -> Sequence[str]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            return ("operator",)
        case ast.BinOp(op=op) if type(op) in OTHER:
            return ("operator",)
        case ast.BoolOp():
            return ("operator", "first", "last")
        case ast.IfExp() | ast.If() | ast.While():
            return ("never", "always")
        case ast.Constant(value=bool()):
            return ("not",)
        case ast.Constant(value=int()):
            return ("one more",)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            return ("nothing",)
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            return ("left out",)
    return ()


def _change(node: ast.AST, kind: str) -> None:
    match node, kind:
        case ast.Compare(), _:
            node.ops = [OTHER[type(node.ops[0])]()]
        case ast.BinOp(), _:
            node.op = OTHER[type(node.op)]()
        case ast.BoolOp(), "operator":
            node.op = OTHER[type(node.op)]()
        case ast.BoolOp(), _:
            node.values = node.values[1:] if kind == "first" else node.values[:-1]
            node.values = node.values * 2 if len(node.values) == 1 else node.values
        case ((ast.IfExp() | ast.If() | ast.While()), _):
            node.test = ast.Constant(kind == "always")
        case ast.Constant(), _:
            node.value = not node.value if kind == "not" else node.value + 1  # type: ignore[operator] # an int
        case ast.Return(), _:
            node.value = ast.Constant(None)
        case ast.Expr(), _:
            node.value = ast.Constant(None)
        case ast.AugAssign(), _:
            node.value, node.op = ast.Constant(0), ast.Add()


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module with its changed source."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path, self._tree = name, path, tree

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Ours."""
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(ast.fix_missing_locations(self._tree), str(self._path), "exec"), module.__dict__)  # noqa: S102 - our own


def _is_noticed(name: str, path: Path, tree: ast.Module, tests: Sequence[str]) -> bool:
    """Whether a test fails; in a fork, which ends with it."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        sys.meta_path.insert(0, _Changed(name, path, tree))
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = int(pytest.main(["-x", "-q", *tests]))
    finally:
        os._exit(code)


@click.command()
@click.argument("module", type=click.Path(exists=True, path_type=Path))
@click.argument("tests", nargs=-1, required=True)
@click.option(
    "--most", type=click.IntRange(min=1), help="Changes to try, chosen by the seed; all of them else."
)
@click.option("--seed", type=int, default=1, show_default=True)
def main(module: Path, tests: tuple[str, ...], most: int | None, seed: int) -> None:
    """Say which changes no test notices, and end with one line of JSON."""
    sys.path.insert(0, str(Path.cwd()))
    for library in LOADED:
        importlib.import_module(library)
    name = ".".join(module.with_suffix("").parts)
    tree = ast.parse(module.read_text())
    if _is_noticed(name, module, tree, tests):
        msg = "the tests fail without any change"
        raise click.ClickException(msg)
    every = list(changes(tree))
    chosen = every if most is None or most >= len(every) else Random(seed).sample(every, most)  # noqa: S311 - no secret
    survivors = []
    for said, changed in sorted(chosen, key=lambda each: int(each[0].split(":")[0])):
        if not _is_noticed(name, module, changed, tests):
            survivors.append(said)
            click.echo(f"{module}:{said}", err=True)
    click.echo(
        orjson.dumps(
            {"module": str(module), "of": len(every), "tried": len(chosen), "survivors": len(survivors)}
        )
    )


if __name__ == "__main__":
    main()

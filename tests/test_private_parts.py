"""Where the private parts of other libraries are touched: what an update of theirs may break stands in two rooms."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

STREAM = Path(__file__).parent.parent / "stream"
ROOMS = ("kafka", "worker")  # all that subclasses Faust and aiokafka, or looks into an app that runs
OURS = {"self", "cls"}
PUBLIC = {"_replace", "_make", "_asdict", "_fields", "_field_defaults"}  # named tuples' own
ALLOWED = {
    "intake/formats/xml_tree.py": {"_Element"},
    "desk/feeds.py": {"_Element"},
}  # lxml has no public name for the class that its functions return


def private_parts(source: str) -> set[str]:
    """The private names that a module takes from what it does not own, by attribute or by import."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and not (
            isinstance(node.value, ast.Name) and node.value.id in OURS
        ):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.startswith("_") and not name.endswith("__")} - PUBLIC


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("client._client.send()", {"_client"}),
        ("from aiokafka.client import _pick", {"_pick"}),
        ("self._own = cls._shared", set()),
        ("fields._replace(a=1).__class__", set()),
    ],
)
def test_a_private_part_is_seen(line: str, expected: set[str]) -> None:
    """By attribute and by import; a module's own, and named tuples' methods, are none."""
    assert expected == private_parts(line)


def test_private_parts_are_touched_in_kafka_and_worker_alone() -> None:
    """No other room reads what Faust or aiokafka keep to themselves."""
    found = {}
    for path in sorted(STREAM.rglob("*.py")):
        place = path.relative_to(STREAM)
        parts = private_parts(path.read_text()) - ALLOWED.get(place.as_posix(), set())
        if parts and place.parts[0] not in ROOMS:
            found[place.as_posix()] = parts
    assert {} == found

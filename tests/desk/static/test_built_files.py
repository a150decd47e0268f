"""What the browser gets is what the lock says, and fits in a first view."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from scripts import build_desk
from scripts.build_desk import BORDERS, SOURCES, STATIC

# Kilobytes over the wire, compressed, as the specification of the page counts them.
FIRST_VIEW = 150
MAP = 400


def compressed(*names: str) -> int:
    """Bytes that these files take over the wire."""
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def test_the_files_are_those_that_were_built_from_the_lock() -> None:
    """A lock that was moved without a build, or a file that was edited by hand, is seen without node."""
    assert build_desk.sums(STATIC) == json.loads((STATIC / build_desk.SUMS).read_text())


@pytest.mark.node
def test_building_them_anew_gives_the_same_bytes(tmp_path: Path) -> None:
    """On any machine with node: what is shipped holds nothing that its sources do not."""
    build_desk.build(tmp_path)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == sorted(["htmx.js", "d3-map.js", build_desk.SUMS, *BORDERS])
    assert [name for name in names if (tmp_path / name).read_bytes() != (STATIC / name).read_bytes()] == []


def test_the_scripts_leave_room_for_the_pages() -> None:
    """A third of what a first view and the map may weigh, but for the finer borders, which come when somebody looks closer."""
    assert compressed("htmx.js", "desk.js", "desk.css") < FIRST_VIEW * 1000 / 3
    assert compressed("d3-map.js", "map.js", "map.css", "borders-110m.json") < MAP * 1000 / 3
    assert compressed("borders-50m.json") < MAP * 1000
    assert sum(file.stat().st_size for file in STATIC.iterdir()) < 1.2e6


def test_every_package_is_checked_by_hash_and_named_in_the_notice() -> None:
    """The lock has a hash for each, and no address; the licences of what is shipped are with it."""
    lock = json.loads((SOURCES / "package-lock.json").read_text())
    packages = {name.removeprefix("node_modules/"): of for name, of in lock["packages"].items() if name}
    assert [name for name, of in packages.items() if "integrity" not in of] == []
    assert [name for name, of in packages.items() if "resolved" in of] == []
    notice = (STATIC.parents[2] / "NOTICE").read_text()
    built_with = {"esbuild", "commander"}
    shipped = [name for name in packages if name not in built_with and not name.startswith("@esbuild/")]
    assert [name for name in shipped if not re.search(rf"\b{re.escape(name)}\b", notice)] == []


@pytest.mark.parametrize("name", ["map.js", "desk.js"])
def test_no_script_of_ours_asks_another_address(name: str) -> None:
    """Nor writes markup from what strangers named."""
    script = (
        (STATIC / name).read_text().replace('swap: "innerHTML"', "")
    )  # htmx's name for what the server wrote
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", script) == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", script) == []

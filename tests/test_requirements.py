"""The lock: complete, hashed, the same for tests and for what is shipped, and bound to no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {
    name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("build", "runtime", "desk", "dev")
}


def pins(lock: str) -> set[tuple[str, str]]:
    """Each pinned package with its version; a package may have one for each of several Pythons."""
    return set(re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+)", LOCKS[lock], flags=re.MULTILINE))


def names(requirements: list[object]) -> set[str]:
    """Package names as the lock spells them."""
    found = [re.match(r"[A-Za-z0-9._-]+", item) for item in requirements if isinstance(item, str)]
    return {re.sub(r"[._-]+", "-", match[0]).lower() for match in found if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    """Installing checks all or nothing; where packages come from is the reader's own setting."""
    entries = re.split(r"^(?=[a-z0-9.-]+==)", LOCKS[lock], flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCKS[lock]
    assert "index" not in re.sub(r"#.*", "", LOCKS[lock])


def test_every_dependency_is_in_its_lock() -> None:
    """A dependency added without `make lock` would install unchecked, or not at all."""
    groups, project = PROJECT["dependency-groups"], PROJECT["project"]
    extras = project["optional-dependencies"]["broker"]
    locked = {lock: {name for name, _ in pins(lock)} for lock in LOCKS}
    assert names(project["dependencies"]) <= locked["runtime"]
    assert names(project["dependencies"] + project["optional-dependencies"]["desk"]) <= locked["desk"]
    assert names(project["dependencies"] + extras + groups["dev"] + groups["build"]) <= locked["dev"]
    assert names(PROJECT["build-system"]["requires"]) == names(groups["build"]) <= locked["build"]


def test_what_is_tested_is_what_is_shipped() -> None:
    """The image's packages are a part of the developers', in the same versions."""
    assert pins("runtime") | pins("desk") | pins("build") <= pins("dev")
    assert pins("runtime") <= pins("desk")

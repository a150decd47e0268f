from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from stream.model.errors import StopError
from tests.apache import jars


@pytest.fixture
def maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a Maven of one shell line in front of all programs, with an empty cache; the file that it notes runs in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    (tmp_path / "bin").mkdir()
    ran = tmp_path / "ran"

    def make(line: str) -> Path:
        program = tmp_path / "bin" / "mvn"
        program.write_text(f"#!/bin/sh\necho run >> {ran}\nfor last; do :; done\n{line}\n")
        program.chmod(0o755)
        return ran

    return make


def test_the_folder_carries_the_version_of_the_pom() -> None:
    """Whoever looks into the cache sees which Kafka lies there."""
    pom = ET.parse(jars.POM).getroot()  # noqa: S314 - our own file
    versions = {
        one.findtext("artifactId", ""): one.findtext("version", "") for one in pom.iterfind(".//dependency")
    }
    assert jars.VERSION == versions["kafka_2.13"]
    assert f"kafka-{jars.VERSION}-" in jars.folder().name


def test_another_pom_is_another_folder(tmp_path: Path) -> None:
    """The cache never serves the jars of a pom.xml that was changed since."""
    changed = tmp_path / "pom.xml"
    changed.write_bytes(jars.POM.read_bytes() + b"\n")
    assert jars.folder() != jars.folder(changed)


def test_maven_copies_once(maven: Callable[[str], Path]) -> None:
    """The second call finds the folder, and Maven is needed no more."""
    ran = maven('mkdir -p "${last#*=}" && touch "${last#*=}/kafka.jar"')
    assert ["kafka.jar"] == [jar.name for jar in jars.fetch().iterdir()]
    assert jars.fetch() == jars.folder()
    assert ran.read_text() == "run\n"


def test_a_failed_copy_leaves_no_cache_and_says_why(maven: Callable[[str], Path]) -> None:
    """Half a set of jars would be taken for all of them at the next run."""
    maven('mkdir -p "${last#*=}" && touch "${last#*=}/half.jar" && echo no network && exit 1')
    with pytest.raises(StopError, match=r"Maven could not copy Apache Kafka .*pom\.xml\): no network"):
        jars.fetch()
    assert not jars.folder().exists()
    assert list(jars.folder().parent.iterdir()) == []


def test_a_quicker_run_is_no_fault(maven: Callable[[str], Path]) -> None:
    """Two runs at once: the second to finish takes what the first has put there."""
    target = jars.folder()
    maven(f'mkdir -p "${{last#*=}}" "{target}" && touch "${{last#*=}}/kafka.jar" "{target}/kafka.jar"')
    assert jars.fetch() == target
    assert ["kafka.jar"] == [jar.name for jar in target.iterdir()]

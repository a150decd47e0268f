from __future__ import annotations

import sys
from pathlib import Path

import orjson
import pytest

from scripts import set_version
from scripts.set_version import ROOT, of_package, tags, write
from stream import __version__


def test_every_place_has_the_version_of_the_package() -> None:
    """The image's tag in every kustomization, and the document of the topics."""
    assert of_package() == __version__
    assert len(tags()) >= 4
    assert set(tags().values()) == {__version__}
    assert orjson.loads((ROOT / "schemas" / "asyncapi.json").read_bytes())["info"]["version"] == __version__


def test_a_version_is_written_everywhere_at_once(tmp_path: Path) -> None:
    """And nothing beside it changes."""
    for path in (ROOT / "stream" / "__init__.py", *tags()):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text())
    assert len(write("9.8.7rc1", tmp_path)) == 1 + len(tags())
    assert (of_package(tmp_path), set(tags(tmp_path).values())) == ("9.8.7rc1", {"9.8.7rc1"})
    assert write("9.8.7rc1", tmp_path) == []
    write(__version__, tmp_path)
    for path in tags():
        assert (tmp_path / path.relative_to(ROOT)).read_text() == path.read_text()


@pytest.mark.parametrize("word", ["next", "1.2", "v1.2.3", "1.2.3 "])
def test_what_is_no_version_is_refused(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any file is touched."""
    monkeypatch.setattr(sys, "argv", ["set_version", word])
    with pytest.raises(SystemExit, match="is no version"):
        set_version.main()

"""A language is a folder of lists: what happens in a package into which a stranger has put one more."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import stream
from scripts.language_place_names import BY_HAND, LANGUAGES, named_by_hand
from stream.model.errors import StopError
from stream.tagging.languages.gazetteer.name_index import indexed, name_index
from stream.tagging.languages.language_data import language_settings, supported

PACKAGE = Path(stream.__path__[0])
# Italian words in Spanish lists: what counts is that a text of the new language is read at all.
TEXT = (
    "Tre soldati sono stati uccisi a Kharkiv. Il governo ha detto che tres soldados murieron, doce heridos."
)
ASKED = """
import json
from stream.tagging.tagger import Tagger
tagger = Tagger.load("rules")
found = tagger.tag({text!r}, language="it")
print(json.dumps([found.language, found.tagged, [(e.type.value, e.start, e.end) for e in found.entities]]))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package as its sources are, with `it` made of the Spanish folder: links, so it costs no disk."""
    copied = tmp_path / "stream"
    shutil.copytree(
        PACKAGE, copied, copy_function=_linked, ignore=shutil.ignore_patterns("__pycache__", "*.so", "static")
    )
    languages = copied / "tagging" / "languages"
    (languages / "it").mkdir()
    for path in (languages / "es").iterdir():
        shutil.copy(path, languages / "it" / path.name.replace(".es.", ".it."), follow_symlinks=False)
    return tmp_path


def _linked(source: str, target: str) -> None:
    Path(target).symlink_to(source)


def test_a_folder_alone_is_a_language(package: Path) -> None:
    """With a folder `it` and no code, texts in Italian are tagged; without an index of names they have no places."""
    asked = subprocess.run(
        [sys.executable, "-c", ASKED.format(text=TEXT)],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.startswith('["it", true, [["CASUALTY"'), asked.stdout
    assert "PLACE" not in asked.stdout


def test_an_index_beside_the_folder_gives_its_places(package: Path) -> None:
    """LANG.bin is all that places need: here the Spanish one under another name."""
    data = package / "stream" / "tagging" / "languages" / "gazetteer" / "data"
    (data / "it.bin").symlink_to(data / "es.bin")
    asked = subprocess.run(
        [sys.executable, "-c", ASKED.format(text=TEXT)],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f'["PLACE", {TEXT.index("Kharkiv")}' in asked.stdout, asked.stderr


def test_every_folder_has_an_index_with_a_bar() -> None:
    """Each packaged language has names of places and says from which evidence on they are places."""
    assert indexed() == supported()
    assert all(float(language_settings(language)["place_bar"]) > 4 for language in supported())
    assert name_index("de").home == {"DEU", "AUT", "CHE"}


def test_a_bar_that_is_no_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes a language reads which setting of which language cannot be read."""
    monkeypatch.setitem(language_settings("es"), "place_bar", "high")
    name_index.cache_clear()
    with pytest.raises(StopError, match=r"es: place_bar: 'high' is no number"):
        name_index("es")


def test_the_build_takes_the_languages_of_the_folders() -> None:
    """The columns of by_hand.tsv are named by its first line; a language without one is built behind them."""
    assert named_by_hand('# kind, names by language: es, fr, it (";" between)') == ("es", "fr", "it")
    assert {*LANGUAGES} == supported()
    assert LANGUAGES[: len(BY_HAND)] == BY_HAND

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from stream.tagging.lexicon.artefact import LEXICON_FILE

_SCRIPTS = Path(__file__).parents[2] / "scripts"
_HEAD = "surface\tcanonical\tcodes\tfile\n"
_ROWS = (
    ("VELDAN LIBERATION FRONT", "VELDAN LIBERATION FRONT", "VLDREB", "MilNonState"),
    ("VLF", "VELDAN LIBERATION FRONT", "VLDREB", "MilNonState"),
    ("ABU DORN", "VELDAN LIBERATION FRONT", "VLDREB", "MilNonState"),
    ("ATTACK", "VELDAN LIBERATION FRONT", "VLDREB", "MilNonState"),
    ("ORLAN TEVIK", "ORLAN TEVIK", "VLDGOV 990101-040101", "Countries"),
    ("ORLAN DASK", "ORLAN DASK", "VLDGOV 990101-040101", "Countries"),
    ("ORLAN MERV", "ORLAN MERV", "VLDGOV 990101-040101", "Countries"),
    ("TEVIK STEEL", "TEVIK STEEL", "MNCVLD", "International"),
)


@pytest.fixture
def terms(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The build script's module."""
    monkeypatch.syspath_prepend(str(_SCRIPTS))
    return importlib.import_module("build_terms")


@pytest.fixture
def lexicons(tmp_path: Path) -> Path:
    """A folder of lexicons of the shape of the public ones, all invented."""
    rows = "".join("\t".join(row) + "\n" for row in _ROWS)
    files = {
        "petrarch_actors.tsv": _HEAD + rows,
        "petrarch_agents.tsv": "noun\tirregular_plural\tcode\nGENERAL\t\tMIL\n",
        "petrarch2_CAMEO.2.0.verbs.txt": "ATTACK [190]\nSTEEL [000]\n",
        "demonyms.tsv": "country\tadjectives\tnouns\nMalta\tMaltese\tMaltese\n",
        "ucdp_actors.tsv": "actor\tkind\tevents\nMervan Front\tnonstate\t3\nMervan insurgents\tnonstate\t2\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def meanings(terms: Any, lexicons: Path) -> dict[str, list[str]]:
    """Kind, name, attribute and acronym flag by form; of several the first."""
    lines = terms.form_lines(lexicons, LEXICON_FILE.parent, terms.ordinary_words(lexicons))
    return {line.split("\t")[0]: line.split("\t")[1:] for line in reversed(lines)}


def test_groups_stay_and_persons_firms_and_words_go(terms: Any, lexicons: Path) -> None:
    """PETRARCH keeps its armed groups; leaders, firms and everyday words under a group's name are dropped."""
    found = meanings(terms, lexicons)
    assert found["veldan liberation front"] == ["group", "Veldan Liberation Front", "VLD", "0"]
    assert found["vlf"] == ["group", "Veldan Liberation Front", "VLD", "1"]
    assert found["mervan front"] == ["group", "Mervan Front", "", "0"]
    assert not {"abu dorn", "orlan tevik", "tevik steel", "mervan insurgents"} & found.keys()
    assert found["attack"][0] == "event"


def test_nations_have_country_and_people(terms: Any, lexicons: Path) -> None:
    """Countries come from GeoNames, peoples from the demonyms."""
    found = meanings(terms, lexicons)
    assert found["malta"] == ["country", "Malta", "MLT", "0"]
    assert found["maltese"] == ["people", "Malta", "MLT", "0"]


def test_given_names_are_those_of_several_persons(terms: Any, lexicons: Path) -> None:
    """Three dated persons make a given name."""
    assert terms.given_names(lexicons, set()) == ["orlan"]


def test_the_lines_do_not_depend_on_hashing(terms: Any, lexicons: Path) -> None:
    """Sorted, so that the artefact is the same on every run."""
    lines = terms.form_lines(lexicons, LEXICON_FILE.parent, terms.ordinary_words(lexicons))
    assert [line.split("\t")[:2] for line in lines] == sorted(line.split("\t")[:2] for line in lines)

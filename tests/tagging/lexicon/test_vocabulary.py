from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stream import tagging
from stream.model.errors import StopError
from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.vocabulary import kinds, word_list


def test_lists_are_folded() -> None:
    """Words are compared with folded words, so they must be folded themselves."""
    roles = word_list("persons roles")
    assert {fold(word) for word in roles} == roles


def test_kinds_are_told_by_list() -> None:
    """A word of `[casualties self displaced]` has that kind."""
    assert kinds("casualties self")["fled"] == "displaced"


def test_a_missing_list_stops() -> None:
    """A rule without its words must not run on an empty list."""
    with pytest.raises(StopError, match="no such"):
        word_list("no such")


# Codes, not English: kinds and categories of the lexicon, columns and labels of the model.
_CODES = {
    ("first_look.py", "GROUPS"), ("relevance.py", "_OF_WAR"), ("relevance.py", "_FRAMES"), ("event_summaries.py", "_HURT"),
    ("features.py", "PLACE_COLUMNS"),
    ("labels.py", "TYPES"), ("lexicon.py", "PROPER"), ("arms.py", "_EVERYDAY"), ("credit_lines.py", "_NEWS"),
    ("borrowed_names.py", "named_after"), ("first_look.py", "NAMES"), ("first_look.py", "UNREST_NAMES"),
    ("body_names.py", "_is_known"), ("name_index.py", "PRECISIONS"), ("words_around.py", "words_around"), ("language_data.py", "_FILES"),
    ("party_finder.py", "_PARTS"), ("party_finder.py", "_is_loose"),
    ("harm_words.py", "HARMS"), ("harm_records.py", "_HURT"), ("war_score.py", "_WARLIKE"), ("war_score.py", "FEATURES"),
}  # fmt: skip
# Where the place in the list is the value of the word.
_ORDERED = {("dates.py", "_DAYS"), ("dates.py", "_MONTHS"), ("numbers.py", "_UNITS"), ("numbers.py", "_TENS")}
# What stands between the parts of a name in the languages of Europe, and in no sentence of ours.
_PARTICLES = {("name_spans.py", "_OF")}
_WORDS = re.compile(r"[a-z'. ]*[a-z]{2}[a-z'. ]*")
# Two or three function words in a condition say more where they stand than in a list elsewhere.
_MOST = 3


def test_word_lists_stand_in_the_data() -> None:
    """No module of the tagger holds a set, list or tuple of more than three English words."""
    found: list[str] = []
    for path in sorted(Path(tagging.__path__[0]).rglob("*.py")):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if (path.name, _name(statement)) not in _CODES | _ORDERED | _PARTICLES:
                found += [f"{path.name}: {listed}" for listed in _word_lists(statement)]
    assert found == []


def _name(statement: ast.stmt) -> str:
    """What a statement at the top of a module defines."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return statement.name
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return next((target.id for target in targets if isinstance(target, ast.Name)), "")


def _word_lists(statement: ast.stmt) -> Iterator[list[str]]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Set | ast.List | ast.Tuple) and len(node.elts) > _MOST:
            values = [each.value for each in node.elts if isinstance(each, ast.Constant)]
            listed = [value for value in values if isinstance(value, str) and _WORDS.fullmatch(value)]
            if len(listed) > _MOST and len(values) == len(node.elts):
                yield listed

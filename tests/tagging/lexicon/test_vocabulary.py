from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from stream import tagging
from stream.model.errors import StopError
from stream.tagging.languages.gazetteer import name_index
from stream.tagging.languages.gazetteer.name_forms import name_forms
from stream.tagging.lexicon import vocabulary
from stream.tagging.lexicon.folding import fold
from stream.tagging.lexicon.vocabulary import kinds, ordered_words, value_of_words, valued_words, word_list


def test_lists_are_folded() -> None:
    """Words are compared with folded words, so they must be folded themselves."""
    roles = word_list("persons roles")
    assert {fold(word) for word in roles} == roles


def test_kinds_are_told_by_list() -> None:
    """A word of `[casualties self displaced]` has that kind."""
    assert kinds("casualties self")["fled"] == "displaced"


def test_a_missing_list_stops() -> None:
    """A rule without its words must not run on an empty list."""
    for read in (word_list, ordered_words, valued_words, value_of_words):
        with pytest.raises(StopError, match="no such"):
            read("no such")
    with pytest.raises(StopError, match="no such"):
        name_forms("no", "such")


def test_a_list_keeps_its_order() -> None:
    """The place of a day in the list is its number."""
    assert ordered_words("dates days").index("wednesday") == 2


def test_a_word_has_the_value_of_its_line() -> None:
    """Numbers, kinds of facilities, bounds; an underscore is a space, and a value may have several lines."""
    values = value_of_words("numbers bounds")
    assert (values["as many as"], values["a total of"]) == ("upper", "both")
    assert valued_words("numbers scales")["2"] == ("couple", "pair")


def test_no_list_comes_twice() -> None:
    """Two lists of one name would be one, and whoever changed the first would wonder."""
    data = Path(vocabulary.__file__).parent / "data"
    for path in (
        data / "words.txt",
        data / "valued_words.txt",
        Path(name_index.__file__).parent / "data" / "name_forms.txt",
    ):
        headings = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("[")]
        assert sorted(set(headings)) == sorted(headings)


# Codes, not words of a text: kinds and categories of the lexicon, columns and labels of the model, letters for letters.
_CODES = {
    ("first_look.py", "GROUPS"), ("relevance.py", "_OF_WAR"), ("relevance.py", "_FRAMES"), ("event_summaries.py", "_HURT"),
    ("features.py", "PLACE_COLUMNS"), ("features.py", "WINDOWS"), ("model.py", "Model"), ("folding.py", "_folded"),
    ("span_mentions.py", "_BASIC"), ("span_mentions.py", "_NAMED"), ("spans.py", "_NAMED"), ("actors.py", "_NAMED"),
    ("labels.py", "TYPES"), ("lexicon.py", "PROPER"), ("arms.py", "_EVERYDAY"), ("credit_lines.py", "_NEWS"),
    ("borrowed_names.py", "named_after"), ("first_look.py", "NAMES"), ("first_look.py", "UNREST_NAMES"),
    ("body_names.py", "_is_known"), ("name_index.py", "PRECISIONS"), ("words_around.py", "words_around"), ("language_data.py", "_FILES"),
    ("party_finder.py", "_PARTS"), ("party_finder.py", "_is_loose"),
    ("first_look.py", "evidence_by_word"), ("triggers.py", "INSTRUMENTS"), ("whereabouts.py", "_AREAS"), ("whereabouts.py", "_FINENESS"),
    ("harm_words.py", "HARMS"), ("quantities.py", "_COUNTING"), ("harm_records.py", "_HURT"), ("war_score.py", "_WARLIKE"), ("war_score.py", "FEATURES"),
}  # fmt: skip
# Grammar: which ending has which paradigm. The endings themselves stand in case_endings.tsv.
_ENDINGS = {
    ("slavic_cases.py", "adjective_stem"),
    ("slavic_cases.py", "_russian"),
    ("slavic_cases.py", "_ukrainian"),
}
# Words in any script: of two letters, or of one that is a whole word in Chinese; no codes in capitals.
_WORDS = re.compile(
    r"(?![A-Z/]+$)[^\W\d_'. ]?(?:[^\W\d_]|['. ])*(?:[^\W\d_]{2}|[\u3400-\u9fff])(?:[^\W\d_]|['. ])*"
)
# Two or three function words in a condition say more where they stand than in a list elsewhere.
_MOST = 3


def test_word_lists_stand_in_the_data() -> None:
    """No module of the tagger holds a set, list, tuple or table of more than three words, in whatever language."""
    found: list[str] = []
    for path in sorted(Path(tagging.__path__[0]).rglob("*.py")):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if (path.name, _name(statement)) not in _CODES | _ENDINGS:
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
        elements: list[ast.expr | None] = []
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            elements = [*node.elts]
        elif isinstance(node, ast.Dict):
            elements = [*node.keys]
        values = [each.value for each in elements if isinstance(each, ast.Constant)]
        listed = [value for value in values if isinstance(value, str) and _WORDS.fullmatch(value)]
        if len(listed) > _MOST:
            yield listed

"""Scoring the tagger in one language: what counts, what may be missed, and what is an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.evaluation.language_scores import casualties, score_language
from stream.evaluation.scoring import Document, LabelError
from stream.model.tags import Casualty, Conflict, EntityType
from stream.tagging.tagger import Tagger
from stream.tagging.tiers import RULES_TIER


def told(kind: str, low: int | None, high: int | None) -> Casualty:
    """A casualty of the tagger."""
    return Casualty(EntityType.CASUALTY, 0, 1, "x", kind=kind, minimum=low, maximum=high)


def row(gold: list[dict[str, Any]], found: list[Casualty]) -> tuple[int, int, float]:
    """(gold, found, F1) of one text."""
    doc: Document = {"id": "one", "_casualties": gold}
    scored = casualties([doc], [Conflict(True, 1.0, (), tuple(found))], [])
    return scored.gold, scored.found, scored.f1 or 0.0


def test_what_may_be_missed() -> None:
    """Optional and vague labels are no fault to miss; a find that matches an optional one is none either."""
    optional = {"kind": "killed", "number": [3, 3], "optional": True}
    vague = {"kind": "injured", "number": None, "qualifier": "vague"}
    assert row([optional, vague], []) == (0, 0, 0.0)
    assert row([optional, vague], [told("killed", 3, 3), told("injured", 40, 40)]) == (0, 0, 0.0)


def test_low_or_high() -> None:
    """The same kind with one of the bounds is right; another number or kind is wrong and the label missed."""
    gold = [{"kind": "killed", "number": [20, None]}]
    assert row(gold, [told("killed", 20, None)]) == (1, 1, 1.0)
    assert row(gold, [told("killed", 20, 20)]) == (1, 1, 1.0)
    assert row(gold, [told("killed", 21, 21)]) == (1, 1, 0.0)
    assert row(gold, [told("injured", 20, None)]) == (1, 1, 0.0)


def test_a_folder(tmp_path: Path) -> None:
    """Both parts of the sentences are scored; errors are listed of the part that is read alone."""
    lines = [
        {"id": f"d{number}", "text": "Боевики убили пять солдат.", "hand": True, "conflict": True, "_casualties": [
            {"kind": "killed", "number": [6, 6]}]}
        for number in range(8)
    ]  # fmt: skip
    (tmp_path / "ru_sentences.jsonl").write_bytes(b"\n".join(orjson.dumps(line) for line in lines))
    sections = list(score_language(tmp_path, "ru", Tagger.load(RULES_TIER)))
    assert {section.part for section in sections} == {"read", "unread"}
    assert sum(one.gold for section in sections for one in section.rows if one.what == "casualties") == 8
    assert all(bool(section.errors) == (section.part == "read") for section in sections)


def test_a_folder_without_the_language(tmp_path: Path) -> None:
    """The error names the file that is looked for."""
    with pytest.raises(LabelError, match="uk_sentences"):
        list(score_language(tmp_path, "uk", Tagger.load(RULES_TIER)))

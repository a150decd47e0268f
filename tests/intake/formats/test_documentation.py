"""docs/formats.md says what is read: its examples are read, and every cell of its table has one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.intake.prepare import prepare
from stream.intake.values import STATUSES, publication_status
from tests.intake.formats.making import one
from tests.intake.making import RULES, raw
from tests.readme import fenced

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text()
# What an example must show for each column of the table.
COLUMNS = {
    "identity": {"uri"}, "version": {"version"}, "status": {"pubstatus"}, "embargo": {"embargoed_until"}, "headline": {"headline"}, "body": {"body"},
    "note": {"ednote"}, "lineage": {"marks", "replaces", "threads", "evolved_from", "alt_ids", "slugline"},
}  # fmt: skip
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ")
]
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n?)*)", PAGE, flags=re.MULTILINE))
PICTURES = {0x2400 + code: code for code in range(32)}


def examples(title: str) -> list[tuple[bytes, dict[str, Any]]]:
    """The messages of a section with what is read from them."""
    texts, fields = fenced("text", SECTIONS[title]), fenced("json", SECTIONS[title])
    return [
        (text.translate(PICTURES).encode(), orjson.loads(found))
        for text, found in zip(texts, fields, strict=True)
    ]


def in_words(message: bytes, name: str) -> str:
    """An embargo that a format has in words alone: the intake reads it, not the format's reader."""
    if name != "embargoed_until":
        return ""
    until = prepare(raw(message, headers=(("source", b"Lantern"),)), RULES).article.embargoed_until
    return until.isoformat() if until else ""


def test_the_words_for_a_status_are_those_that_are_read() -> None:
    """Each of the page's words means what the page says."""
    lines = re.findall(r"^- (usable|withheld|canceled): (.+)$", PAGE, flags=re.MULTILINE)
    read = {
        word: publication_status("status", word, has_embargo=True).value
        for _, words in lines
        for word in re.findall(r"`([^`]+)`", words)
    }
    told = {word: meaning for meaning, words in lines for word in re.findall(r"`([^`]+)`", words)}
    assert read == told
    assert set(told) == STATUSES - {""}


def test_every_format_of_the_table_has_its_section() -> None:
    """In the same order."""
    assert [row[0] for row in ROWS[2:]] == list(SECTIONS)
    assert ROWS[0][1:] == list(COLUMNS)


@pytest.mark.parametrize("title", SECTIONS)
def test_the_examples_are_read_as_the_page_says(title: str) -> None:
    """Field by field; a made identity by its kind."""
    for message, expected in examples(title):
        draft = one(message)
        for name, value in expected.items():
            found = getattr(draft, name) or in_words(message, name)
            if isinstance(value, list):
                found = [re.sub(r":[0-9a-f]{24}$", ":ALT", each) for each in found]
            assert found == value, (title, name)


@pytest.mark.parametrize("row", ROWS[2:], ids=lambda row: row[0])
def test_every_cell_has_an_example(row: list[str]) -> None:
    """What the table says is read, an example shows; what it calls none, no example has."""
    shown = {name for _, expected in examples(row[0]) for name, value in expected.items() if value}
    for column, cell in zip(COLUMNS, row[1:], strict=True):
        assert bool(COLUMNS[column] & shown) == (cell != "none"), column

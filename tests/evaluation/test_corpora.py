from __future__ import annotations

from pathlib import Path

import pytest

from stream.evaluation.corpora import CORPORA, READ_PART, UNREAD_PART, Corpus, documents, part, score_parts
from stream.evaluation.scoring import Document, LabelError, Section
from stream.model.tags import Conflict


def test_a_corpus_that_is_not_there_has_no_documents(tmp_path: Path) -> None:
    """Each corpus may be missing."""
    assert [] == documents(tmp_path / "re3d.jsonl")


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    """With the file and the number of the line."""
    path = tmp_path / "re3d.jsonl"
    path.write_bytes(b'{"id": "e"}\n{"id"')
    with pytest.raises(LabelError, match=r"re3d\.jsonl, line 2: not JSON"):
        documents(path)


def test_a_document_stays_in_its_part() -> None:
    """By its id alone; both parts are about as large."""
    parts = [part({"id": f"document {number}"}) for number in range(400)]
    assert 150 < parts.count(READ_PART) < 250
    assert parts.count(READ_PART) + parts.count(UNREAD_PART) == 400
    assert (UNREAD_PART, READ_PART) == (part({"id": "b", "text": "one"}), part({"id": "e", "text": "other"}))


def test_each_part_is_scored_by_itself() -> None:
    """Errors are listed of the one that may be read."""

    def score(docs: object, _: object) -> Section:
        return Section("some", (), (str(docs),))

    docs: list[Document] = [{"id": "b"}, {"id": "e"}]
    tagged = [Conflict(None, None, (), (), ())] * 2
    read, unread = score_parts(Corpus("some", score), docs, tagged)
    assert (READ_PART, UNREAD_PART) == (read.part, unread.part)
    assert (("[{'id': 'e'}]",), ()) == (read.errors, unread.errors)


def test_texts_of_our_own_are_all_read() -> None:
    """They make one section without a part."""
    assert [corpus.name for corpus in CORPORA if not corpus.split] == ["relevance"]

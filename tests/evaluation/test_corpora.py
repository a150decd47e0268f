from __future__ import annotations

from pathlib import Path

import pytest

from stream.evaluation.corpora import documents
from stream.evaluation.scoring import LabelError


def test_a_corpus_that_is_not_there_has_no_documents(tmp_path: Path) -> None:
    """Each corpus may be missing."""
    assert [] == documents(tmp_path / "re3d.jsonl")


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    """With the file and the number of the line."""
    path = tmp_path / "re3d.jsonl"
    path.write_bytes(b'{"id": "a"}\n{"id"')
    with pytest.raises(LabelError, match=r"re3d\.jsonl, line 2: not JSON"):
        documents(path)

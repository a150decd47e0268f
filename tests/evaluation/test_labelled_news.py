from __future__ import annotations

import orjson
import pytest

from stream.evaluation.labelled_news import raw_record


@pytest.mark.parametrize(
    ("named", "source"),
    [({"outlet": "Coast Herald", "source": "x"}, "Coast Herald"), ({"source": "x"}, "x"), ({}, "unknown")],
)
def test_a_labelled_article_is_a_raw_record(named: dict[str, str], source: str) -> None:
    """Its id is the uri, its outlet the source; what it does not name is empty, the language too."""
    expected = {"uri": "7", "source": source, "headline": "", "url": "", "language": "", "body": "Text."}
    assert expected == orjson.loads(raw_record({"id": 7, "body": "Text.", **named}))


def test_a_language_is_as_given() -> None:
    """The evaluation of threads names it; that of copies leaves it to the text."""
    assert orjson.loads(raw_record({"id": 7, "body": "Text."}, "fr"))["language"] == "fr"

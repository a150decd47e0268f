from __future__ import annotations

import orjson
import pytest

from stream.evaluation.labelled_news import raw_record, read_labelled, read_pairs
from stream.evaluation.scoring import LabelError


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


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"[]", "[] is no object"),
        (b"5", "5 is no object"),
        (b"{", "not JSON"),
        (b'{"event": "e", "body": "b"}', "id is missing"),
        (b'{"id": true, "event": "e", "body": "b"}', "id: true is not a text"),
        (b'{"id": "b", "event": "e"}', "body is missing"),
        (b'{"id": "b", "event": "e", "body": 7}', "body: 7 is not a text"),
        (b'{"id": "b", "event": {"x": 1}, "body": "b"}', 'event: {"x":1} is not a text'),
        (b'{"id": "b", "event": "e", "body": "b", "title": 5}', "title: 5 is not a text or null"),
        (b'{"id": "a", "event": "e", "body": "b"}', "id 'a' is that of line 1"),
    ],
)
def test_a_line_that_says_something_else_is_named(line: bytes, says: str) -> None:
    """The line, the field, the value and what is wanted."""
    good = b'{"id": "a", "event": "e", "title": null, "body": "b"}'
    with pytest.raises(LabelError) as told:
        read_labelled([good, b"\n", line], "event", needed=False)
    assert str(told.value).startswith("line 3: ")
    assert says in str(told.value)


def test_a_label_may_be_left_out_where_it_is_not_needed() -> None:
    """Articles without an event are read; one without a cluster is an error."""
    line = b'{"id": 1, "event": null, "body": "b"}'
    assert [{"id": 1, "event": None, "body": "b"}] == read_labelled([line], "event", needed=False)
    with pytest.raises(LabelError, match="cluster is missing"):
        read_labelled([line], "cluster", needed=True)


def test_pairs_have_two_ids() -> None:
    """Given as numbers or texts; a pair without the second is named."""
    assert [frozenset(("1", "b"))] == read_pairs([b'{"a": 1, "b": "b"}'])
    with pytest.raises(LabelError, match="line 1: b is missing"):
        read_pairs([b'{"a": 1}'])

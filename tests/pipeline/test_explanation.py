"""Gathering why an article got its verdict."""

from __future__ import annotations

import orjson

from stream.model import codec
from stream.model.notices import Notice
from stream.model.verdicts import Judged
from stream.pipeline.explanation import explain, sentences
from tests.instances import RECORDS


def _values(kind: type) -> list[dict[str, object]]:
    found = [record for _, record in RECORDS if isinstance(record, kind)]
    return [orjson.loads(codec.encode(record)) for record in found]


def test_each_delivery_is_told_once() -> None:
    """A record that was sent twice is one verdict; another article's is none."""
    value = _values(Judged)[0]
    other = {**value, "article_id": "ffff", "uri": "urn:other"}
    found = explain(str(value["uri"]), [("judged", value), ("judged", dict(value)), ("judged", other)])
    assert (value,) == found.verdicts
    assert any(str(value["verdict"]) in sentence for sentence in sentences(found))


def test_notices_that_name_the_article_are_told() -> None:
    """As its cause, as a version or as a copy."""
    notice = _values(Notice)[0]
    found = explain(str(notice["uri"]), [("notices", notice), ("notices", notice)])
    assert (notice,) == found.notices
    assert () == explain("urn:nobody", [("notices", notice)]).notices

"""Gathering why an article got its verdict."""

from __future__ import annotations

import orjson
import pytest

from stream.model import codec
from stream.model.notices import Notice
from stream.model.verdicts import Judged
from stream.pipeline.explanation import explanation_lines, later
from tests.instances import RECORDS
from tests.pipeline.explaining import explain


def _values(kind: type) -> list[dict[str, object]]:
    found = [record for _, record in RECORDS if isinstance(record, kind)]
    return [orjson.loads(codec.encode(record)) for record in found]


def test_each_delivery_is_told_once() -> None:
    """A record that was sent twice is one verdict; another article's is none."""
    value = _values(Judged)[0]
    other = {**value, "article_id": "ffff", "uri": "urn:other"}
    found = explain(str(value["uri"]), [("judged", value), ("judged", dict(value)), ("judged", other)])
    assert (value,) == found.verdicts
    assert any(str(value["verdict"]) in sentence for sentence in explanation_lines(found))


def test_notices_that_name_the_article_are_told() -> None:
    """As its cause, as a version or as a copy."""
    notice = _values(Notice)[0]
    found = explain(str(notice["uri"]), [("notices", notice), ("notices", notice)])
    assert (notice,) == found.notices
    assert () == explain("urn:nobody", [("notices", notice)]).notices


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-142, "2 min 22 s before the original"),
        (0, "dated as the original"),
        (59, "59 s after the original"),
        (3600, "1 h after the original"),
        (86_400, "1 day after the original"),
        (-180_061, "2 days 2 h before the original"),
    ],
)
def test_a_delay_is_told_as_people_do(seconds: int, said: str) -> None:
    """In the two largest units; before the original where it is negative."""
    assert said == later(seconds)


def test_the_headline_is_told() -> None:
    """By it a person knows the article; the delay of a copy stands in words."""
    value = _values(Judged)[0]
    lines = list(explanation_lines(explain(str(value["uri"]), [("copies", value)])))
    assert f"  headline   {value['headline']}" in lines
    assert any(line.endswith("1 paragraph cut, 1 added, 1 h after the original") for line in lines)

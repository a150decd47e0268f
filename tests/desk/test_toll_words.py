from __future__ import annotations

import orjson
import pytest

from stream.desk.toll_words import toll_words


@pytest.mark.parametrize(
    ("toll", "least", "words"),
    [
        (["killed", 11, 11, ""], 11, "11 killed"),
        (["killed", 11, None, "at least"], 11, "at least 11 killed"),
        (["killed", None, 20, "up to"], 20, "up to 20 killed"),
        (["killed", 11, 14, ""], 11, "11\N{EN DASH}14 killed"),
        (["killed", None, None, "dozens"], None, "dozens killed"),
        (["injured", 3, 3, ""], None, ""),
    ],
)
def test_a_toll_is_told_in_words(toll: list[object], least: int | None, words: str) -> None:
    """With the number that filters go by."""
    assert (least, words) == toll_words(orjson.dumps([toll]).decode())

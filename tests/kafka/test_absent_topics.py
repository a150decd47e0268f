from __future__ import annotations

import pytest

from stream.config.settings import Settings
from stream.kafka.admin import absent

THERE = ("newswire.raw", "newswire.copies", "desk.archive")


@pytest.mark.parametrize(
    ("asked", "way_out"),
    [
        ("copys", ": did you mean copies?"),
        ("enrichd", ": did you mean enriched?"),
        ("newswire.copys", ": did you mean newswire.copies?"),
        ("desk.archiv", ": did you mean desk.archive?"),
        ("newswire.judged", ": run `newswire topics create`"),
        ("xyz", ": give one of raw, prepared, "),
    ],
)
def test_a_topic_that_is_not_there_is_answered_with_the_way_out(asked: str, way_out: str) -> None:
    """A misspelt name with the one that is meant, one of ours with how it is made, any other with what can be given."""
    said = absent(Settings(), [asked], THERE)
    assert said.startswith(f"no topic {asked} on the broker{way_out}")

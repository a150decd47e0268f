from __future__ import annotations

from typing import Final

import pytest

from stream.config.settings import Settings
from stream.model import codec
from stream.model.articles import Stream
from stream.model.enriched import ConflictBrief, Enriched
from stream.model.errors import RejectedError
from stream.model.notices import Notice
from stream.model.outputs import DeadLetter
from stream.model.tags import PlacedActor
from stream.model.typed_records import typed
from stream.model.verdicts import Judged
from stream.pipeline.replay import Replay
from stream.tagging.tagger import Tagger

BODY: Final = (
    "ALEPPO, Syria, March 2 (Harrow) - Rebels shelled the market in Aleppo on Monday with mortars, killing at least 12 "
    "people and wounding 30, Turkish officials said. Two soldiers and five civilians were killed on Sunday near the airport.\n\n"
    "Government forces captured the town of Azaz on Saturday, and the army said that its helicopters struck a bridge 30 km "
    "north of the city. The minister demanded talks."
)
ITEMS: Final = (
    {
        "uri": "urn:harrow:1",
        "source": "Harrow",
        "version": "1",
        "headline": "Shelling in Aleppo",
        "body": BODY,
    },
    {"uri": "https://gull.example/1", "source": "Gull", "headline": "Aleppo shelled", "body": BODY},
    {
        "uri": "urn:harrow:1",
        "source": "Harrow",
        "version": "2",
        "headline": "Toll rises",
        "body": BODY.replace("12", "14"),
    },
    {
        "uri": "urn:harrow:1",
        "source": "Harrow",
        "version": "3",
        "headline": "KILL",
        "pubstatus": "canceled",
        "body": "Kill.",
    },
    {"uri": "urn:harrow:9", "headline": "Nobody's", "body": BODY},
)


def test_every_record_comes_back_as_what_it_was() -> None:
    """Written again it is the same bytes, of every kind that a pipeline sends."""
    outputs = [*Replay(Settings(partitions=1), Tagger.load("rules")).run(map(codec.encode, ITEMS))]
    records = [typed(output.stream, output.value) for output in outputs]
    assert {type(record) for record in records} == {Judged, Notice, Enriched, ConflictBrief, DeadLetter}
    for output, record in zip(outputs, records, strict=True):
        assert codec.encode(record) == output.value
    found = next(record for record in records if isinstance(record, Enriched))
    assert any(isinstance(entity, PlacedActor) for entity in found.conflict.entities)
    assert {type(entity).__name__ for entity in found.conflict.entities} >= {
        "Place",
        "Casualty",
        "Event",
        "Arms",
    }


@pytest.mark.parametrize("stream", [Stream.ENRICHED, Stream.CONFLICT, Stream.JUDGED, Stream.NOTICES])
@pytest.mark.parametrize(
    "data", [b"", b"7", b"{}", b'{"conflict": {}}', b'{"conflict": {"entities": [7], "tolls": []}}']
)
def test_what_is_no_record_is_refused(stream: Stream, data: bytes) -> None:
    """As a bad record, whatever is wrong with it."""
    with pytest.raises(RejectedError) as caught:
        typed(stream, data)
    assert caught.value.reason == "bad_record"

"""The tagging of a batch: what one record does to the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import orjson
import pytest

from stream.model.articles import Credit, Position, Stream
from stream.model.errors import StopError
from stream.model.records import Record
from stream.model.tags import Conflict
from stream.tagging.document.versions import VersionReport, Versions
from stream.tagging.stage import tag
from stream.tagging.tagger import Tagger
from tests.dedup.harness import Desk, article

WINDOW = timedelta(days=14)
WORD = "Quarrelsome"  # which the stage fails on
SHELLED = "Rebels shelled the market of Goma on Tuesday and killed {} people, a doctor said."


class Failing:
    """A tagger that fails on texts with the word."""

    def __init__(self, tagger: Tagger, error: Exception) -> None:
        self.tagger = tagger
        self.error = error

    def tag(self, text: str, **more: Any) -> Conflict:
        """As the tagger."""
        if WORD in text:
            raise self.error
        return self.tagger.tag(text, **more)


def judged(*bodies: str) -> list[Record]:
    """The judged records of articles with these texts, each of its own item."""
    desk = Desk()
    values = []
    for number, body in enumerate(bodies):
        told = desk.tell(article(f"urn:harrow:{number}", headline=f"Headline {number}", body=body))
        values += [output.value for output in told.outputs if output.stream is Stream.JUDGED]
    assert len(values) == len(bodies)
    return [Record(Position("newswire.judged", 0, offset), value) for offset, value in enumerate(values)]


def test_a_record_that_the_tagger_fails_on_is_rejected_alone(tagger: Tagger) -> None:
    """The others come out as if it had not been there; it says where, nothing of its text, and is not counted."""
    records = judged(SHELLED.format(12), WORD, SHELLED.format(19))
    expected = tag(tagger, Versions(WINDOW), [records[0], records[2]])
    outcome = tag(Failing(tagger, IndexError(WORD)), Versions(WINDOW), records)
    assert outcome.outputs == expected.outputs
    assert outcome.fresh == expected.fresh
    assert outcome.tagged == expected.tagged
    ((rejected, error),) = outcome.rejected
    assert rejected is records[1]
    assert error.reason == "internal_error"
    assert "IndexError at stream.tagging.stage:" in error.message
    assert WORD not in error.message


@pytest.mark.parametrize("error", [StopError("no model"), OSError("no disk"), MemoryError()])
def test_a_fault_of_the_surroundings_goes_on(tagger: Tagger, error: Exception) -> None:
    """What another record would meet too stops the worker."""
    with pytest.raises(type(error)):
        tag(Failing(tagger, error), Versions(WINDOW), judged(WORD))


def test_a_version_half_remembered_stops(tagger: Tagger) -> None:
    """What is known of other versions may be wrong then: no dead letter makes that good."""

    class Torn(Versions):
        def append(self, version: VersionReport) -> None:
            raise KeyError(version.story_id)

    with pytest.raises(StopError, match=r"KeyError at stream\.tagging\.stage:\d+ while the versions"):
        tag(tagger, Torn(WINDOW), judged(SHELLED.format(12)))


class LooksAway:
    """A tagger that does not tag texts with the word, as after a first look."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger

    def tag(self, text: str, **more: Any) -> Conflict:
        """As the tagger."""
        if WORD not in text:
            return self.tagger.tag(text, **more)
        return Conflict(False, 0.0, (), (), tagged=False)


def test_what_was_not_tagged_changes_no_toll(tagger: Tagger) -> None:
    """A version that a first look holds back tells of no toll, as nobody looked: it does not say that the toll is gone."""
    desk = Desk()
    bodies = (
        SHELLED.format(12),
        f"{WORD} growers met in Goma on Tuesday and praised the weather, a doctor said.",
    )
    values = [
        output.value
        for version, body in enumerate(bodies, 1)
        for output in desk.tell(article("urn:harrow:1", version=str(version), body=body)).outputs
        if output.stream is Stream.JUDGED
    ]
    records = [Record(Position("newswire.judged", 0, at), value) for at, value in enumerate(values)]
    outcome = tag(LooksAway(tagger), Versions(WINDOW), records)
    enriched = [orjson.loads(each.value) for each in outcome.outputs if each.stream is Stream.ENRICHED]
    assert [each["verdict"] for each in enriched] == ["original", "update"]
    assert [each["change"] for each in enriched] == [None, None]


def test_the_day_is_the_articles(tagger: Tagger) -> None:
    """Any tagger is asked the same way: text, headline, day, town and language."""
    asked: list[dict[str, Any]] = []

    class Asked:
        def tag(
            self,
            text: str,
            *,
            headline: str = "",
            date: date | None = None,
            located: str = "",
            credited: Sequence[Credit] = (),
            language: str = "",
        ) -> Conflict:
            asked.append(
                {
                    "headline": headline,
                    "date": date,
                    "located": located,
                    "credited": credited,
                    "language": language,
                }
            )
            return tagger.tag(text)

    tag(Asked(), Versions(WINDOW), judged("Rain fell."))
    assert [
        {"headline": "Headline 0", "date": date(2031, 5, 4), "located": "", "credited": (), "language": "en"}
    ] == asked

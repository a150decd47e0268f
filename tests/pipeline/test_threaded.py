"""Stories in threads from the records of the deduplication."""

from __future__ import annotations

from typing import Any

import orjson

from stream.config.settings import Settings
from stream.pipeline.replay import replay
from stream.pipeline.threaded import Placed, ThreadedStories

QUAKE = (
    "A magnitude 6.4 earthquake shook Orrin and Skarvdal before dawn on Monday, geologist Ilka Brekvik said. "
    "Roofs fell in Skarvdal and forty people slept in a school. Power was cut along the coast and the ferry "
    "to Halvsund stayed in harbour until inspectors had seen the quay. Nobody was killed, said mayor Otmar Quillan."
)
TOLD_OTHERWISE = (
    "Residents of Skarvdal fled their houses when the ground moved early on Monday. Ilka Brekvik of the survey put "
    "the magnitude at 6.4. In Orrin chimneys toppled; mayor Otmar Quillan opened a school for those who lost a roof."
)
CHESS = (
    "Young grandmaster Vesna Holmvik won the chess open in Corvane with nine points from eleven games. In the last "
    "round she beat the favourite with the black pieces after sixty moves and will play for the national team."
)


def article(uri: str, body: str, headline: str, **more: Any) -> bytes:
    """An item as an agency sends it."""
    fields = {"uri": uri, "source": uri.split(":")[1], "headline": headline, "body": body, "language": "en"}
    return orjson.dumps({"version_created": "2026-03-02T06:00:00Z", "version": "1", **fields, **more})


def _run(*raw: bytes) -> tuple[ThreadedStories, dict[str, list[Placed]]]:
    stories, found = ThreadedStories(), dict[str, list[Placed]]()
    for output in replay(raw, Settings(_env_file=None, threads=True), None):
        one = stories.add(output.stream.value, orjson.loads(output.value))
        if isinstance(one, Placed):
            found.setdefault(one.uri, []).append(one)
    return stories, found


def test_other_words_same_thread() -> None:
    """Two agencies on one event are in one thread though they share no passage; another event is in another."""
    _, found = _run(
        article("urn:a:1", QUAKE, "Quake shakes Skarvdal"),
        article("urn:b:1", TOLD_OTHERWISE, "Roofs fall as ground moves in Skarvdal"),
        article("urn:c:1", CHESS, "Holmvik wins in Corvane"),
    )
    (first,), (second,), (third,) = found["urn:a:1"], found["urn:b:1"], found["urn:c:1"]
    assert first.story_id != second.story_id
    assert first.thread_id == second.thread_id == first.story_id
    assert second.evidence["rule"] == "joined"
    assert "Skarvdal" in second.evidence["terms"]
    assert third.thread_id == third.story_id


def test_copies_and_versions_follow_their_story() -> None:
    """A copy and an update are in their story's thread, and are not placed again."""
    _, found = _run(
        article("urn:a:1", QUAKE, "Quake shakes Skarvdal"),
        article("urn:d:1", QUAKE, "Strong quake"),
        article("urn:a:1", QUAKE + " More aid is on its way.", "UPDATE 1-Quake shakes Skarvdal", version="2"),
    )
    placed = [one for each in found.values() for one in each]
    assert len(placed) == 3
    assert len({one.thread_id for one in placed}) == 1
    assert [one.evidence["rule"] for one in placed] == ["first", "story", "story"]


def test_a_kill_without_its_story_is_in_no_thread() -> None:
    """What has no text that may be read is not placed."""
    kill = article("urn:a:9", "", "KILL: Quake shakes Skarvdal", pubstatus="canceled")
    assert _run(kill)[1] == {}

"""Full coverage of an event: threads with their sources, and why an article is in one."""

from __future__ import annotations

import orjson

from stream.config.settings import Settings
from stream.pipeline.coverage import Coverage, coverage_lines
from stream.pipeline.replay import replay
from tests.pipeline.test_threaded import CHESS, QUAKE, TOLD_OTHERWISE, article
from tests.threads.look_alikes import articles


def _coverage(*raw: bytes) -> Coverage:
    coverage = Coverage()
    for output in replay(raw, Settings(_env_file=None, threads=True), None):
        coverage.add(output.stream.value, orjson.loads(output.value))
    return coverage


def _quake() -> Coverage:
    return _coverage(
        article("urn:a:1", QUAKE, "Quake shakes Skarvdal"),
        article("urn:d:1", QUAKE, "Strong quake"),
        article("urn:c:1", CHESS, "Holmvik wins in Corvane"),
        article("urn:b:1", TOLD_OTHERWISE, "Roofs fall as ground moves in Skarvdal"),
    )


def test_threads_of_several_stories() -> None:
    """A thread counts its stories, and names all articles and sources, copies included; a lone story is left out."""
    (thread,) = _quake().threads(least=2)
    assert thread.headline == "Quake shakes Skarvdal"
    assert thread.stories == 2
    assert thread.articles == ("urn:a:1", "urn:d:1", "urn:b:1")
    assert thread.sources == ("a", "b", "d")
    assert len(list(_quake().threads())) == 2


def test_what_is_killed_is_no_part_of_a_thread() -> None:
    """A killed story and the copy of its text count no more, and the reasons say so; with a version that lifts the kill they are back."""
    kill = orjson.dumps(
        {**orjson.loads(article("urn:a:1", "", "KILL")), "version": "2", "pubstatus": "canceled"}
    )
    again = orjson.dumps({**orjson.loads(article("urn:a:1", QUAKE, "Quake shakes Skarvdal")), "version": "3"})
    sent = (
        article("urn:a:1", QUAKE, "Quake shakes Skarvdal"),
        article("urn:d:1", QUAKE, "Strong quake"),
        article("urn:b:1", TOLD_OTHERWISE, "Roofs fall as ground moves in Skarvdal"),
    )
    killed = _coverage(*sent, kill)
    assert [(one.stories, one.articles) for one in killed.threads()] == [(1, ("urn:b:1",))]
    for name in ("urn:a:1", "urn:d:1"):
        for told in killed.reasons(name):
            assert "a kill is in force" in "\n".join(coverage_lines(killed, told))
    (thread,) = _coverage(*sent, kill, again).threads(least=2)
    assert thread.articles == ("urn:a:1", "urn:d:1", "urn:b:1")


def test_why_an_article_is_in_its_thread() -> None:
    """Score, words shared and the nearest story are told; of a copy those of its story."""
    coverage = _quake()
    (told,) = coverage.reasons("urn:b:1")
    said = "\n".join(coverage_lines(coverage, told))
    assert "by rule joined, of 1 story known" in said
    assert "Skarvdal" in said
    assert "Quake shakes Skarvdal" in said
    (copy,) = coverage.reasons("urn:d:1")
    assert copy.evidence["rule"] == "first"
    assert list(coverage.reasons("urn:nobody:1")) == []


def test_the_threads_told_are_those_of_the_state() -> None:
    """Merges and splits are followed: every article is told once, in a thread whose id is that of one of its stories."""
    raw = [
        orjson.dumps(
            {
                "uri": f"urn:x:{at}",
                "source": "x",
                "language": "en",
                "headline": one.headline,
                "body": one.body,
            }
        )
        for at, one in enumerate(articles(2))
    ]
    coverage = _coverage(*raw)
    threads = list(coverage.threads())
    told = [uri for thread in threads for uri in thread.articles]
    assert sorted(told) == sorted({f"urn:x:{at}" for at in range(len(raw))})
    for thread in threads:
        stories = {reasons.story_id for uri in thread.articles for reasons in coverage.reasons(uri)}
        assert thread.thread_id in stories
        assert len(stories) == thread.stories

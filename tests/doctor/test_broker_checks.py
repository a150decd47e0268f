from __future__ import annotations

from typing import Any

from stream.config.settings import Settings
from stream.doctor.broker_checks import REQUESTS, Answers, judge_api_versions, judge_topics
from stream.doctor.lines import Rating
from stream.kafka.topic_findings import Severity, TopicFinding
from stream.kafka.topics import specs

SETTINGS = Settings()
EVERY = {request.API_KEY: (0, 20) for request in REQUESTS}


def shown(leader: int = 1) -> dict[str, dict[str, Any]]:
    """Metadata of all topics, each with one partition led by a node; -1 is none."""
    return {spec.name: {"partitions": [{"partition": 0, "leader": leader}]} for spec in specs(SETTINGS)}


def test_a_broker_that_takes_every_request_is_well() -> None:
    """In any version that both speak."""
    assert Rating.OK is judge_api_versions(EVERY).verdict


def test_a_request_that_the_broker_does_not_take_is_named() -> None:
    """One that is not there at all, and one that it takes only in versions from after ours."""
    line = judge_api_versions({key: EVERY[key] for key in EVERY if key != 11} | {1: (90, 99)})
    assert Rating.ERROR is line.verdict
    assert "Fetch (takes 90 to 99, we speak " in line.said
    assert "JoinGroup (takes none, we speak " in line.said


def test_topics_as_wanted_are_three_lines() -> None:
    """There, led, and kept as long as they must be."""
    lines = judge_topics(SETTINGS, [], Answers(shown(), (), 0))
    assert [("topics", Rating.OK), ("partitions", Rating.OK), ("retention", Rating.OK)] == [
        (line.check, line.verdict) for line in lines
    ]


def test_what_is_alike_is_one_line_and_what_differs_is_not() -> None:
    """Nine topics with the wrong count need not be read nine times."""
    findings = [
        TopicFinding("a", Severity.ERROR, "is missing", "make it"),
        TopicFinding("b", Severity.ERROR, "is missing", "make it"),
        TopicFinding("c", Severity.WARNING, "has retention.ms=1, wanted 2", "alter c"),
        TopicFinding("d", Severity.NOTE, "has settings that the broker does not tell", "ask"),
    ]
    lines = judge_topics(SETTINGS, findings, Answers(shown(), (), 0))
    assert [
        ("partitions", Rating.OK, "4 each, and each has a leader"),
        ("topics", Rating.ERROR, "a, b: is missing"),
        ("retention", Rating.WARNING, "c: has retention.ms=1, wanted 2"),
        ("retention", Rating.UNKNOWN, "d: has settings that the broker does not tell"),
    ] == [(line.check, line.verdict, line.said) for line in lines]


def test_a_topic_that_may_not_be_seen_is_not_called_missing() -> None:
    """Whether it is there nobody tells: then neither that all are there nor that one is missing is true."""
    finding = TopicFinding("newswire.raw", Severity.ERROR, "is missing", "make it")
    lines = judge_topics(SETTINGS, [finding], Answers(shown(), ("newswire.raw",), 0))
    assert ["partitions", "retention"] == [line.check for line in lines]


def test_a_partition_without_a_leader_is_an_error() -> None:
    """Its topic is there and nothing can be read of it."""
    headless = [
        line for line in judge_topics(SETTINGS, [], Answers(shown(-1), (), 0)) if line.check == "partitions"
    ]
    assert [Rating.ERROR] == [line.verdict for line in headless]
    assert "nobody leads newswire.raw 0, " in headless[0].said

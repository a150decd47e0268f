from __future__ import annotations

from stream.config.settings import Settings
from stream.doctor.lines import Rating
from stream.doctor.permissions import UNTOLD, Operation, needed, operations, permission_line
from stream.kafka.topics import specs

SETTINGS = Settings(sasl_mechanism="PLAIN", sasl_username="desk")
ALL = 1 << Operation.READ | 1 << Operation.WRITE
GROUP = 1 << Operation.READ


def test_every_topic_is_needed_for_something() -> None:
    """What a stage hands to the next is written and read, and so are the changelogs."""
    wanted = needed(Settings())
    assert {spec.name for spec in specs(Settings())} == set(wanted)
    assert all(wanted.values())
    assert wanted["newswire.raw"] == {Operation.READ}
    assert wanted["newswire-dedup-changelog"] == {Operation.READ, Operation.WRITE}


def test_operations_are_bits_and_the_lowest_number_is_silence() -> None:
    """KIP-430: bit n stands for the operation with code n; what a broker without it sends is no permission."""
    assert operations(3400) == frozenset({Operation.READ})
    assert operations(3576) == frozenset({Operation.READ, Operation.WRITE})
    assert operations(0) == frozenset()
    assert operations(UNTOLD) is None


def test_all_that_is_needed_is_one_line() -> None:
    """Names the user and the group."""
    (line,) = permission_line(SETTINGS, dict.fromkeys(needed(SETTINGS), ALL), GROUP)
    assert (Rating.OK, "user 'desk' may read and write the topics, and join group newswire") == (
        line.verdict,
        line.said,
    )


def test_each_thing_not_allowed_is_a_line_with_the_command_that_allows_it() -> None:
    """Topic, group, and what the broker will not even speak of."""
    shown = dict.fromkeys(needed(SETTINGS), ALL) | {"newswire.judged": 1 << Operation.READ}
    del shown["newswire.raw"]
    refused, topic, group = permission_line(SETTINGS, shown, None, refused=["newswire.raw"])
    assert {Rating.ERROR} == {refused.verdict, topic.verdict, group.verdict}
    assert "user 'desk' may not see topic newswire.raw, if there is one" == refused.said
    assert refused.way_out.endswith("--allow-principal User:desk --operation Read --topic newswire.raw")
    assert "user 'desk' may not write topic newswire.judged" == topic.said
    assert topic.way_out.endswith("--operation Write --topic newswire.judged")
    assert "user 'desk' may not join group newswire" == group.said
    assert group.way_out.endswith("--operation Read --group newswire")


def test_what_the_broker_does_not_tell_is_unknown_and_no_error() -> None:
    """One line for all of it."""
    (line,) = permission_line(Settings(), {"newswire.raw": UNTOLD}, UNTOLD)
    assert (Rating.UNKNOWN, "the broker does not tell what is allowed on newswire.raw, group newswire") == (
        line.verdict,
        line.said,
    )


def test_topics_that_are_missing_are_another_lines_business() -> None:
    """Of what is not there nothing is allowed or forbidden."""
    (line,) = permission_line(SETTINGS, {}, GROUP)
    assert Rating.OK is line.verdict


def test_of_topics_that_are_not_there_nothing_is_said() -> None:
    """Before `newswire topics create` a broker has nothing to tell of: that is no permission."""
    (line,) = permission_line(SETTINGS, {}, GROUP)
    assert line.said == "user 'desk' may join group newswire; 0 of 11 topics are there to ask about"

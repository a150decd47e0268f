from __future__ import annotations

from stream.config.settings import Settings
from stream.kafka.topics import DAY, retention_seconds, specs
from stream.model.articles import Stream


def test_every_stream_and_the_changelog_has_a_topic() -> None:
    """A stream without a specification would be made by the broker, with a count of partitions of its own."""
    settings = Settings(topic_prefix="desk", group="desk-group")
    expected = [f"desk.{stream.value}" for stream in Stream] + [
        "desk-group-dedup-changelog",
        "desk-group-versions-changelog",
    ]
    assert expected == [spec.name for spec in specs(settings)]


def test_all_topics_share_partitions_replication_and_record_size() -> None:
    """Shards, tables and dead letters only fit together when the counts and sizes are the same."""
    settings = Settings(partitions=7, replication=3, max_record_bytes=123_456)
    expected = {(7, 3, 123_456)}
    assert expected == {
        (spec.partitions, spec.replication, spec.max_message_bytes) for spec in specs(settings)
    }


def test_what_is_read_by_key_is_compacted_and_the_changelog_never_expires() -> None:
    """Consumers dedupe by key, so the last record of a key must outlive compaction; the table is kept whole."""
    by_name = {spec.name.removeprefix("newswire."): spec for spec in specs(Settings())}
    compacted = {name for name, spec in by_name.items() if "compact" in spec.cleanup}
    assert compacted == {
        "copies",
        "enriched",
        "conflict",
        "threads",
        "newswire-dedup-changelog",
        "newswire-versions-changelog",
    }
    for name in ("newswire-dedup-changelog", "newswire-versions-changelog"):
        assert (by_name[name].cleanup, by_name[name].retention) == ("compact", -1)


def test_consumed_topics_outlive_the_default_window_twice() -> None:
    """Whoever was away for the whole window still finds the verdicts."""
    settings = Settings()
    for spec in specs(settings):
        if spec.name.endswith(("copies", "notices", "enriched", "conflict")):
            assert spec.retention >= 2 * settings.window_days * DAY


def test_the_configuration_is_what_brokers_take() -> None:
    """Names and values as Kafka spells them."""
    expected = {"cleanup.policy": "delete", "retention.ms": str(7 * DAY), "max.message.bytes": "16777216"}
    assert expected == specs(Settings())[0].config()


def test_retention_is_known_in_seconds() -> None:
    """What stages hand each other is kept for a day, the dead letters for thirty: as the topics are made."""
    by_name = {spec.name.removeprefix("newswire."): spec for spec in specs(Settings())}
    assert 86_400.0 == retention_seconds(Stream.JUDGED)
    assert all(retention_seconds(stream) * 1000 == by_name[stream.value].retention for stream in Stream)

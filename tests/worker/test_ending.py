"""Why a worker ends, in two parts: the reason, and the way out."""

from __future__ import annotations

import errno

import pytest
from aiokafka.errors import (
    BrokerResponseError,
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    KafkaError,
    MessageSizeTooLargeError,
    RequestTimedOutError,
    UnknownError,
)
from faust.exceptions import ConsistencyError
from faust.types import TP

from stream.config.settings import Settings
from stream.dedup.journal.row_archive import RowArchive
from stream.dedup.journal.rows import decode_row
from stream.kafka.ledger import require_kept, require_reached
from stream.model.errors import StopError
from stream.model.faults import unkept
from stream.worker.breaker import Breaker
from stream.worker.ending import Ending, ending_of, of_settings

SETTINGS = Settings(broker="kafka://10.0.0.1:9092")
TEXT = "Harbour master quits over missing ferries"  # what stands for an article


def by_breaker() -> None:
    """Too many dead letters."""
    Breaker("tag", 1, 1.0).note(["bad_value body", "bad_value body"])


def by_archive() -> None:
    """A row that is not there."""
    archive = RowArchive({})
    archive.written(b"00000/000000000000001/x", 0, 1)
    archive.get(0)


def by_state() -> None:
    """A decision half taken in."""
    raise unkept(KeyError(TEXT), "state")


@pytest.mark.parametrize(
    ("stop", "reason", "way_out"),
    [
        (by_breaker, "2 records in a row went to the dead letters of tag", "Mend the cause, or raise"),
        (by_archive, "row 00000/000000000000001/x of the deduplication's table cannot", "Start the worker again"),
        (by_state, "KeyError while the state of a partition", "Start the worker again"),
        (lambda: decode_row(b""), "a row of the deduplication's table is empty", "Run the version that did"),
        (lambda: require_kept(TP("raw", 0), (3, 9), 9), "partition 0 of raw: offsets 3 to 8", "Raise the topic's"),
        (lambda: require_reached(TP("raw", 0), 9, 3), "partition 0 of raw: read up to", "To read what is there now"),
    ],
)  # fmt: skip
def test_our_own_errors_are_told_in_two_parts(stop: object, reason: str, way_out: str) -> None:
    """Where the first sentence ends."""
    assert callable(stop)
    with pytest.raises(StopError) as caught:
        stop()
    ending = ending_of(caught.value, SETTINGS)
    assert ending.reason.startswith(reason)
    assert ending.way_out.startswith(way_out)
    assert f"{ending.reason}. {ending.way_out}" == str(caught.value)


def test_several_lines_become_one() -> None:
    """Each cause, and each way out once."""
    message = (
        "topic a is missing: run `newswire topics create`\ntopic b is missing: run `newswire topics create`"
    )
    assert Ending("topic a is missing; topic b is missing", "run `newswire topics create`") == ending_of(
        StopError(message), SETTINGS
    )


def test_a_message_without_a_way_out_gets_one() -> None:
    """The command that looks at everything."""
    assert "newswire doctor" in ending_of(StopError("the disk is odd"), SETTINGS).way_out


def test_settings_that_do_not_fit_are_one_line() -> None:
    """Each is named; how to correct them is the same for all."""
    ending = of_settings(StopError("NEWSWIRE_A: no number\nNEWSWIRE_B: too long"))
    assert ending.reason == "NEWSWIRE_A: no number; NEWSWIRE_B: too long"
    assert "newswire config check" in ending.way_out


@pytest.mark.parametrize(
    ("error", "reason", "way_out"),
    [
        (KafkaConnectionError("gone"), "the broker at kafka://10.0.0.1:9092 went away", "start again when it is back"),
        (RequestTimedOutError(), "the broker at kafka://10.0.0.1:9092 went away", "start again when it is back"),
        (GroupAuthorizationFailedError("g"), "the broker at kafka://10.0.0.1:9092 refused a request", "newswire doctor"),
        (MessageSizeTooLargeError("m"), "the broker at kafka://10.0.0.1:9092 refused a record", "max.message.bytes"),
        (UnknownError("?"), "the broker at kafka://10.0.0.1:9092 answered with an error", "the broker's log"),
        (OSError(errno.ENOSPC, "No space left on device"), "OSError: [Errno 28]", "free space"),
        (OSError(errno.EMFILE, "Too many open files"), "OSError: [Errno 24]", "ulimit"),
        (PermissionError(errno.EACCES, "Permission denied"), "PermissionError", "newswire doctor"),
        (MemoryError(), "out of memory", "NEWSWIRE_WINDOW_DAYS"),
        (ConsistencyError("offset 5 > 3"), "the table on disk is ahead of its changelog: offset 5 > 3", "NEWSWIRE_DATA_DIR"),
        (ValueError(TEXT), "ValueError", "a fault of newswire itself"),
    ],
)  # fmt: skip
def test_every_error_has_a_reason_and_a_way_out(error: Exception, reason: str, way_out: str) -> None:
    """What Kafka and the machine say is told; what may quote an article is not."""
    ending = ending_of(error, SETTINGS)
    assert ending.reason.startswith(reason)
    assert way_out in ending.way_out
    assert TEXT not in ending.reason + ending.way_out
    assert "\n" not in ending.reason + ending.way_out


def test_no_error_of_kafka_is_without_a_way_out() -> None:
    """Those that aiokafka will have too."""
    kinds: list[type[KafkaError]] = [KafkaError]
    for kind in kinds:
        kinds += kind.__subclasses__()
        if kind is BrokerResponseError:  # the root of those that a broker answers; it has no number itself
            continue
        error: KafkaError = Exception.__new__(kind)  # some want more to be made
        ending = ending_of(error, SETTINGS)
        assert ending.reason
        assert ending.way_out

"""Why a worker ends and what to do: the last line of its log, however it ends."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from typing import Final

from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    KafkaError,
    MessageSizeTooLargeError,
    TopicAuthorizationFailedError,
)

from stream.config.settings import Settings
from stream.model.errors import NewswireError
from stream.model.faults import said_of

_DOCTOR: Final = "`newswire doctor` looks at everything that a worker needs"
# Where one sentence ends and the next begins: our messages say what is wrong, then the way out, in sentences of their own
# or, in one sentence, behind its last colon.
_SENTENCE: Final = re.compile(r"\. (?=[A-Z`])")
_REFUSED: Final = (
    TopicAuthorizationFailedError,
    GroupAuthorizationFailedError,
    ClusterAuthorizationFailedError,
)


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended a worker, and the way out, each on one line. Neither quotes an article or a secret."""

    reason: str
    way_out: str


def ending_of(error: BaseException, settings: Settings) -> Ending:
    """The ending by an error, whichever it is."""
    if isinstance(error, NewswireError):
        return _told(str(error))
    if isinstance(error, KafkaError):
        return _by_kafka(error, settings)
    if isinstance(error, MemoryError):
        way_out = "give the worker more memory, or shorten NEWSWIRE_WINDOW_DAYS: the window is what it holds"
        return Ending("out of memory", way_out)
    if isinstance(error, OSError):
        return _by_the_machine(error, settings)
    if _is_inconsistent(error):
        way_out = (
            f"start again: a table in {settings.data_dir} (NEWSWIRE_DATA_DIR) that is ahead of its changelog is put aside "
            "at the start and rebuilt from it; where the broker's topics were lost too, from nothing"
        )
        return Ending(f"the table on disk is ahead of its changelog: {' '.join(str(error).split())}", way_out)
    way_out = (
        "a fault of newswire itself: run the release before this one, or start it again if there is none, and report "
        "the lines above"
    )
    return Ending(said_of(error), way_out)


def of_settings(error: NewswireError) -> Ending:
    """The ending before the start, by settings that do not fit: one or several, a line each."""
    way_out = "correct them; `newswire config check` says all that is wrong, `newswire config show` where each comes from"
    return Ending("; ".join(str(error).splitlines()), way_out)


def _told(message: str) -> Ending:
    """A message of ours: each line is a cause and its way out."""
    parts = [_split(line) for line in message.splitlines() if line.strip()]
    ways_out = dict.fromkeys(way_out for _, way_out in parts if way_out)
    return Ending("; ".join(reason for reason, _ in parts), "; ".join(ways_out) or _DOCTOR)


def _split(line: str) -> tuple[str, str]:
    sentence = _SENTENCE.search(line)
    if sentence is not None:
        return line[: sentence.start()], line[sentence.end() :]
    reason, _, way_out = line.rpartition(": ")
    return (reason, way_out) if reason else (line, "")


def _by_kafka(error: KafkaError, settings: Settings) -> Ending:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    if isinstance(error, _REFUSED):
        return Ending(
            f"the broker at {settings.broker} refused a request: {said}",
            "give the worker's user the rights that `newswire doctor` names",
        )
    if isinstance(error, MessageSizeTooLargeError):
        return Ending(
            f"the broker at {settings.broker} refused a record for its size: {said}",
            "raise max.message.bytes of the topic to NEWSWIRE_MAX_RECORD_BYTES: `newswire topics check` lists what differs",
        )
    if isinstance(error, KafkaConnectionError) or error.retriable:
        return Ending(
            f"the broker at {settings.broker} went away: {said}", f"start again when it is back; {_DOCTOR}"
        )
    return Ending(
        f"the broker at {settings.broker} answered with an error: {said}",
        f"look at the broker's log; {_DOCTOR}",
    )


def _by_the_machine(error: OSError, settings: Settings) -> Ending:
    reason = f"{type(error).__name__}: {error}"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Ending(reason, f"free space on the disk of {settings.data_dir} (NEWSWIRE_DATA_DIR)")
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return Ending(reason, "allow the worker more open files (ulimit -n)")
    return Ending(reason, _DOCTOR)


def _is_inconsistent(error: BaseException) -> bool:
    """Whether it is Faust's `ConsistencyError`, told by its name: Faust takes a second to import, and may not be yet."""
    return type(error).__module__.partition(".")[0] == "faust" and type(error).__name__ == "ConsistencyError"

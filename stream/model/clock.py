"""What time a Kafka record has: its timestamp, unless no clock that runs right can have set it.

A producer's clock may be wrong, and a record stamped 2099 must move no window: nothing would be left in it. So a
timestamp more than a day ahead of the worker's own clock is no timestamp, and neither is one before 1970. Such a record
is received at `UNTIMED`, and the shard that judges it takes it as of the latest time that its log has shown (see
`stream.dedup.judging.article_time`). A worker whose own clock is far behind believes nobody, and judges all in the log's last
believed time; it loses nothing.

A topic with `message.timestamp.type=LogAppendTime` has the broker stamp its records: that is the one clock here which is
neither a producer's nor a worker's. `newswire.prepared` is made so, and its stamps bound what ends an embargo.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from stream.model import codec

UNTIMED: Final = datetime(1970, 1, 1, tzinfo=UTC)
MAX_LEAD: Final = timedelta(days=1)  # of a clock over ours: wrong zones are believed, wrong years are not
# NTP keeps machines within milliseconds; the rest is the way of a request and its answer.
TOLERANCE: Final = timedelta(seconds=2)
_LOG_APPEND_TIME: Final = (
    1  # Kafka's timestamp type of a record that the broker stamped; 0 is the producer's time
)


def log_time(timestamp: int, now: datetime) -> datetime:
    """The time of a record by its Kafka timestamp (milliseconds since 1970), `now` being the reader's clock."""
    time = codec.from_milliseconds(timestamp)
    return time if time <= now + MAX_LEAD else UNTIMED


def append_time(record: Any) -> datetime | None:
    """When the broker appended a consumed record, None where its timestamp is the producer's."""
    if record.timestamp_type != _LOG_APPEND_TIME:
        return None
    return codec.from_milliseconds(record.timestamp)

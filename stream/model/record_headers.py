"""The headers of records: what a router reads without parsing the value.

Names are the fields' own; values are UTF-8. A header whose field is empty or not known is left out.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from stream.model.articles import Stream
from stream.model.notices import Notice
from stream.model.tags import Conflict
from stream.model.thread_records import ThreadRecord
from stream.model.verdicts import Judged

Headers: TypeAlias = tuple[tuple[str, bytes], ...]

# What each topic's records have, in this order; the raw topic's are the newsroom's own.
HEADERS: Final[dict[Stream, tuple[str, ...]]] = {
    Stream.JUDGED: ("schema", "verdict", "language"),
    Stream.COPIES: ("schema", "verdict", "language"),
    Stream.NOTICES: ("schema", "kind", "language"),
    Stream.ENRICHED: ("schema", "verdict", "language", "relevant"),
    Stream.CONFLICT: ("schema", "verdict", "language", "relevant"),
    Stream.THREADS: ("schema", "language"),
}


def judged_headers(stream: Stream, judged: Judged) -> Headers:
    """Of a record of the judged topic or of copies."""
    return _headers(stream, judged.verdict.value, judged.article.language, "")


def enriched_headers(stream: Stream, judged: Judged, conflict: Conflict) -> Headers:
    """Of an enriched record or of its brief; `relevant` is missing where nobody has looked."""
    relevant = "" if conflict.relevant is None else "true" if conflict.relevant else "false"
    return _headers(stream, judged.verdict.value, judged.article.language, relevant)


def notice_headers(notice: Notice) -> Headers:
    """Of a notice; under embargo its language is not told."""
    return _headers(Stream.NOTICES, notice.kind.value, notice.language, "")


def thread_headers(record: ThreadRecord) -> Headers:
    """Of the record of a thread."""
    named = ("schema", schema_id(Stream.THREADS)), ("language", record.languages[0])
    return tuple((name, value.encode("utf-8", "replace")) for name, value in named if value)


def schema_id(stream: Stream) -> str:
    """The `$id` of the schema of a topic's records."""
    return f"urn:newswire-stream:schema:{stream.value}"


def _headers(stream: Stream, said: str, language: str, relevant: str) -> Headers:
    values = (schema_id(stream), said, language, relevant)
    named = zip(HEADERS[stream], values, strict=False)
    return tuple((name, value.encode("utf-8", "replace")) for name, value in named if value)

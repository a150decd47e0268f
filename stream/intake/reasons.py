"""Why a raw record is refused: one bounded set of codes, fit for a metric label."""

from __future__ import annotations

from enum import StrEnum

from stream.model.errors import RejectedError
from stream.model.faults import INTERNAL_ERROR


class Refusal(StrEnum):
    """Every `reason` with which intake rejects a record."""

    EMPTY = "empty_value"
    """No bytes at all: a tombstone, or a producer that lost its payload."""
    NOT_UTF8 = "not_utf8"
    """Bytes in another encoding."""
    NOT_JSON = "not_json"
    """Text that is no JSON (nor any other wire format), cut off, or with a number beyond a double."""
    NOT_XML = "not_xml"
    """XML that is not well-formed: mostly cut off."""
    FORBIDDEN_ENTITY = "forbidden_entity"
    """XML whose document type declares entities: they are never expanded, for they can blow up or fetch files."""
    UNKNOWN_FORMAT = "unknown_format"
    """XML or an e-mail that is fine in itself and no news format that we read."""
    LONE_SURROGATE = "lone_surrogate"
    """Half a surrogate pair (`\\ud800`): it stands for no character and cannot be written as UTF-8."""
    TOO_DEEP = "too_deep"
    """Nested deeper than any news item is."""
    NOT_OBJECT = "not_object"
    """JSON, but an array or a scalar at the top."""
    NUL_CHARACTER = "nul_character"
    """U+0000 in a string: it ends strings in C and is refused by most databases."""
    MISSING_FIELD = "missing_field"
    """A required field is absent, null or blank."""
    WRONG_TYPE = "wrong_type"
    """A known field holds another JSON type."""
    BAD_VALUE = "bad_value"
    """A known field has the right type and a value outside its range."""
    BAD_TIME = "bad_time"
    """A time that is no RFC 3339 time."""
    UNKNOWN_PUBSTATUS = "unknown_pubstatus"
    """A publication status outside the vocabulary."""
    TOO_LONG = "too_long"
    """A text longer than the limit for its field."""
    NOT_TEXT = "not_text"
    """A picture, video, event or the like: fine as an item, but nothing for this pipeline."""
    NO_TEXT = "no_text"
    """A text item with neither headline nor body that is no kill or hold either."""
    INTERNAL = INTERNAL_ERROR
    """A fault of this program on the record, of any stage: see `stream.model.faults`."""


# Characters of a value in a message: enough to recognise it, short enough for a log line.
CHARACTERS_SHOWN = 60


def refuse(reason: Refusal, field: str, problem: str) -> RejectedError:
    """The error to raise; its message starts with the field's path."""
    msg = f"{field}: {problem}" if field else problem
    return RejectedError(reason.value, field, msg)


def printable(value: object) -> str:
    """A value shortened for a message, in printable ASCII."""
    text = value if isinstance(value, str) else ascii(value)
    cut = text[:CHARACTERS_SHOWN] + "..." if len(text) > CHARACTERS_SHOWN else text
    return ascii(cut) if isinstance(value, str) else cut

"""A word for each reason of a dead letter, for people: the code is what `newswire deadletters list --reason` takes."""

from __future__ import annotations

from typing import Final

from stream.intake.reasons import Refusal

# What a later stage says of a record that it cannot read.
BAD_RECORD: Final = "bad_record"
WORDS: Final[dict[str, str]] = {
    Refusal.EMPTY: "no bytes",
    Refusal.NOT_UTF8: "another encoding",
    Refusal.NOT_JSON: "no JSON, or cut off",
    Refusal.NOT_XML: "XML that is cut off",
    Refusal.FORBIDDEN_ENTITY: "XML with entities of its own",
    Refusal.UNKNOWN_FORMAT: "no news format",
    Refusal.LONE_SURROGATE: "half a character",
    Refusal.TOO_DEEP: "nested too deep",
    Refusal.NOT_OBJECT: "JSON, but no object",
    Refusal.NUL_CHARACTER: "a NUL character",
    Refusal.MISSING_FIELD: "a field is missing",
    Refusal.WRONG_TYPE: "a field of another type",
    Refusal.BAD_VALUE: "a value out of range",
    Refusal.BAD_TIME: "a time that is none",
    Refusal.UNKNOWN_PUBSTATUS: "an unknown status",
    Refusal.TOO_LONG: "a text too long",
    Refusal.NOT_TEXT: "a picture or the like",
    Refusal.NO_TEXT: "no headline and no body",
    Refusal.INTERNAL: "a fault of newswire",
    BAD_RECORD: "written by another version",
}


def word(reason: str) -> str:
    """What a reason means; "" for one of a later version."""
    return WORDS.get(reason, "")

"""Records that no feed should send and every feed sends once, with the dead letter code that each deserves."""

from __future__ import annotations

import orjson

from stream.demo.truth import Unreadable
from stream.intake.reasons import Refusal

TOO_DEEP = 200


def malformed_records() -> tuple[tuple[bytes, Unreadable], ...]:
    """The malformed records of the day with the truth about each."""
    good = {
        "uri": "urn:example:malformed",
        "source": "Coast Herald",
        "headline": "Ferry timetable",
        "body": "The eleven o'clock ferry will leave at noon.",
    }

    def changed(**fields: object) -> bytes:
        return orjson.dumps({**good, **fields})

    def without(*names: str) -> bytes:
        return orjson.dumps({name: value for name, value in good.items() if name not in names})

    deep = b'{"uri":"urn:example:deep","source":"Coast Herald","headline":"Deep","body":"Down.","nested":'
    return (
        (b"", Unreadable("empty", (Refusal.EMPTY,))),
        (b"PORT ESK, March 17 - plain text, no JSON", Unreadable("not JSON", (Refusal.NOT_JSON,))),
        (orjson.dumps(good)[:60], Unreadable("cut off", (Refusal.NOT_JSON,))),
        (b'["a", "list", "of", "words"]', Unreadable("an array", (Refusal.NOT_OBJECT,))),
        (b'{"uri":"urn:example:bytes","body":"Caf\xff"}', Unreadable("not UTF-8", (Refusal.NOT_UTF8,))),
        (without("uri"), Unreadable("no uri", (Refusal.MISSING_FIELD,))),
        (without("source"), Unreadable("no source", (Refusal.MISSING_FIELD,))),
        (changed(body=["The", "ferry"]), Unreadable("body of the wrong type", (Refusal.WRONG_TYPE,))),
        (changed(pubstatus="published?"), Unreadable("unknown pubstatus", (Refusal.UNKNOWN_PUBSTATUS,))),
        (changed(version_created="last Tuesday"), Unreadable("bad date", (Refusal.BAD_TIME,))),
        (without("headline", "body"), Unreadable("no text", (Refusal.NO_TEXT, Refusal.MISSING_FIELD))),
        (changed(body="The ferry\0 sank"), Unreadable("NUL in the text", (Refusal.NUL_CHARACTER,))),
        (deep + b"[" * TOO_DEEP + b"]" * TOO_DEEP + b"}", Unreadable("too deep", (Refusal.TOO_DEEP,))),
    )  # fmt: skip

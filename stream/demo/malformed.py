"""Malformed records, as feeds send them now and then, with the dead letter code that each must get."""

from __future__ import annotations

import orjson

from stream.demo.truth import PlantedUnreadable
from stream.intake.reasons import Refusal

TOO_DEEP = 200


def malformed_records() -> tuple[tuple[bytes, PlantedUnreadable], ...]:
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
        (b"", PlantedUnreadable("empty", (Refusal.EMPTY,))),
        (b"PORT ESK, March 17 - plain text, no JSON", PlantedUnreadable("not JSON", (Refusal.NOT_JSON,))),
        (orjson.dumps(good)[:60], PlantedUnreadable("cut off", (Refusal.NOT_JSON,))),
        (b'["a", "list", "of", "words"]', PlantedUnreadable("an array", (Refusal.NOT_OBJECT,))),
        (b'{"uri":"urn:example:bytes","body":"Caf\xff"}', PlantedUnreadable("not UTF-8", (Refusal.NOT_UTF8,))),
        (without("uri"), PlantedUnreadable("no uri", (Refusal.MISSING_FIELD,))),
        (without("source"), PlantedUnreadable("no source", (Refusal.MISSING_FIELD,))),
        (changed(body=["The", "ferry"]), PlantedUnreadable("body of the wrong type", (Refusal.WRONG_TYPE,))),
        (changed(pubstatus="published?"), PlantedUnreadable("unknown pubstatus", (Refusal.UNKNOWN_PUBSTATUS,))),
        (changed(version_created="last Tuesday"), PlantedUnreadable("bad date", (Refusal.BAD_TIME,))),
        (without("headline", "body"), PlantedUnreadable("no text", (Refusal.NO_TEXT, Refusal.MISSING_FIELD))),
        (changed(body="The ferry\0 sank"), PlantedUnreadable("NUL in the text", (Refusal.NUL_CHARACTER,))),
        (deep + b"[" * TOO_DEEP + b"]" * TOO_DEEP + b"}", PlantedUnreadable("too deep", (Refusal.TOO_DEEP,))),
    )  # fmt: skip

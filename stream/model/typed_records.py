"""Reads records back: from the JSON of a topic to its dataclass."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeAlias

import orjson
from pydantic import TypeAdapter, ValidationError

from stream.model import codec
from stream.model.articles import Stream
from stream.model.enriched import Change, ConflictBrief, Enriched
from stream.model.errors import RejectedError
from stream.model.notices import Notice
from stream.model.outputs import DeadLetter
from stream.model.tags import (
    Actor,
    Arms,
    Casualty,
    Conflict,
    DateMention,
    Entity,
    Event,
    Facility,
    Place,
    PlacedActor,
)
from stream.model.thread_records import ThreadRecord
from stream.model.verdicts import Judged

AnyRecord: TypeAlias = Judged | Notice | Enriched | ConflictBrief | ThreadRecord | DeadLetter

_KINDS: Final[dict[Stream, type[Judged | Notice | ThreadRecord | DeadLetter]]] = {
    Stream.JUDGED: Judged,
    Stream.COPIES: Judged,
    Stream.NOTICES: Notice,
    Stream.THREADS: ThreadRecord,
    Stream.DEADLETTERS: DeadLetter,
}
# All others are actors.
_ENTITIES: Final[dict[str, type[Entity]]] = {
    "PLACE": Place,
    "FACILITY": Facility,
    "WEAPON": Arms,
    "PLATFORM": Arms,
    "DATE": DateMention,
    "CASUALTY": Casualty,
    "EVENT": Event,
}


def typed(stream: Stream, data: bytes) -> AnyRecord:
    """A record of one of the topics that consumers read, from its bytes.

    Raises:
        RejectedError: reason `bad_record`, when the bytes are no such record.
    """
    kind = _KINDS.get(stream)
    if kind is not None:
        return codec.decode(kind, data)
    try:
        fields = orjson.loads(data)
        conflict = _conflict(fields.pop("conflict"))
        if stream is Stream.CONFLICT:
            brief: ConflictBrief = _adapter(ConflictBrief).validate_python({**fields, "conflict": conflict})
            return brief
        change = _adapter(Change | None).validate_python(fields.pop("change"))
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        reason, msg = "bad_record", f"no record of {stream}: {type(error).__name__}: {error}"
        raise RejectedError(reason, "", msg) from error
    return Enriched(codec.decode(Judged, orjson.dumps(fields)), conflict, change)


def _conflict(fields: dict[str, Any]) -> Conflict:
    """Conflict tags with each entity as the class of its type. Empty fields are not in the JSON, and are filled in as empty."""
    entities = [_adapter(_kind_of(entity)).validate_python(entity) for entity in fields["entities"]]
    tolls = [{"qualifier": "", **toll} for toll in fields["tolls"]]
    found: Conflict = _adapter(Conflict).validate_python({**fields, "entities": entities, "tolls": tolls})
    return found


def _kind_of(entity: dict[str, Any]) -> Any:
    actor = PlacedActor if "precision" in entity else Actor
    return _ENTITIES.get(entity["type"], actor)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)

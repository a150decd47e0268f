"""What may propose spans over the rules' sheet: the shipped model, nothing, or spaCy. One interface for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

from stream.model.errors import StopError
from stream.tagging.learned.model import Model
from stream.tagging.sheet import Sheet

LEARNED: Final = "learned"
RULES_TIER: Final = "rules"
_SPACY: Final = "spacy:"
# OntoNotes types to the coarse ones of `stream.tagging.learned.labels`.
_ONTONOTES: Final = {
    "ORG": "organisation",
    "NORP": "nationality",
    "PERSON": "person",
    "GPE": "location",
    "LOC": "location",
    "FAC": "location",
    "DATE": "date",
    "TIME": "date",
}


class Proposer(Protocol):
    """Something that sees spans in a text."""

    def propose(self, sheet: Sheet) -> Iterable[tuple[str, int, int]]:
        """(coarse type, first word, last word) of each span, in order, none overlapping."""


def proposer(tier: str) -> Proposer | None:
    """`learned`: the shipped model. `rules`: none. `spacy:NAME`: the spaCy pipeline of that name.

    Raises:
        StopError: when an artefact is missing or damaged, or spaCy or its pipeline is not installed.
    """
    if tier == RULES_TIER:
        return None
    return SpacyProposer(tier.removeprefix(_SPACY)) if tier.startswith(_SPACY) else Model.load()


class SpacyProposer:
    """The named entities of a spaCy pipeline (https://spacy.io), which the user installs."""

    def __init__(self, name: str) -> None:
        try:
            import spacy  # noqa: PLC0415 - optional, and slow to load

            self._pipeline: Any = spacy.load(name)
        except (ImportError, OSError) as error:
            msg = f"NEWSWIRE_TAGGER=spacy:{name}: {error}. Install spaCy and that pipeline, or use `learned`."
            raise StopError(msg) from error
        self._pipeline.max_length = 10_000_000

    def propose(self, sheet: Sheet) -> Iterable[tuple[str, int, int]]:
        """Entities as whole words of the sheet; those of types that are not ours are left out."""
        reading = sheet.reading
        words = [(start, end) for start, end in zip(reading.starts, reading.ends, strict=True)]
        at = 0
        for entity in self._pipeline(reading.text).ents:
            kind = _ONTONOTES.get(entity.label_)
            while at < len(words) and words[at][1] <= entity.start_char:
                at += 1
            first = at
            while at < len(words) and words[at][0] < entity.end_char:
                at += 1
            if kind is not None and first < at:
                yield kind, first, at - 1

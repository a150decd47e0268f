"""The labelled corpora that `newswire eval tagging` knows: the file of each, and what scores it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import orjson

from stream.conflict.tagger import Tagger
from stream.evaluation import counts, mentions, toponyms
from stream.evaluation.scoring import Document, LabelError, Scorer
from stream.records import Conflict

# How a corpus has its documents tagged.
Tag: TypeAlias = Callable[[Tagger, Document], Conflict]


def tag_text(tagger: Tagger, doc: Document) -> Conflict:
    """The text, with the day it was filed where the corpus says so in ISO 8601."""
    return tagger.tag(doc["text"], date=_day(doc.get("date")))


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of one labelled document a line, scored by `score` when tagged by `tag`."""

    name: str
    score: Scorer
    tag: Tag = tag_text

    @property
    def file(self) -> str:
        """Its name in the folder."""
        return f"{self.name}.jsonl"


CORPORA: Final = (
    Corpus("re3d", mentions.score),
    Corpus("trnews", partial(toponyms.score, "trnews")),
    Corpus("geowebnews", partial(toponyms.score, "geowebnews")),
    Corpus("geovirus", partial(toponyms.score, "geovirus")),
    Corpus("muc4", counts.score),
)


def documents(path: Path) -> list[Document]:
    """The records of a JSON lines file, none if it is not there.

    Raises:
        LabelError: a line is not JSON; says which.
    """
    docs: list[Document] = []
    for number, line in enumerate(path.read_bytes().splitlines() if path.is_file() else (), start=1):
        try:
            docs.append(orjson.loads(line))
        except orjson.JSONDecodeError as error:
            msg = f"{path}, line {number}: not JSON ({error.msg}). Give the folder of the labelled corpora."
            raise LabelError(msg) from error
    return docs


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None

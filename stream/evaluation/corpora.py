"""The labelled corpora that `newswire eval tagging` knows: the file of each, and what scores it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import orjson

from stream.evaluation import counts, mentions, plover, toponyms
from stream.evaluation import relevance_score as relevance
from stream.evaluation.scoring import Document, LabelError, Scorer
from stream.model.tags import Conflict
from stream.tagging.tagger import Tagger
from stream.training.corpus import tag_unseen

# How a corpus has its documents tagged.
Tag: TypeAlias = Callable[[Tagger, Document], Conflict]


def tag_text(tagger: Tagger, doc: Document) -> Conflict:
    """The text, with the day it was filed where the corpus says so in ISO 8601."""
    return tagger.tag(doc["text"], date=_day(doc.get("date")))


def tag_article(tagger: Tagger, doc: Document) -> Conflict:
    """An article of the deduplication's corpus, with its title."""
    return tagger.tag(doc["body"], headline=doc.get("title") or "")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of one labelled document a line, scored by `score` when tagged by `tag`.

    `trained_on` marks the one that the shipped model learned from: its documents are cross-validated.
    """

    name: str
    score: Scorer
    tag: Tag = tag_text
    trained_on: bool = False

    @property
    def file(self) -> str:
        """Its name in the folder."""
        return f"{self.name}.jsonl"


CORPORA: Final = (
    Corpus("re3d", mentions.score, trained_on=True),
    Corpus("trnews", partial(toponyms.score, "trnews")),
    Corpus("geowebnews", partial(toponyms.score, "geowebnews")),
    Corpus("geovirus", partial(toponyms.score, "geovirus")),
    Corpus("muc4", counts.score),
    Corpus("plover_gsr", plover.score),
    Corpus("relevance", relevance.score),
    Corpus("dev", relevance.share, tag_article),
)


def tag_all(corpus: Corpus, tagger: Tagger, docs: Sequence[Document]) -> list[Conflict]:
    """What the tagger says of every document, never from a model that has seen it."""
    if not corpus.trained_on:
        return [corpus.tag(tagger, doc) for doc in docs]
    tagged = {id(doc): corpus.tag(apart, doc) for doc, apart in tag_unseen(tagger, docs)}
    return [tagged[id(doc)] for doc in docs]


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

"""The labelled corpora that `newswire eval tagging` knows: the file of each, and what scores it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import orjson

from stream.evaluation import counts, mentions, plover, toponyms
from stream.evaluation import relevance_score as relevance
from stream.evaluation.scoring import Document, LabelError, Scorer, Section
from stream.model.tags import Conflict
from stream.tagging.tagger import Tagger
from stream.training.corpus import tag_unseen

# How a corpus has its documents tagged.
Tag: TypeAlias = Callable[[Tagger, Document], Conflict]
# Rules and lists are mended from the errors of the one part; the other is scored and its texts are never looked at.
READ_PART: Final = "read"
UNREAD_PART: Final = "unread"


def tag_text(tagger: Tagger, doc: Document) -> Conflict:
    """The text, with the day it was filed where the corpus says so in ISO 8601."""
    return tagger.tag(doc["text"], date=_day(doc.get("date")))


def tag_article(tagger: Tagger, doc: Document) -> Conflict:
    """An article of the deduplication's corpus, with its title."""
    return tagger.tag(doc["body"], headline=doc.get("title") or "")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of one labelled document a line, scored by `score` when tagged by `tag`.

    `trained_on` marks the one that the shipped model learned from: its documents are cross-validated. `split` is false
    for texts of our own, which are all read.
    """

    name: str
    score: Scorer
    tag: Tag = tag_text
    trained_on: bool = False
    split: bool = True

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
    Corpus("relevance", relevance.score, split=False),
    Corpus("dev", relevance.called_share, tag_article),
)


def part(doc: Document) -> str:
    """The part that a document belongs to, by a hash of its id: fixed whatever else is in the file."""
    digest = hashlib.sha256(str(doc["id"]).encode()).digest()
    return READ_PART if digest[0] % 2 else UNREAD_PART


def score_parts(corpus: Corpus, docs: Sequence[Document], tagged: Sequence[Conflict]) -> Iterator[Section]:
    """The scores of each part that has documents. Errors are listed of what may be read alone."""
    if not corpus.split:
        yield corpus.score(docs, tagged)
        return
    for name in (READ_PART, UNREAD_PART):
        pairs = [pair for pair in zip(docs, tagged, strict=True) if part(pair[0]) == name]
        if pairs:
            section = corpus.score([doc for doc, _ in pairs], [conflict for _, conflict in pairs])
            yield replace(section, part=name, errors=section.errors if name == READ_PART else ())


def tag_all(corpus: Corpus, tagger: Tagger, docs: Sequence[Document]) -> tuple[list[Conflict], float]:
    """What the tagger says of every document, never from a model that has seen it, and the processor's seconds it took.

    Training the models that have not seen a document is not counted.
    """
    tagged: dict[int, Conflict] = {}
    seconds = 0.0
    pairs = tag_unseen(tagger, docs) if corpus.trained_on else ((doc, tagger) for doc in docs)
    for doc, apart in pairs:
        begun = time.process_time()
        tagged[id(doc)] = corpus.tag(apart, doc)
        seconds += time.process_time() - begun
    return [tagged[id(doc)] for doc in docs], seconds


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

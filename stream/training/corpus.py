"""Which labelled texts a shipped model may be trained on, and training and cross-validating on them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from stream.tagging.learned.model import Model
from stream.tagging.learned.vectors import Vectors
from stream.tagging.tagger import Tagger
from stream.training.fit import fit
from stream.training.gold import example

LabelledText: TypeAlias = dict[str, Any]

# Texts whose licence lets a model of them be shipped under any terms. Not: CC-BY-NC (no commercial use).
_PERMITTING: Final = ("public domain", "OGL", "CC-BY-3.0", "CC-BY-SA-3.0")
FOLDS: Final = 10
# Two texts that share this much of the shorter one's five-word runs tell one story: they go to one fold.
_SAME_STORY: Final = 0.2


def permitted(doc: LabelledText) -> bool:
    """Whether a text's licence lets a model trained on it be shipped; without a licence it does not."""
    return str(doc.get("licence", "")).startswith(_PERMITTING)


def fingerprint(doc: LabelledText) -> str:
    """A document's text as the model remembers it: whoever scores a model can leave out what it has seen."""
    return hashlib.sha256(doc["text"].encode()).hexdigest()[:16]


def tag_unseen(tagger: Tagger, docs: Sequence[LabelledText]) -> Iterator[tuple[LabelledText, Tagger]]:
    """Each document with a tagger whose model has not seen it.

    What the tagger's own model has not seen it tags itself. The rest is cross-validated: tagged by models of the other
    folds.
    """
    model = tagger.proposer
    if not isinstance(model, Model):
        yield from ((doc, tagger) for doc in docs)
        return
    seen = frozenset(model.about.get("seen", ()))
    known = [doc for doc in docs if fingerprint(doc) in seen]
    yield from ((doc, tagger) for doc in docs if fingerprint(doc) not in seen)
    rules = Tagger(tagger.lexicon)
    for others, held in folds(known):
        fold = Tagger(tagger.lexicon, train(rules, others, model.vectors))
        yield from ((doc, fold) for doc in held)


def train(tagger: Tagger, docs: Sequence[LabelledText], vectors: Vectors) -> Model:
    """The model of the permitted documents, in order of their ids. `tagger` is the one of the rules alone."""
    used = sorted((doc for doc in docs if permitted(doc)), key=lambda doc: str(doc["id"]))
    seen = sorted(fingerprint(doc) for doc in used)
    texts = Counter(f"{doc['source']}, {doc['licence']}" for doc in used)
    examples = [example(tagger.sheet(doc["text"]), doc["entities"]) for doc in used]
    return fit(examples, vectors, {"texts": dict(sorted(texts.items())), "seen": seen})


def folds(
    docs: Sequence[LabelledText], count: int = FOLDS
) -> Iterator[tuple[list[LabelledText], list[LabelledText]]]:
    """(to train on, to score) of each fold; texts that tell one story are never on both sides.

    By a hash of the id, so that the folds do not depend on the order of the file.
    """
    stories = sorted(_stories(docs), key=lambda story: hashlib.sha256(str(story[0]["id"]).encode()).digest())
    for number in range(count):
        held = [doc for story in stories[number::count] for doc in story]
        apart = {id(doc) for doc in held}
        if held:
            yield [doc for doc in docs if id(doc) not in apart], held


def _stories(docs: Sequence[LabelledText]) -> list[list[LabelledText]]:
    """The documents, those that share text together."""
    stories: list[tuple[list[set[tuple[str, ...]]], list[LabelledText]]] = []
    for doc in docs:
        words = doc["text"].lower().split()
        runs = {tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4))}
        for shingles, story in stories:
            if any(len(runs & other) >= _SAME_STORY * min(len(runs), len(other)) for other in shingles):
                shingles.append(runs)
                story.append(doc)
                break
        else:
            stories.append(([runs], [doc]))
    return [story for _, story in stories]

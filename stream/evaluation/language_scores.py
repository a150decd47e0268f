"""The tagger in one language on labelled news of `newswire eval tagging --language`: casualties, relevance, actors, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from stream.evaluation.corpora import READ_PART, UNREAD_PART, documents, part
from stream.evaluation.scoring import Document, LabelError, ScoreRow, Section, f1
from stream.model.tags import Casualty, Conflict, EntityType, Place
from stream.tagging.lexicon.gazetteer import kilometres
from stream.tagging.tagger import Tagger

# Who acts is an organisation in every corpus of names.
_ACTORS: Final = frozenset(
    {EntityType.ARMED_GROUP, EntityType.STATE_FORCES, EntityType.GOVERNMENT, EntityType.ORGANISATION}
)
_PLACES: Final = frozenset({EntityType.PLACE})
# Files of names: `uk_neruk`, `ru_nerel`; of sentences: `ru_sentences`.
_SENTENCES: Final = "sentences"
_SUITE: Final = "casualty_suite.jsonl"
_TOWNS: Final = "toponyms.jsonl"
# Where common nouns ("forêt") are places too: what has no capital is left out, in the labels and in what was found.
_COMMON_NOUNS: Final = frozenset({"fr_textmine"})
_NEAR_KM: Final = 50.0


def score_language(folder: Path, language: str, tagger: Tagger) -> Iterator[Section]:
    """The sections of a language, each in a part that is read and one that is only scored (by document id).

    Raises:
        LabelError: the folder holds no file of that language.
    """
    sentences = documents(folder / f"{language}_{_SENTENCES}.jsonl")
    suite = [doc for doc in documents(folder / _SUITE) if doc.get("lang") == language]
    towns = [doc for doc in documents(folder / _TOWNS) if language in doc["names"]]
    named = [
        path for path in sorted(folder.glob(f"{language}_*.jsonl")) if path.stem != f"{language}_{_SENTENCES}"
    ]
    if not (sentences or suite or towns or named):
        msg = (
            f"{folder}: no file of language {language!r} is there ({language}_{_SENTENCES}.jsonl and others)."
        )
        raise LabelError(msg)
    for name in (READ_PART, UNREAD_PART):
        yield from _parts(name, f"{language}_{_SENTENCES}", [*sentences, *suite], language, tagger)
        for path in named:
            docs = [doc for doc in documents(path) if part(doc) == name and doc.get("entities")]
            if docs:
                tagged = [tagger.tag(doc["text"], language=language) for doc in docs]
                rows = [
                    row
                    for row in (
                        _names(docs, tagged, "ORGANISATION", _ACTORS),
                        _names(docs, tagged, "PLACE", _PLACES, capital=path.stem in _COMMON_NOUNS),
                    )
                    if row.gold
                ]
                if rows:
                    yield Section(path.stem, tuple(rows), (), name)
    if towns:
        yield Section("toponyms", (_towns(towns, language, tagger),))


def _parts(
    name: str, corpus: str, docs: Sequence[Document], language: str, tagger: Tagger
) -> Iterator[Section]:
    mine = [doc for doc in docs if part(doc) == name]
    if not mine:
        return
    tagged = [tagger.tag(doc["text"], language=language) for doc in mine]
    errors: list[str] = []
    rows = [casualties(mine, tagged, errors)]
    labelled = [
        (doc, conflict)
        for doc, conflict in zip(mine, tagged, strict=True)
        if doc.get("conflict") is not None and "hand" in doc
    ]
    if labelled:
        gold = sum(bool(doc["conflict"]) for doc, _ in labelled)
        found = sum(bool(conflict.relevant) for _, conflict in labelled)
        right = sum(bool(doc["conflict"] and conflict.relevant) for doc, conflict in labelled)
        rows.append(ScoreRow("relevant", gold, found, *f1(right, found, right, gold)))
        errors += [
            f"{doc['id']} labelled {doc['conflict']}"
            for doc, conflict in labelled
            if bool(conflict.relevant) != doc["conflict"]
        ]
    yield Section(corpus, tuple(rows), tuple(errors) if name == READ_PART else (), name)


def casualties(docs: Sequence[Document], tagged: Sequence[Conflict], errors: list[str]) -> ScoreRow:
    """Casualties by kind and low (or high): what is vague or optional is no fault to miss, a find that matches it none either.

    A find without a number is set aside, as is every one of a kind that the text tells only vaguely.
    """
    right = wrong = missed = 0
    for doc, conflict in zip(docs, tagged, strict=True):
        gold = sorted(doc.get("_casualties", ()), key=lambda one: bool(one.get("optional")))
        used: set[int] = set()
        for entity in conflict.entities:
            if not isinstance(entity, Casualty) or (entity.minimum is None and entity.maximum is None):
                continue
            hit = next((n for n, one in enumerate(gold) if n not in used and _matches(one, entity)), None)
            if hit is not None:
                used.add(hit)
                right += _counts(gold[hit])
            elif not any(one["kind"] == entity.kind and one["number"] is None for one in gold):
                wrong += 1
                errors.append(f"{doc['id']} wrong {entity.kind} {entity.minimum}-{entity.maximum}")
        for n, one in enumerate(gold):
            if _counts(one) and n not in used:
                missed += 1
                errors.append(f"{doc['id']} missed {one['kind']} {one['number']}")
    return ScoreRow(
        "casualties", right + missed, right + wrong, *f1(right, right + wrong, right, right + missed)
    )


def _counts(one: dict[str, Any]) -> bool:
    return not one.get("optional") and one["number"] is not None


def _matches(one: dict[str, Any], entity: Casualty) -> bool:
    if one["kind"] != entity.kind or one["number"] is None:
        return False
    low, high = one["number"]
    return (low is not None and low in {entity.minimum, entity.maximum}) or (
        high is not None and high == entity.maximum
    )


def _names(
    docs: Sequence[Document],
    tagged: Sequence[Conflict],
    label: str,
    kinds: frozenset[EntityType],
    *,
    capital: bool = False,
) -> ScoreRow:
    """Relaxed F1 of a label: an overlap with one of our types counts; with `capital` of names with one alone."""
    gold_met = gold = found_met = found = 0
    for doc, conflict in zip(docs, tagged, strict=True):
        told = [(one["start"], one["end"]) for one in doc["entities"] if one["type"] == label]
        ours = [(one.start, one.end) for one in conflict.entities if one.type in kinds]
        if capital:
            small = [span for span in told if not doc["text"][span[0]].isupper()]
            told = [span for span in told if span not in small]
            ours = [span for span in ours if _overlaps(span, told) or not _overlaps(span, small)]
        gold, found = gold + len(told), found + len(ours)
        gold_met += sum(_overlaps(span, ours) for span in told)
        found_met += sum(_overlaps(span, told) for span in ours)
    return ScoreRow(label, gold, found, *f1(found_met, found, gold_met, gold))


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _towns(docs: Sequence[Document], language: str, tagger: Tagger) -> ScoreRow:
    """Towns in a sentence that says no more than that there is fighting: found, and within 50 km of where they lie."""
    carrier = tagger.others.data(language).settings["carrier"]
    found = right = 0
    for doc in docs:
        tagged = tagger.tag(carrier.format(doc["names"][language]), language=language)
        places = [
            one
            for one in tagged.entities
            if isinstance(one, Place) and one.latitude is not None and one.longitude is not None
        ]
        found += bool(places)
        right += any(
            kilometres(one.latitude or 0.0, one.longitude or 0.0, doc["lat"], doc["lon"]) <= _NEAR_KM
            for one in places
        )
    return ScoreRow("towns in the right place", len(docs), found, *f1(right, found, right, len(docs)))

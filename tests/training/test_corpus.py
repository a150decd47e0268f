from __future__ import annotations

from typing import Any

from stream.tagging.learned.model import Model
from stream.tagging.learned.vectors import Vectors
from stream.tagging.tagger import Tagger
from stream.tagging.tiers import RULES_TIER
from stream.training.corpus import fingerprint, folds, permitted, tag_unseen, train

NAMES = ("Harrow", "Quenby", "Ormund", "Veldan", "Tolsham", "Esker")


def document(name: str, licence: str = "OGL-3.0") -> dict[str, Any]:
    """A text of its own with one labelled group: "the NAME gang", which the rules do not know."""
    text = f"On {name} day they saw that {name} weather hurt crops. Yesterday the {name} gang took {name} bread and {name} corn."
    start = text.index("the", 40)
    return {
        "id": name,
        "source": "Gull",
        "licence": licence,
        "text": text,
        "entities": [{"type": "Organisation", "start": start, "end": start + len(f"the {name} gang")}],
    }


def test_texts_that_may_not_be_sold_are_left_out() -> None:
    """A model of them could not be shipped; neither could one of texts without a licence."""
    allowed = {
        licence: permitted({"licence": licence})
        for licence in ("OGL-3.0", "CC-BY-NC-3.0", "CC-BY-3.0-AU", "")
    }
    assert {"OGL-3.0": True, "CC-BY-NC-3.0": False, "CC-BY-3.0-AU": True, "": False} == allowed


def test_what_was_taught_is_found_again_and_remembered_whence() -> None:
    """A name no text had, in words that the texts had; the model tells sources, licences and texts seen."""
    docs = [document(name) for name in NAMES]
    tagger = Tagger.load(RULES_TIER)
    model = train(tagger, [*docs, document("Zerrin", "CC-BY-NC-3.0")], Vectors.load())
    sheet = tagger.sheet("Yesterday the Zerrin gang took Zerrin bread.")
    assert [("organisation", 1, 3)] == model.propose(sheet)
    assert {"Gull, OGL-3.0": 6} == model.about["texts"]
    assert sorted(map(fingerprint, docs)) == model.about["seen"]


def test_training_gives_the_same_model() -> None:
    """Whatever the order of the documents."""
    docs = [document(name) for name in NAMES]
    tagger, vectors = Tagger.load(RULES_TIER), Vectors.load()
    one, other = train(tagger, docs, vectors), train(tagger, docs[::-1], vectors)
    assert one.vocabularies == other.vocabularies
    mine, theirs = one.weights, other.weights
    assert all((mine.columns[column] == theirs.columns[column]).all() for column in mine.columns)
    assert (mine.step == theirs.step).all()


def test_one_story_is_never_on_both_sides() -> None:
    """A document that shares text with another goes where it goes; each document is scored once."""
    docs = [document(name) for name in NAMES]
    twin = {**docs[0], "id": "twin", "text": "Late. " + docs[0]["text"]}
    scored: list[str] = []
    for train_on, held in folds([*docs, twin], 4):
        sides = {doc["id"] for doc in train_on}, {doc["id"] for doc in held}
        assert not sides[0] & sides[1]
        assert all(("twin" in side) == ("Harrow" in side) for side in sides)
        scored += sorted(sides[1])
    assert sorted([*NAMES, "twin"]) == sorted(scored)


def test_a_model_never_tags_what_it_has_seen() -> None:
    """Seen texts go to models of the other folds, new ones to the model itself; without a model all to the rules."""
    docs = [document(name) for name in NAMES]
    rules = Tagger.load(RULES_TIER)
    tagger = Tagger(rules.lexicon, train(rules, docs, Vectors.load()))
    new = document("Zerrin")
    taggers = {doc["id"]: one for doc, one in tag_unseen(tagger, [*docs, new])}
    assert taggers.pop("Zerrin") is tagger
    assert set(NAMES) == taggers.keys()
    for doc in docs:
        model = taggers[doc["id"]].proposer
        assert isinstance(model, Model)
        assert fingerprint(doc) not in model.about["seen"]
    assert {rules} == {one for _, one in tag_unseen(rules, docs)}

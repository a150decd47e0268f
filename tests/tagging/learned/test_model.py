from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stream.model.errors import StopError
from stream.tagging.learned.features import PLACE_COLUMNS, place_values
from stream.tagging.learned.model import MODEL_FILE, Model
from stream.tagging.learned.place_numbers import UNKNOWN_VALUE
from stream.tagging.learned.vectors import Vectors
from stream.tagging.tagger import Tagger

TEXT = "The Veldan Observatory for Civic Rights said rebels of the Orrin Brigade shelled a village near Quenby on Monday."


@pytest.fixture(scope="module")
def model() -> Model:
    """The packaged one."""
    return Model.load()


def test_it_says_what_it_was_made_of(model: Model) -> None:
    """Sources with their licences, none of which forbids shipping; no text of it, only fingerprints."""
    assert model.about["texts"]
    assert not any("NC" in source for source in model.about["texts"])
    assert sum(model.about["texts"].values()) == len(model.about["seen"])


def test_a_saved_model_is_the_same_again(model: Model, tmp_path: Path) -> None:
    """Same bytes, same proposals."""
    model.save(tmp_path / "again.bin")
    assert MODEL_FILE.read_bytes() == (tmp_path / "again.bin").read_bytes()


def test_no_window_reaches_into_the_next_sentence(model: Model, tagger: Tagger) -> None:
    """Sentences apart or together, in any company, get the same spans: but for what the whole text says of capitals."""
    one, other = "The Syrian army shelled Aleppo.", "The United States and Russia met in Geneva."
    apart = model.propose(tagger.sheet(one))
    moved = len(tagger.sheet(one).reading.words)
    behind = [(kind, first + moved, last + moved) for kind, first, last in model.propose(tagger.sheet(other))]
    assert apart
    assert behind
    assert [*apart, *behind] == model.propose(tagger.sheet(f"{one} {other}"))


def test_a_full_memory_of_words_starts_anew(model: Model, tagger: Tagger) -> None:
    """With the same result."""
    sheets = [tagger.sheet(TEXT), tagger.sheet("Gunmen seized the port of Esker.")]
    before = [model.propose(sheet) for sheet in sheets]
    forgetful = replace(model, remembered=3)
    assert before * 2 == [forgetful.propose(sheet) for sheet in sheets * 2]
    assert len(forgetful._known) < len(model._known)  # noqa: SLF001 - nothing else shows what was forgotten


@pytest.mark.parametrize(
    "text", [TEXT, f"{TEXT} " * 3, "", "In\n\nGaza (AP) -- \"Fire\", he said; 'no'/so.", "MARIB"]
)
def test_numbers_are_those_of_the_values(model: Model, tagger: Tagger, text: str) -> None:
    """What the columns of place are looked up as without their values is what the values are numbered."""
    sheet = tagger.sheet(text)
    values = place_values(sheet)
    assert [
        [model.vocabularies[column].get(value, UNKNOWN_VALUE) for value in listed]
        for column, listed in zip(PLACE_COLUMNS, values, strict=True)
    ] == list(model.places.of(sheet))


def test_sums_of_weights_fit_the_loops(model: Model) -> None:
    """The highest sum that a word can reach stays far below what bars a label, and both within 32 bits."""
    weights = model.weights
    columns = sum(
        int(np.abs(table.astype(np.int64)).max()) * table.shape[1] for table in weights.columns.values()
    )
    vectors = int(np.abs(weights.vectors.astype(np.int64)).max(axis=(0, 2)).sum()) * 127 * 5
    most = 32 * (columns + int(np.abs(weights.step.astype(np.int64)).max())) + vectors
    assert 2 * most < 2**28


def test_nothing_is_proposed_of_nothing(model: Model, tagger: Tagger) -> None:
    """An empty text, and one without a word."""
    assert [[], []] == [model.propose(tagger.sheet(text)) for text in ("", " \u2014 \u2026 \U0001f680\n")]


def test_another_version_is_refused(model: Model, tmp_path: Path) -> None:
    """With the way out."""
    other = Model(model.vocabularies, model.weights, model.vectors, {**model.about, "version": 0})
    other.save(tmp_path / "old.bin")
    with pytest.raises(StopError, match=r"version 0.*train_tagger"):
        Model.load(tmp_path / "old.bin")
    with pytest.raises(StopError, match=r"nowhere\.bin"):
        Model.load(tmp_path / "nowhere.bin")


def test_words_without_a_vector_have_zeros() -> None:
    """And words used alike lie near each other."""
    vectors = Vectors.load()
    assert not vectors.of("qxzzy").any()
    near, far = (float(vectors.of("rocket") @ vectors.of(word)) for word in ("missile", "harvest"))
    assert near > far

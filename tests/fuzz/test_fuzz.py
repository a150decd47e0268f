"""Hostile inputs: each ends as it must, whatever it is."""

from __future__ import annotations

import pytest

from tests.fuzz.fuzz_run import fuzz
from tests.fuzz.targets import TARGETS


def test_hostile_inputs_end_well() -> None:
    """Messages end as articles, no text or dead letters; texts, query strings and arguments raise nothing that nobody foresaw."""
    done = fuzz(20_000, 20)
    assert done.found == []
    assert set(done.inputs) == set(TARGETS)


def test_what_goes_wrong_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that raises, and one that says what is wrong, are both told, with the number of the input."""

    def fail(_: object) -> str:
        msg = "no"
        raise ValueError(msg)

    monkeypatch.setitem(TARGETS, "decoders", (1.0, lambda _: b"", fail))
    monkeypatch.setitem(TARGETS, "pages", (1.0, lambda _: "", lambda _: "wrong"))
    said = {line.partition(" ")[2] for line in fuzz(60, 1).found}
    assert {"decoders: ValueError: no", "pages: wrong"} <= said

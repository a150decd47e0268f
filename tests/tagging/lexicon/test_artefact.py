from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.model.errors import StopError
from stream.tagging.lexicon.artefact import LEXICON_FILE, MAGIC, read_artefact, write


@settings(max_examples=10, deadline=None)
@given(
    text=st.text(),
    rising=st.lists(st.integers(0, 2**40), min_size=1),
    free=st.lists(st.integers(0, 65535), min_size=1),
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, text: str, rising: list[int], free: list[int]
) -> None:
    """Texts and arrays, sorted or not, come back as they were, in their types."""
    path = tmp_path_factory.mktemp("artefact") / "lexicon.bin"
    arrays = {"rising": np.array(sorted(rising), "u8"), "free": np.array(free, "u2")}
    write(path, {"text": text}, arrays)
    back = read_artefact(path)
    assert back.texts == {"text": text}
    assert {name: array.tolist() for name, array in back.arrays.items()} == {
        "rising": sorted(rising),
        "free": free,
    }


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    """The order in which sections are handed over leaves no trace."""
    one, two = tmp_path / "one", tmp_path / "two"
    write(one, {"a": "x", "b": "y"}, {"n": np.arange(5, dtype="u4")})
    write(two, {"b": "y", "a": "x"}, {"n": np.arange(5, dtype="u4")})
    assert one.read_bytes() == two.read_bytes()


def test_the_packaged_artefact_is_small() -> None:
    """The wheel carries less than three megabytes of lexicon."""
    assert LEXICON_FILE.stat().st_size < 3_000_000


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", MAGIC + b"\x10\x00\x00\x00[]"])
def test_a_bad_file_stops_with_a_way_out(tmp_path: Path, content: bytes | None) -> None:
    """Missing, empty, foreign and damaged files name themselves and the build script."""
    path = tmp_path / "lexicon.bin"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StopError, match=r"lexicon\.bin.*build_lexicon"):
        read_artefact(path)


def test_a_cut_file_stops(tmp_path: Path) -> None:
    """A download that broke off is damage, not an empty lexicon."""
    path = tmp_path / "lexicon.bin"
    path.write_bytes(LEXICON_FILE.read_bytes()[:-1000])
    with pytest.raises(StopError, match="damaged"):
        read_artefact(path)

from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from stream.loops.plain import Ints, Shorts
from stream.loops.plain_index import NameSlots
from stream.loops.plain_profiles import Uints
from stream.loops.plain_threads import Bytes, Longs

def label_words(
    sentences: list[tuple[int, int]],
    words: list[int],
    rows: Ints,
    columns: list[tuple[list[int], Shorts]],
    bias: Ints,
    start: Ints,
    step: Ints,
) -> bytes: ...
def word_hashes(words: list[str], known: dict[str, int], seed: int) -> bytes: ...
def sketch_hashes(hashes: bytes, salt: int, counts: list[int]) -> tuple[bytes, bytes, bytes]: ...
def ascii_words(text: str) -> tuple[list[str], list[str]]: ...
def words_in_text(text: str) -> list[str]: ...
def typeset_words(text: str) -> tuple[list[str], list[str]] | None: ...
def beyond_ascii(text: str) -> str: ...
def has_needle(text: str, needles: tuple[str, ...], heads: bytes) -> bool: ...
def telling_places(written: list[str], folded: list[str], telling: AbstractSet[str]) -> list[int]: ...
def term_profile(
    folded: list[str],
    written: list[str],
    above: int,
    plurals: bool,
    slot_keys: Uints,
    slot_priors: Ints,
    numbers: Ints,
    logs: Ints,
    counts: Uints,
    total: int,
    few: int,
) -> tuple[bytes, bytes, list[int]]: ...
def ascii_profile(
    headline: str,
    body: str,
    most: int,
    plurals: bool,
    slot_keys: Uints,
    slot_priors: Ints,
    numbers: Ints,
    logs: Ints,
    counts: Uints,
    total: int,
    few: int,
) -> tuple[bytes, bytes, list[str]]: ...
def near_threads(
    rows: Uints,
    keys: Uints,
    weights: Bytes,
    all_keys: Uints,
    all_weights: Bytes,
    threads: Uints,
    limits: Longs,
    least: float,
) -> list[int]: ...
def shared_weights(
    keys: Uints, weights: Bytes, all_keys: Uints, all_weights: Bytes, numbers: Longs
) -> list[int]: ...
def put_story(
    rows: Uints,
    keys: Uints,
    weights: Bytes,
    strongest: int,
    number: int,
    threads: Uints,
    thread: int,
    first: int,
) -> None: ...
def likeness_matrices(keys: Uints, weights: Bytes, rarity: Ints) -> tuple[bytes, bytes]: ...
def link_groups(matrix: NDArray[np.float64]) -> list[tuple[float, int, int]]: ...
def shared_by_term(
    keys: Uints, weights: Bytes, all_keys: Uints, all_weights: Bytes, numbers: Longs
) -> list[int]: ...
def mean_terms(keys: Uints, weights: Bytes, most: int) -> tuple[bytes, bytes]: ...
def shared_runs(text: bytes, others: list[bytes]) -> list[tuple[int, int]]: ...
def find_postings(
    keys: Uints,
    counts: list[int],
    tags: NDArray[np.uint16],
    numbers: Uints,
    fill: Bytes,
    spilled: NDArray[np.bool_],
    sizes: Longs,
    offsets: Longs,
) -> tuple[list[tuple[list[int], list[int]]], list[int]]: ...
def find_name(slots: NameSlots, name: int) -> tuple[int, ...]: ...
def change_name(slots: NameSlots, name: int, wanted: int, value: int) -> bool: ...

"""The loops of the threads: compiled and plain give the same, whatever they are given."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from stream.loops import chosen, plain_profiles, plain_threads
from stream.loops.plain_profiles import EMPTY, FULL, TERMS, term_key, term_of
from stream.loops.plain_threads import ROW_LENGTH
from stream.threads.frequencies import NUMBER_PRIORS, packaged

PLAIN = SimpleNamespace(**vars(plain_profiles) | vars(plain_threads))  # `chosen` has what both have
LOGS = np.array([round(256 * math.log2(1 + part / 1024)) for part in range(1024)], np.int32)
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["the", "parties", "ties", "universities", "glass", "1999", "6th", "12", "\u0665", "\ud800s"]
    ),
    st.integers(0, 10**6).map(str),
)


def random_profiles(seed: int, count: int, terms: int) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Profiles that share terms, some with few."""
    chance = np.random.default_rng(seed)
    keys = np.full((count, TERMS), EMPTY, np.uint32)
    weights = np.zeros((count, TERMS), np.uint8)
    for row in range(count):
        held = int(chance.integers(0, min(TERMS, terms) + 1))
        keys[row, :held] = np.sort(chance.choice(terms, held, replace=False) * 0x1001)
        weights[row, :held] = chance.integers(1, FULL + 1, held)
    return keys, weights


@given(
    st.lists(WORDS, max_size=60),
    st.integers(0, 60),
    st.booleans(),
    st.integers(0, 200_000),
    st.integers(1, 200_000),
)
def test_profiles_are_the_same(words: list[str], above: int, plurals: bool, total: int, few: int) -> None:
    """Any words, surrogates and other scripts too: the same keys, weights and places."""
    counts = np.arange(1 << 10, dtype=np.uint32) % 97
    frequencies = packaged("en")
    given_ = (
        [word.casefold() for word in words],
        words,
        above,
        plurals,
        frequencies.keys,
        frequencies.priors,
        NUMBER_PRIORS,
        LOGS,
        counts,
        64 * (total + 5_000),
        few,
    )
    keys, weights, first = chosen.term_profile(*given_)
    assert (keys, weights, first) == plain_profiles.term_profile(*given_)
    found = np.frombuffer(keys, np.uint32).tolist()
    assert found == sorted({*found})
    assert [term_key(term_of(words[at].casefold(), plurals)) for at in first] == found
    # A unit vector, less what the feed's own threads have in common.
    assert np.linalg.norm(np.frombuffer(weights, np.uint8).astype(float)) < FULL + 9


@given(
    st.integers(0, 10_000),
    st.integers(1, 120),
    st.integers(1, 30),
    st.integers(0, 24),
    st.integers(0, 6),
    st.floats(0, 1),
)
@settings(max_examples=60)
def test_the_index_is_the_same(
    seed: int, stories: int, first: int, compared: int, most: int, least: float
) -> None:
    """Stories put and found: the same rows, and the same threads."""
    chance = np.random.default_rng(seed)
    rows = [np.zeros((64, ROW_LENGTH), np.uint32) for _ in range(2)]
    threads = chance.integers(1, 9, 128).astype(np.uint32)
    keys, weights = random_profiles(seed, 129, 80)
    for number in range(1, stories + 1):
        own = keys[number & 127], weights[number & 127]
        for loops, each in zip((chosen, plain_threads), rows, strict=True):
            loops.put_story(each, *own, 12, number, threads, int(threads[number & 127]), first)
    assert (rows[0] == rows[1]).all()
    limits = np.array((12, first, compared, most))
    asked = rows[0], keys[128], weights[128], keys[:128].copy(), weights[:128].copy(), threads, limits, least
    found = chosen.near_threads(*asked)
    assert found == plain_threads.near_threads(*asked)
    assert len({*found}) == len(found) <= most
    assert {*found} <= {*threads[first : stories + 1].tolist()}


@given(st.integers(0, 10_000), st.integers(1, 80))
@settings(max_examples=40)
def test_products_are_the_same(seed: int, terms: int) -> None:
    """A profile with stories anywhere in a ring: the same sums, those of the weights that meet."""
    keys, weights = random_profiles(seed, 17, terms)
    numbers = np.random.default_rng(seed).integers(1, 1_000, 30)
    found = chosen.shared_weights(keys[16], weights[16], keys[:16].copy(), weights[:16].copy(), numbers)
    assert found == plain_threads.shared_weights(keys[16], weights[16], keys[:16], weights[:16], numbers)
    by_term = chosen.shared_by_term(keys[16], weights[16], keys[:16].copy(), weights[:16].copy(), numbers)
    assert by_term == plain_threads.shared_by_term(keys[16], weights[16], keys[:16], weights[:16], numbers)
    assert sum(by_term) == sum(found)
    own = {key: int(weight) for key, weight in zip(keys[16].tolist(), weights[16].tolist(), strict=True)}
    at = int(numbers[0]) & 15
    assert found[0] == sum(
        own.get(key, 0) * weight for key, weight in zip(keys[at].tolist(), weights[at].tolist(), strict=True)
    )


TEXT_OF_ASCII = st.lists(
    st.one_of(
        st.text(st.characters(max_codepoint=127), max_size=12),
        st.sampled_from(
            ["the", "Parties", "TIES", "universities", "Glass", "1999", "6th", "12", "_s", "as", "DIES"]
        ),
    ),
    max_size=400,
).map(" ".join)


@given(TEXT_OF_ASCII, TEXT_OF_ASCII, st.integers(0, 512), st.booleans(), st.integers(0, 200_000))
@settings(max_examples=60)
def test_profiles_of_ascii_are_the_same(
    headline: str, body: str, most: int, plurals: bool, total: int
) -> None:
    """Read from the text at once or word by word: the same keys, weights and first words, which the text has."""
    counts, frequencies = np.arange(1 << 10, dtype=np.uint32) % 97, packaged("en")
    tables = (
        plurals, frequencies.keys, frequencies.priors, NUMBER_PRIORS, LOGS, counts, 64 * (total + 5_000), 7
    )  # fmt: skip
    keys, weights, terms = chosen.ascii_profile(headline, body, most, *tables)
    assert (keys, weights, terms) == plain_profiles.ascii_profile(headline, body, most, *tables)
    found = np.frombuffer(keys, np.uint32).tolist()
    assert [term_key(term_of(word.casefold(), plurals)) for word in terms] == found
    assert all(word in headline or word in body for word in terms)


@given(st.integers(0, 10_000), st.integers(0, 64), st.integers(1, 80))
@settings(max_examples=40)
def test_matrices_and_links_are_the_same(seed: int, count: int, terms: int) -> None:
    """Stories compared among each other, and joined by average linkage: the same to the last bit."""
    keys, weights = random_profiles(seed, count, terms)
    rarity = np.random.default_rng(seed).integers(1, 4_000, count + 1).astype(np.int32)
    plain, beyond = chosen.likeness_matrices(keys, weights, rarity)
    assert (plain, beyond) == plain_threads.likeness_matrices(keys, weights, rarity)
    matrix = np.frombuffer(beyond).reshape(count, count)
    assert (matrix == matrix.T).all()
    assert ((matrix >= 0) & (matrix <= 1 + 1e-9)).all()
    assert chosen.link_groups(matrix) == plain_threads.link_groups(matrix)
    for most in (0, 12, 255):
        assert chosen.mean_terms(keys, weights, most) == plain_threads.mean_terms(keys, weights, most)
    assert len(chosen.link_groups(matrix)) == max(count - 1, 0)


@pytest.mark.parametrize("loops", [chosen, PLAIN], ids=["chosen", "plain"])
def test_what_does_not_fit_is_refused(loops: Any) -> None:
    """Too many words or stories, tables of another size, a likeness below 0: an error, and no memory read."""
    frequencies, counts = packaged("en"), np.zeros(16, np.uint32)
    tables = (frequencies.keys, frequencies.priors, NUMBER_PRIORS, LOGS, counts, 64, 1)
    with pytest.raises(ValueError, match="another form"):
        loops.term_profile(["a"] * 2_000, ["a"] * 2_000, 0, False, *tables)
    with pytest.raises(ValueError, match="another form"):
        loops.term_profile(["a"], [], 0, False, *tables)
    for total, few in ((0, 1), (64, 0), (1 << 31, 1)):
        with pytest.raises(ValueError, match="another form"):
            loops.term_profile(["a"], ["a"], 0, False, *tables[:5], total, few)
    for headline, most in (("\u00e9", 400), ("a", 513), ("a", -1)):
        with pytest.raises(ValueError, match=r"ASCII|more words"):
            loops.ascii_profile(headline, "b", most, False, *tables)
    with pytest.raises(ValueError, match="another form"):
        loops.ascii_profile("a", "b", 400, False, *tables[:5], 0, 1)
    keys, weights = random_profiles(1, 65, 20)
    with pytest.raises(ValueError, match="another form"):
        loops.likeness_matrices(keys, weights, np.ones(66, np.int32))
    rows, threads = np.zeros((8, ROW_LENGTH), np.uint32), np.zeros(64, np.uint32)
    for limits in ((33, 1, 24, 4), (12, 1, 65, 4), (12, 1, 24)):
        with pytest.raises(ValueError, match=r"another form|unpack"):
            loops.near_threads(
                rows,
                keys[0],
                weights[0],
                keys[:64].copy(),
                weights[:64].copy(),
                threads,
                np.array(limits),
                0.1,
            )
    with pytest.raises(ValueError, match="another form"):
        loops.put_story(rows, keys[0], weights[0], 33, 1, threads, 1, 1)
    with pytest.raises(ValueError, match="below 0"):
        loops.link_groups(np.full((3, 3), -2.0))

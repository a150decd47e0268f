from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stream.dedup.journal.facts import VERDICTS, Facts
from stream.dedup.journal.packing import (
    article_id_of,
    article_ids,
    exact_hashes,
    identity_of,
    is_binary,
    pack,
    unpack,
)

HEX = "0123456789abcdef"
WORDS = st.text(max_size=12)
# What the intake makes, and what nobody makes today: no id may be lost for its form.
IDS = st.text(HEX, min_size=16, max_size=16) | WORDS | st.sampled_from(["ABCDEF0123456789", "\uff10" * 16])
FACTS = st.builds(
    Facts,
    code=st.integers(0, len(VERDICTS) - 1),
    at=st.integers(0, 2**62),
    made=st.none() | st.just(0) | st.integers(-(2**62), 2**62),
    article_id=IDS,
    uri=WORDS,
    other_item=WORDS,
    source=WORDS,
    version=WORDS,
    digest=st.text(HEX, min_size=32, max_size=32) | WORDS,
    exact=st.just("") | IDS,
    url=WORDS,
    other_text=st.just("") | IDS,
    aliases=st.lists(WORDS, max_size=3).map(tuple),
    agency=st.none() | WORDS,
    trace=st.none() | WORDS,
)


@given(FACTS)
def test_facts_come_back_as_they_were(facts: Facts) -> None:
    """Whatever the texts and ids, empty and missing ones told apart."""
    packed = pack(facts)
    back = unpack(packed)
    assert facts == back._replace(aliases=tuple(back.aliases))
    assert (facts.article_id, facts.resolved) == (article_id_of(packed), identity_of(packed))
    if is_binary(packed):
        view = memoryview(b"behind" + packed)
        starts = np.array([6])
        assert [facts.article_id] == article_ids(view, starts)
        assert ({0: facts.exact} if facts.exact else {}) == exact_hashes(view, starts)


def test_usual_facts_are_small() -> None:
    """Ids that are hashes take half their length, and missing texts a byte or none."""
    facts = Facts(
        0, 10**15, 0, "0f" * 8, "urn:gull:1", "", "Gull", "1", "a0" * 16, "", "https://gull.example/1"
    )
    texts = len("urn:gull:1") + len("Gull") + len("1") + len("https://gull.example/1")
    assert 34 + texts + 4 == len(pack(facts))


def test_zero_byte_in_a_text_is_kept() -> None:
    """The byte that parts the texts may stand in one: then they are packed another way."""
    facts = Facts(0, 0, None, "0f" * 8, "urn:a\0b", "", "", "", "a0" * 16, "", "")
    assert not is_binary(pack(facts))
    assert "urn:a\0b" == unpack(pack(facts)).uri

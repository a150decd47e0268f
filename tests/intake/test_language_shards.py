"""Languages are spread over the shards by how much news there is in them."""

from __future__ import annotations

import pytest

from stream.intake.language_shards import SHARES, shards_by_size
from stream.intake.stage import shard_of


def loads(partitions: int) -> list[int]:
    """The thousandths of a feed that each shard has."""
    found = [0] * partitions
    for language, share in SHARES.items():
        found[shard_of(language, partitions)] += share
    return found


@pytest.mark.parametrize("partitions", [1, 2, 3, 4, 6, 8, 12, 16])
def test_no_shard_has_much_more_than_its_part(partitions: int) -> None:
    """Beside English, which is alone from three partitions on, the fullest shard has at most a third more than its part of the others."""
    english, others = SHARES["en"], sum(SHARES.values()) - SHARES["en"]
    most = (
        max(load for shard, load in enumerate(loads(partitions)) if shard != shard_of("en", partitions))
        if partitions > 1
        else 0
    )
    assert most <= max(others / max(partitions - 1, 1) * 4 / 3, SHARES["es"])
    if partitions > 2:
        assert loads(partitions)[shard_of("en", partitions)] == english
    assert min(loads(partitions)) > 0


def test_the_large_languages_do_not_share_one_of_four_shards() -> None:
    """English is alone, and the next six are two by two."""
    placed = shards_by_size(4)
    assert [placed[language] for language in ("en", "es", "de", "ja", "fr", "pt", "ru")] == [
        0,
        1,
        2,
        3,
        3,
        2,
        1,
    ]


def test_a_language_of_no_table_has_its_shard_by_hash() -> None:
    """The same on every run, and within the partitions."""
    assert {shard_of(language, 4) for language in ("eu", "sw", "so", "ka", "hy", "km", "is")} <= {0, 1, 2, 3}
    assert shard_of("sw", 4) == shard_of("sw", 4)
    assert shard_of("sw", 1) == 0


def test_the_table_is_in_order_and_counts_a_whole_feed() -> None:
    """The largest first, as the spreading asks for; about a thousand thousandths."""
    assert list(SHARES.values()) == sorted(SHARES.values(), reverse=True)
    assert 980 <= sum(SHARES.values()) <= 1020

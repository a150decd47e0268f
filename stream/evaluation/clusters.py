"""How well stories found agree with stories labelled: pairs and the adjusted Rand index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TypeAlias

ArticlePair: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class ClusterScore:
    """Pair precision, recall and F1, the adjusted Rand index, and the pairs that were wrong."""

    precision: float
    recall: float
    f1: float
    ari: float
    wrong: tuple[ArticlePair, ...]
    missed: tuple[ArticlePair, ...]


def score_groups(
    gold: Mapping[str, str], found: Mapping[str, str], ignore: Iterable[ArticlePair] = ()
) -> ClusterScore:
    """Compare two groupings of the same articles (article → group).

    Pairs to ignore are left out of every count: they are neither right nor wrong.

    Raises:
        ValueError: the groupings are not of the same articles.
    """
    if gold.keys() != found.keys():
        missing = sorted(gold.keys() ^ found.keys())
        msg = f"labels and results differ in {len(missing)} articles, the first is {missing[0]!r}"
        raise ValueError(msg)
    # Pairs of articles that are not here must not be taken from those that are.
    left_out = frozenset(pair for pair in ignore if len(pair) == 2 and pair <= gold.keys())
    labelled = _pairs(gold) - left_out
    joined = _pairs(found) - left_out
    hits = len(labelled & joined)
    wrong = tuple(sorted(joined - labelled, key=sorted))
    missed = tuple(sorted(labelled - joined, key=sorted))
    precision = hits / len(joined) if joined else 1.0
    recall = hits / len(labelled) if labelled else 1.0
    f1 = 2 * precision * recall / (precision + recall) if hits else float(not labelled and not joined)
    apart = comb(len(gold), 2) - len(left_out) - hits - len(wrong) - len(missed)
    ari = adjusted_rand(hits, len(wrong), len(missed), apart)
    return ClusterScore(precision, recall, f1, ari, wrong, missed)


def adjusted_rand(together: int, wrong: int, missed: int, apart: int) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985) from the four counts of pairs.

    This form (Steinley 2004) is the same number as the one over the contingency table, and lets pairs be left out.

    Args:
        together: pairs joined in both groupings.
        wrong: pairs joined only in the grouping found.
        missed: pairs joined only in the labelled one.
        apart: pairs joined in neither.
    """
    below = (together + wrong) * (wrong + apart) + (together + missed) * (missed + apart)
    return 2 * (together * apart - wrong * missed) / below if below else 1.0


def _pairs(groups: Mapping[str, str]) -> frozenset[ArticlePair]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name, group in groups.items():
        members[group].append(name)
    return frozenset(frozenset(pair) for names in members.values() for pair in combinations(names, 2))

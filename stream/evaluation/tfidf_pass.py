"""What threads are measured beside: one greedy pass of tf-idf with centroids.

Each article goes to the cluster whose centroid is nearest by cosine, or begins one below a threshold. The inverse document
frequencies are those of the whole file, which no stream knows beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stream.text.words import words

MOST_TERMS: Final = 20_000
_COMMON: Final = 0.1  # of all articles: what a list of stop words is for


class TfidfPass:
    """The vectors of some texts: sublinear tf, smooth idf, of unit length, as scikit-learn has them."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [Counter(words(text)) for text in texts]
        held = Counter(term for one in counted for term in one)
        chosen = sorted(
            (term for term, times in held.items() if 1 < times <= _COMMON * len(texts)),
            key=lambda term: (-held[term], term),
        )[:MOST_TERMS]
        place = {term: at for at, term in enumerate(chosen)}
        rarity = np.array([np.log((1 + len(texts)) / (1 + held[term])) + 1 for term in chosen])
        self._terms = len(chosen)
        self._vectors = [_vector(one, place, rarity) for one in counted]

    def clusters(self, order: Sequence[int], threshold: float) -> dict[int, int]:
        """The cluster of each text, by their places, in an order of arrival."""
        sums = np.zeros((len(order), self._terms), np.float32)
        lengths = np.ones(len(order), np.float32)
        count = 0
        found: dict[int, int] = {}
        for text in order:
            places, values = self._vectors[text]
            cosine = (sums[:count][:, places] @ values) / lengths[:count]
            best = int(cosine.argmax()) if count else 0
            if not count or cosine[best] < threshold:
                best, count = count, count + 1
            sums[best, places] += values
            lengths[best] = max(float(np.linalg.norm(sums[best])), 1e-9)
            found[text] = best
        return found


def _vector(
    counted: Counter[str], place: dict[str, int], rarity: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    terms = sorted((place[term], times) for term, times in counted.items() if term in place)
    places = np.array([at for at, _ in terms], np.int64)
    values = (1 + np.log(np.array([times for _, times in terms], np.float64))) * rarity[places]
    return places, (values / max(float(np.linalg.norm(values)), 1e-9)).astype(np.float32)
